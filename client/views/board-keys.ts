import type { Board, Standing } from '../state/board.svelte.ts';

export type Step = 'left' | 'right' | 'up' | 'down';

const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left',
  h: 'left',
  ArrowRight: 'right',
  l: 'right',
  ArrowUp: 'up',
  k: 'up',
  ArrowDown: 'down',
  j: 'down',
};

/** The step a key asks for; null for any other key. */
export function stepOf(key: string): Step | null {
  return steps[key] ?? null;
}

/** The card that a step from another one leads to: past columns, and lanes, in which nothing is shown. */
export function neighbour(
  board: Board,
  at: Standing,
  step: Step,
  folded: (lane: string) => boolean,
): Standing | null {
  const cellAt = (column: number, lane: number) => board.columns[column]?.cells[lane];
  if (step === 'up' || step === 'down') {
    const by = step === 'down' ? 1 : -1;
    const index = at.index + by;
    if (index >= 0 && index < (cellAt(at.column, at.lane)?.length ?? 0)) return { ...at, index };
    for (let lane = at.lane + by; lane >= 0 && lane < board.lanes.length; lane += by) {
      const length = folded(board.lanes[lane] ?? '') ? 0 : (cellAt(at.column, lane)?.length ?? 0);
      if (length > 0) return { column: at.column, lane, index: by > 0 ? 0 : length - 1 };
    }
    return null;
  }
  const by = step === 'right' ? 1 : -1;
  for (let column = at.column + by; column >= 0 && column < board.columns.length; column += by) {
    const cell = cellAt(column, at.lane);
    if (!cell || cell.length === 0) continue;
    const index = Math.min(at.index, cell.length - 1);
    return { column, lane: at.lane, index: cell.rowAt(index) ? index : 0 };
  }
  return null;
}

/** Where a step takes a card that is being moved; null where there is nothing that way. */
export function movedBy(board: Board, at: Standing, step: Step): Standing | null {
  if (step === 'left' || step === 'right') {
    const column = at.column + (step === 'right' ? 1 : -1);
    return board.columns[column] ? { column, lane: at.lane, index: 0 } : null;
  }
  const by = step === 'down' ? 1 : -1;
  const index = at.index + by;
  const length = board.columns[at.column]?.cells[at.lane]?.length ?? 0;
  if (board.placed && index >= 0 && index < length) return { ...at, index };
  const lane = at.lane + by;
  if (!board.laned || lane < 0 || lane >= board.lanes.length) return null;
  const there = board.columns[at.column]?.cells[lane]?.length ?? 0;
  return { column: at.column, lane, index: by > 0 ? 0 : there };
}
