import type { DragLocation } from '@atlaskit/pragmatic-drag-and-drop/types';
import type { EntityId } from '../../shared/sync/document-name.ts';

/** Where a dragged card would land: before the card at `index` of a stage, itself not counted. */
export interface Drop {
  readonly stage: string;
  readonly index: number;
  /** On a stop of the route or a tab: the stage as a whole. */
  readonly stop: boolean;
}

/** Reads the place under the pointer; a card is passed when the pointer has passed its middle. */
export function dropOf(location: DragLocation, dragged: EntityId | null): Drop | null {
  const [target] = location.dropTargets;
  const stage = target?.data['stage'];
  if (!target || typeof stage !== 'string') return null;
  if (target.data['stop'] === true) return { stage, index: 0, stop: true };
  const cards = [...target.element.querySelectorAll<HTMLElement>('[data-order]')].filter(
    (card) => card.dataset['order'] !== dragged,
  );
  const y = location.input.clientY;
  const after = cards.filter((card) => {
    const { top, height } = card.getBoundingClientRect();
    return y > top + height / 2;
  });
  return { stage, index: after.length, stop: false };
}
