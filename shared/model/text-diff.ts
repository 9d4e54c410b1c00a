/** A stretch of text that both have, or one of them. */
export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** A line as it is shown: of one that was changed, what went and what came stand in it. */
export type DiffLine = readonly DiffPart[];

/**
 * Cells of the tables that find what two lists have in common, for a whole comparison: some ten milliseconds. What lies
 * beyond is taken as wholly different.
 */
const mostCells = 2_000_000;

interface Budget {
  cells: number;
}

/** What was removed from `before` and added in `after`, line by line, within a line sign by sign. */
export function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  const budget: Budget = { cells: mostCells };
  let removed: string[] = [];
  let added: string[] = [];
  const settle = (): void => {
    // Lines that stand against each other are one line that was changed, as far as they are alike.
    const pairs = Math.min(removed.length, added.length);
    for (let i = 0; i < pairs; i++) lines.push(...diffLine(removed[i] ?? '', added[i] ?? '', budget));
    for (const text of removed.slice(pairs)) lines.push([{ kind: 'removed', text }]);
    for (const text of added.slice(pairs)) lines.push([{ kind: 'added', text }]);
    [removed, added] = [[], []];
  };
  for (const { kind, item } of diff(before, after, budget)) {
    if (kind === 'removed') removed.push(item);
    else if (kind === 'added') added.push(item);
    else {
      settle();
      lines.push([{ kind: 'same', text: item }]);
    }
  }
  settle();
  return lines;
}

function diffLine(before: string, after: string, budget: Budget): readonly DiffLine[] {
  const parts: { kind: DiffPart['kind']; text: string }[] = [];
  let common = 0;
  for (const { kind, item } of diff(Array.from(before), Array.from(after), budget)) {
    if (kind === 'same') common += item.length;
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += item;
    else parts.push({ kind, text: item });
  }
  if (common * 3 >= Math.max(before.length, after.length)) return [parts];
  return [[{ kind: 'removed', text: before }], [{ kind: 'added', text: after }]];
}

interface Step {
  readonly kind: DiffPart['kind'];
  readonly item: string;
}

/** The shortest way from one list to the other, by their longest common subsequence. */
function diff(before: readonly string[], after: readonly string[], budget: Budget): readonly Step[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const as = (kind: Step['kind']) => (item: string) => ({ kind, item });
  return [
    ...before.slice(0, start).map(as('same')),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end), budget),
    ...before.slice(before.length - end).map(as('same')),
  ];
}

function middle(a: readonly string[], b: readonly string[], budget: Budget): readonly Step[] {
  const removed = a.map((item): Step => ({ kind: 'removed', item }));
  const added = b.map((item): Step => ({ kind: 'added', item }));
  const cells = a.length * b.length;
  if (cells === 0 || cells > budget.cells) return [...removed, ...added];
  budget.cells -= cells;
  // longest[i][j]: how much a from i on and b from j on have in common.
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [old, young] = [a[i] ?? '', b[j] ?? ''];
    if (old === young) {
      steps.push({ kind: 'same', item: old });
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      steps.push({ kind: 'removed', item: old });
      i++;
    } else {
      steps.push({ kind: 'added', item: young });
      j++;
    }
  }
  return [...steps, ...removed.slice(i), ...added.slice(j)];
}
