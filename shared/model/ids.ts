import type { EntityId } from '../sync/document-name.ts';
import type { EntityKind } from './field.ts';

/** A number from 0 up to 1, as `Math.random` gives it; passed in so that a run replays. */
export type Random = () => number;

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

function letters(random: Random, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += alphabet[Math.floor(random() * alphabet.length)] ?? '0';
  return text;
}

/** An id as rule H16 wants it: `order_` and 12 letters or digits (62 bits). */
export function newEntityId(kind: Exclude<EntityKind, 'team'>, random: Random): EntityId {
  return `${kind}_${letters(random, 12)}` as EntityId;
}

/** An id for a line, container or habit, unlike others within its entity (41 bits). */
export function newItemId(random: Random): string {
  return letters(random, 8);
}
