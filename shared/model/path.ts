import type { Path } from './facts.ts';

/** At most eight segments. */
const wellFormed = /^[A-Za-z0-9_-]{1,64}(?:\/[A-Za-z0-9_-]{1,64}){0,7}$/;
const forbidden = /(?:^|\/)__proto__(?:\/|$)/;

/** Takes any text; gives a well-formed path, null for everything else (`__proto__` among it). */
export function parsePath(text: string): Path | null {
  return wellFormed.test(text) && !forbidden.test(text) ? (text as Path) : null;
}

/** Whether the path is an item's presence: collection/id, turn by turn (F3). */
export function isPresence(path: string): boolean {
  let slashes = 0;
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) slashes++;
  return slashes % 2 === 1;
}

/** The presence path of the entity as a whole: every other path lies under it. Removed, it is in the trash. */
export const wholeEntity = 'entity/self' as Path;

/** Whether a path lies under an item's presence path. */
export function liesUnder(item: string, path: string): boolean {
  return item === wholeEntity ? path !== wholeEntity : path.startsWith(`${item}/`);
}

/** The presence paths of the items a path lies in, outermost first; an item's own presence is among its own. */
export function itemsAround(path: string): readonly Path[] {
  if (!path.includes('/')) return [];
  const segments = path.split('/');
  const items: Path[] = [];
  for (let end = 2; end <= segments.length; end += 2) items.push(segments.slice(0, end).join('/') as Path);
  return items;
}

/** The items a path lies under (`liesUnder`), the entity as a whole first; five at most. */
export function itemsOver(path: string): readonly Path[] {
  if (path === wholeEntity) return [];
  return [wholeEntity, ...itemsAround(path).filter((item) => item !== path && item !== wholeEntity)];
}

/** The pattern of a path: item ids become `*`. */
export function patternOf(path: string): string {
  if (!path.includes('/')) return path;
  return path
    .split('/')
    .map((part, index) => (index % 2 === 1 ? '*' : part))
    .join('/');
}
