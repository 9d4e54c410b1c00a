import { documentName, type DocumentName, type EntityId, type WorkspaceId } from '../sync/document-name.ts';
import { dotKey, dotsOf } from './dot.ts';
import type { Author, Change, FactValue } from './facts.ts';
import type { EntityKind } from './field.ts';
import { fold } from './fold.ts';
import type { StoredRecord } from './read.ts';
import { homeOf } from './schema.ts';

/**
 * Versions of a note that were kept: facts of a document of their own, `board/ordernote_k3f9x2/facts` for the note of
 * `order_k3f9x2`, in the note's compartment. A version is an item whose id is made of its text, so that two devices that
 * keep the same text at once write the same thing, which is no conflict and no second version (F4).
 */
export interface NoteVersion {
  readonly id: string;
  readonly name: string | null;
  /** Somebody kept it on purpose. */
  readonly byHand: boolean;
  /** Who kept it first, and when by her clock (epoch ms). */
  readonly author: Author;
  readonly at: number;
  /** As the editor wrote it; to be judged before it is used. */
  readonly text: string;
}

/** Signs of a text that can be kept; a record is bounded, and a note is not a book. */
export const longestVersion = 64_000;
const longestName = 80;
/** A value's texts are bounded, so a long one travels in parts. */
const partLength = 8_000;

/** The facts document of an entity's note versions. Null for a team, which has no note. */
export function versionsDocument(
  workspace: WorkspaceId,
  kind: EntityKind,
  entity: EntityId,
): DocumentName | null {
  if (kind === 'team') return null;
  const rest = entity.slice(entity.indexOf('_'));
  return documentName({
    workspace,
    compartment: homeOf[kind],
    entity: `${kind}note${rest}` as EntityId,
    part: 'facts',
  });
}

/** The change that keeps a text, by itself (null) or by hand with a name or ''; null for one that is too long. */
export function keepVersion(text: string, name: string | null): Change | null {
  if (text.length > longestVersion) return null;
  const item = `versions/${versionId(text)}`;
  const given = (name ?? '').normalize('NFC').trim().slice(0, longestName);
  return {
    set: {
      [`${item}/text`]: partsOf(text),
      ...(name !== null && { [`${item}/by_hand`]: true }),
      ...(given !== '' && { [`${item}/name`]: given }),
    },
  };
}

/** Cut where no sign of two units is: half of one does not outlive the wire. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  for (let at = 0, end = 0; at < text.length; at = end) {
    end = at + partLength;
    if (/^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(end - 1, end + 1))) end--;
    parts.push(text.slice(at, end));
  }
  return parts;
}

/** The versions in a document's records, newest first. A text that does not fit its id is nobody's version. */
export function readVersions(records: readonly StoredRecord[]): readonly NoteVersion[] {
  const { paths } = fold(records);
  const byDot = new Map(records.map((record) => [dotKey(record.dot), record]));
  const versions: NoteVersion[] = [];
  for (const [path, state] of paths) {
    const [, id] = /^versions\/([a-z0-9]+)\/text$/.exec(path) ?? [];
    if (id === undefined) continue;
    for (const head of state.heads) {
      const text = Array.isArray(head.value) ? head.value.join('') : '';
      if (text.length > longestVersion || versionId(text) !== id) continue;
      const [first] = dotsOf(head)
        .flatMap((dot) => byDot.get(dotKey(dot)) ?? [])
        .toSorted((a, b) => a.at - b.at);
      if (!first) continue;
      const valuesAt = (field: string): readonly FactValue[] =>
        paths.get(`versions/${id}/${field}` as typeof path)?.heads.map((head) => head.value) ?? [];
      versions.push({
        id,
        name: firstText(valuesAt('name')),
        byHand: valuesAt('by_hand').includes(true),
        author: first.author,
        at: first.at,
        text,
      });
    }
  }
  return versions.toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

function firstText(values: readonly FactValue[]): string | null {
  const found = values.find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof found === 'string' ? found.slice(0, longestName) : null;
}

/** 64 bits out of a text, as letters and digits: enough to tell a note's versions apart, no proof of anything. */
export function versionId(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    a = Math.imul(a ^ sign, 2654435761);
    b = Math.imul(b ^ sign, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  const digits = (n: number): string => (n >>> 0).toString(36).padStart(7, '0');
  return digits(a) + digits(b);
}
