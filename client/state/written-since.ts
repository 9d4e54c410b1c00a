import { dotKey } from '../../shared/model/dot.ts';
import type { Path } from '../../shared/model/facts.ts';
import { itemsAround } from '../../shared/model/path.ts';
import type { StoredRecord } from '../../shared/model/read.ts';
import type { Compartment } from '../../shared/sync/document-name.ts';

type ByDocument = ReadonlyMap<Compartment, readonly StoredRecord[]>;

/**
 * What has come into an entity's documents since they were looked at: the records, by dot, and the paths they set; of
 * an item that came or went not all that is in it.
 */
export function writtenSince(
  before: ByDocument,
  now: ByDocument,
): { readonly dots: readonly string[]; readonly paths: readonly Path[] } {
  const known = new Set([...before.values()].flat().map(({ dot }) => dotKey(dot)));
  const records = [...now.values()].flat().filter(({ dot }) => !known.has(dotKey(dot)));
  const paths = new Set(records.flatMap(({ entries }) => entries.map(({ path }) => path)));
  const told = [...paths].filter(
    (path) => !itemsAround(path).some((item) => item !== path && paths.has(item)),
  );
  return { dots: records.map(({ dot }) => dotKey(dot)), paths: told };
}
