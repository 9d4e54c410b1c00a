import type * as Y from 'yjs';
import type { Author, Dot, FactValue, Path } from './facts.ts';
import { migrations as knownMigrations, schemaVersion, type Migration } from './migrations.ts';
import { isPresence, parsePath } from './path.ts';

/** The one root array of a facts document. */
export const recordsName = 'records';

/** One path a record sets. */
export interface SetEntry {
  readonly path: Path;
  readonly value: FactValue;
  /** The heads its author saw there; these, and nothing implied, are superseded (F2). */
  readonly seen: readonly Dot[];
  /** Of a removal: the field heads under the item that its author saw (F3). */
  readonly seenFields: readonly Dot[];
}

/** A record as it stands in a document. `unread` counts what of it could not be read: 0, entries, or 1 for all of it. */
export interface StoredRecord {
  readonly dot: Dot;
  /** The record it was appended to: the last one its author's document had. null for none. */
  readonly after: Dot | null;
  readonly author: Author;
  /** Epoch ms by its author's clock: shown to people, decides nothing. */
  readonly at: number;
  readonly entries: readonly SetEntry[];
  readonly unread: number;
  /** It was written in a newer version than the reader's (F5). */
  readonly newer?: true;
}

/** What a reader knows: the version it writes, and the migrations up to it, ascending. */
export interface Reading {
  readonly version: number;
  readonly migrations: readonly Migration[];
}
export const currentReading: Reading = { version: schemaVersion, migrations: knownMigrations };

const maxTime = 8.64e15;
const maxText = 10_000;

/**
 * Every record of a facts document with its dot, in the array's order. The dot is the id of the array element
 * (F1), so it is not in the record. Never throws on what a document holds: what cannot be read is counted and kept.
 */
export function readRecords(doc: Y.Doc, reading: Reading = currentReading): readonly StoredRecord[] {
  const records: StoredRecord[] = [];
  for (let item = doc.getArray(recordsName)._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const { client, clock } = item.id;
    const { origin } = item;
    let after: Dot | null = origin && [origin.client, origin.clock];
    item.content.getContent().forEach((value: unknown, index: number) => {
      const dot: Dot = [client, clock + index];
      records.push(readRecord(dot, after, value, reading));
      after = dot;
    });
  }
  return records;
}

/** Whether a facts document holds a record of a newer version than the reader's: then nothing may be written to it (F5). */
export function hasNewer(doc: Y.Doc, reading: Reading = currentReading): boolean {
  return readRecords(doc, reading).some((record) => record.newer);
}

function readRecord(dot: Dot, after: Dot | null, value: unknown, reading: Reading): StoredRecord {
  const version = own(value, 'v') ?? 1;
  const unread = { dot, after, author: { person: '', device: '' }, at: 0, entries: [], unread: 1 } as const;
  // Before anything else: a newer version may have given records another form.
  if (Number.isSafeInteger(version) && (version as number) > reading.version)
    return { ...unread, newer: true };
  const person = own(value, 'a');
  const device = own(value, 'd');
  const at = own(value, 't');
  const sets = own(value, 's');
  if (
    typeof person !== 'string' ||
    typeof device !== 'string' ||
    typeof at !== 'number' ||
    !(Math.abs(at) <= maxTime) ||
    typeof version !== 'number' ||
    !(version >= 1 && version <= reading.version) ||
    !Array.isArray(sets)
  )
    return unread;
  const entries = new Map<Path, SetEntry>();
  let unreadEntries = 0;
  const due = reading.migrations.filter((m) => m.to > version);
  for (const set of sets as readonly unknown[]) {
    const entry = readEntry(set, due, dot[0]);
    if (entry === null || entries.has(entry.path)) unreadEntries++;
    else entries.set(entry.path, entry);
  }
  const author = own(value, 'o') === true ? { person, device, offline: true } : { person, device };
  return { dot, after, author, at, entries: [...entries.values()], unread: unreadEntries };
}

function readEntry(set: unknown, due: readonly Migration[], writer: number): SetEntry | null {
  if (!Array.isArray(set)) return null;
  const [storedPath, storedValue, seenNumbers, fieldNumbers] = set as readonly unknown[];
  if (typeof storedPath !== 'string' || !isFactValue(storedValue)) return null;
  let [text, value] = [storedPath, storedValue];
  for (const migration of due) [text, value] = migration.entry(text, value);
  const path = parsePath(text);
  const seen = readDots(seenNumbers, writer);
  const seenFields = readDots(fieldNumbers, writer);
  if (path === null || seen === null || seenFields === null) return null;
  if (isPresence(path) && typeof value !== 'boolean') return null;
  return { path, value, seen, seenFields };
}

/** Whether anything is a value a path can hold. */
export function isFactValue(value: unknown): value is FactValue {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return value.length <= maxText;
  return Array.isArray(value) && value.every((part) => typeof part === 'string' && part.length <= maxText);
}

/** Stands in a record for the record's own writer: a client id takes up to nine bytes, and most edits follow one's own. */
export const ownWriter = -1;

/** Dots travel flat: client, clock, client, clock ... */
function readDots(numbers: unknown, own: number): readonly Dot[] | null {
  if (numbers === undefined) return [];
  if (!Array.isArray(numbers) || numbers.length % 2 !== 0) return null;
  const dots: Dot[] = [];
  for (let i = 0; i < numbers.length; i += 2) {
    const [named, clock] = numbers.slice(i, i + 2) as readonly unknown[];
    const writer = named === ownWriter ? own : named;
    if (!isCount(writer) || !isCount(clock)) return null;
    dots.push([writer, clock]);
  }
  return dots;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** An own property alone: decoding can give an object another prototype through a key `__proto__`. */
function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
