import type { EntityKind } from '../model/field.ts';
import { patternOf } from '../model/path.ts';

/** Names, and what says where a figure comes from: they appear beside what is found, and decide nothing. */
const unread =
  /(?:^|\/|_)(?:name|name_zh|name_en|hs|country|archived|position|basis|remark|since|source|subject|reorder_days)$/;

/** What is known for people alone: no check of an order asks for it. */
const forPeople =
  /^(?:contacts|costs|lessons)\/|^(?:cultivar|grade|time_zone|working_hours|required_papers)$|^(?:house\/\*\/reason|seasons\/\*\/origin|sizes\/\*\/(?:diameter_mm|weight_g))$/;

/**
 * Whether a check may find something else when this field of a customer or product changes. A field that is not known here
 * may: to ask once too often is cheap.
 */
export function checksRestOn(kind: EntityKind, path: string): boolean {
  const pattern = patternOf(path);
  if (kind !== 'customer' && kind !== 'product') return false;
  // The name of a figure says which one it is.
  if (pattern === 'figures/*/name') return true;
  return !unread.test(pattern) && !forPeople.test(pattern);
}
