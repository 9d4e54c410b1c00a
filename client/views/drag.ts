import type { DragLocation } from '@atlaskit/pragmatic-drag-and-drop/types';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Between } from '../state/board.svelte.ts';

/** Where a dragged card would land: between two others, or, on a stop of the route or a tab, on top of a stage. */
export type Drop = { readonly stage: string } & (
  { readonly kind: 'stop' } | ({ readonly kind: 'between' } & Between)
);

/** Reads the place under the pointer; a card is passed when the pointer has passed its middle. */
export function dropOf(location: DragLocation, dragged: EntityId | null): Drop | null {
  const [target] = location.dropTargets;
  const stage = target?.data['stage'];
  if (!target || typeof stage !== 'string') return null;
  if (target.data['stop'] === true) return { kind: 'stop', stage };
  const cards = [...target.element.querySelectorAll<HTMLElement>('[data-order]')].filter(
    (card) => card.dataset['order'] !== dragged,
  );
  const y = location.input.clientY;
  const passed = cards.filter((card) => {
    const { top, height } = card.getBoundingClientRect();
    return y > top + height / 2;
  });
  const idOf = (card: HTMLElement | undefined) => (card?.dataset['order'] ?? null) as EntityId | null;
  return { kind: 'between', stage, after: idOf(passed.at(-1)), before: idOf(cards[passed.length]) };
}
