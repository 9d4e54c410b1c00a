import type { Path } from './facts.ts';

const segment = /^[A-Za-z0-9_-]{1,64}$/;
const maxSegments = 8;

/** Takes any text; gives a well-formed path, null for everything else (`__proto__` among it). */
export function parsePath(text: string): Path | null {
  const segments = text.split('/');
  if (segments.length > maxSegments) return null;
  return segments.every((s) => segment.test(s) && s !== '__proto__') ? (text as Path) : null;
}

/** Whether the path is an item's presence: collection/id, turn by turn (F3). */
export function isPresence(path: string): boolean {
  return path.split('/').length % 2 === 0;
}

/** The presence path of the entity as a whole: every other path lies under it. Removed, it is in the trash. */
export const wholeEntity = 'entity/self' as Path;

/** Whether a path lies under an item's presence path. */
export function liesUnder(item: string, path: string): boolean {
  return item === wholeEntity ? path !== wholeEntity : path.startsWith(`${item}/`);
}

/** The presence paths of the items a path lies in, outermost first; an item's own presence is among its own. */
export function itemsAround(path: string): readonly Path[] {
  const segments = path.split('/');
  const items: Path[] = [];
  for (let end = 2; end <= segments.length; end += 2) items.push(segments.slice(0, end).join('/') as Path);
  return items;
}

/** The pattern of a path: item ids become `*`. */
export function patternOf(path: string): string {
  return path
    .split('/')
    .map((part, index) => (index % 2 === 1 ? '*' : part))
    .join('/');
}
