import type { EntityKind } from '../model/field.ts';
import { patternOf } from '../model/path.ts';

/** Names, and what says where a figure comes from: they appear beside what is found, and decide nothing. */
const unread =
  /(?:^|\/|_)(?:name|name_zh|name_en|hs|country|archived|position|basis|remark|since|source|subject|reorder_days)$/;

/**
 * Whether a check may find something else when this field of a customer or product changes. A field that is not known here
 * may: to ask once too often is cheap.
 */
export function checksRestOn(kind: EntityKind, path: string): boolean {
  return (kind === 'customer' || kind === 'product') && !unread.test(patternOf(path));
}
