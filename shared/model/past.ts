import { compareDots, dotKey } from './dot.ts';
import type { StoredRecord } from './read.ts';

/**
 * What of a document's records was there at a time (epoch ms): all written by then, and all that these rest on. Clocks
 * differ, so a record can bear a later time than one whose author had it before her eyes: what a record names, what it
 * was appended to and what its own writer wrote before was there, too. Records that cannot be read have no time.
 */
export function recordsAt(records: readonly StoredRecord[], at: number): readonly StoredRecord[] {
  const byDot = new Map(records.map((record) => [dotKey(record.dot), record]));
  const previous = new Map<StoredRecord, StoredRecord>();
  let last: StoredRecord | undefined;
  for (const record of records.toSorted((a, b) => compareDots(a.dot, b.dot))) {
    if (last?.dot[0] === record.dot[0]) previous.set(record, last);
    last = record;
  }
  const there = new Set<StoredRecord>();
  const due: (StoredRecord | undefined)[] = records.filter(
    (record) => record.entries.length > 0 && record.at <= at,
  );
  while (due.length > 0) {
    const record = due.pop();
    if (!record || there.has(record)) continue;
    there.add(record);
    due.push(previous.get(record));
    if (record.after) due.push(byDot.get(dotKey(record.after)));
    for (const { seen, seenFields } of record.entries)
      for (const dot of [...seen, ...seenFields]) due.push(byDot.get(dotKey(dot)));
  }
  return records.filter((record) => there.has(record));
}
