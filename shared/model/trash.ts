import type { Change } from './facts.ts';
import { wholeEntity } from './path.ts';

/** So many days an entity can be taken out of the trash again. */
export const trashDays = 30;
const day = 86_400_000;

/** Puts an entity into the trash: a removal like any other (F3), with everything under it. */
export const toTrash: Change = { remove: [wholeEntity] };
/** Takes it out again, or keeps it where somebody else changed it meanwhile. */
export const outOfTrash: Change = { set: { [wholeEntity]: true } };

/** The days it is still offered in the trash at `now` (epoch ms); 0 when it is not any more. Its facts stay. */
export function daysLeft(since: string, now: number): number {
  const passed = Math.max(0, now - Date.parse(since));
  return Math.max(0, trashDays - Math.floor(passed / day));
}
