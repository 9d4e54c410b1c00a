import type { DragLocation } from '@atlaskit/pragmatic-drag-and-drop/types';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Between } from '../state/board.svelte.ts';
import type { BoardCell, Spot } from '../state/board-cell.svelte.ts';

/** Where a dragged card would land: between two others, or, on a stop of the route or a tab, on top of a column. */
export type Drop =
  { readonly kind: 'stop'; readonly group: string } | ({ readonly kind: 'between' } & Between);

/** The names of a target in what it gives to whoever drags over it. */
export type Target = { readonly stop: string } | Spot;

/** Reads the place under the pointer; a card is passed when the pointer has passed its middle. */
export function dropOf(location: DragLocation, dragged: EntityId | null): Drop | null {
  const [target] = location.dropTargets;
  if (!target) return null;
  const { stop, group, lane } = target.data;
  if (typeof stop === 'string') return { kind: 'stop', group: stop };
  if (typeof group !== 'string' || typeof lane !== 'string') return null;
  const cards = [...target.element.querySelectorAll<HTMLElement>('[data-order]')].filter(
    (card) => card.dataset['order'] !== dragged,
  );
  const y = location.input.clientY;
  const passed = cards.filter((card) => {
    const { top, height } = card.getBoundingClientRect();
    return y > top + height / 2;
  });
  const idOf = (card: HTMLElement | undefined) => (card?.dataset['order'] ?? null) as EntityId | null;
  return { kind: 'between', group, lane, after: idOf(passed.at(-1)), before: idOf(cards[passed.length]) };
}

/** Where the slot stands in a cell: between which cards. null where there is none, or the card would not move. */
export function slotOf(
  cell: BoardCell,
  dragged: EntityId | null,
  drop: Pick<Between, 'after' | 'before'> | null,
): Pick<Between, 'after' | 'before'> | null {
  if (!drop) return null;
  const at = dragged ? cell.indexOf(dragged) : -1;
  if (at < 0) return drop;
  const idAt = (index: number) => cell.rowAt(index)?.id ?? null;
  return idAt(at - 1) === drop.after && idAt(at + 1) === drop.before ? null : drop;
}
