import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judge, type Judged } from '../../server/vectors/judge.ts';
import { report } from '../../server/vectors/report.ts';
import { allKinds } from '../../server/vectors/run.ts';
import { isObject, readVectorFile, type Vectors } from '../../server/vectors/vector-file.ts';
import { loadReference } from '../../shared/knowledge/load.ts';

const folder = import.meta.dirname;
const files = globSync('*.json', { cwd: folder, exclude: ['checks*.json'] }).toSorted();
const kinds = await allKinds();

function read(file: string): readonly Vectors[] {
  const vectors = readVectorFile(readFileSync(join(folder, file), 'utf8'));
  if (!vectors.ok) throw new Error(`${file}: ${vectors.error}`);
  return vectors.value;
}

function unlike(judged: readonly Judged[]): readonly Judged[] {
  return judged.filter(({ verdict, unread }) => verdict.kind !== 'ok' || unread.length > 0);
}

describe.each(files)('%s', (file) => {
  test('every case gives what its source says, and nothing in it is left unread', () => {
    const wrong = unlike(judge(read(file), kinds));
    expect(wrong.length === 0 ? '' : report(wrong)).toBe('');
  });

  test('every case names its source', () => {
    for (const { cases } of read(file))
      for (const one of cases)
        expect(isObject(one) ? one['source'] : one).toEqual(expect.stringMatching(/\S/));
  });
});

test('there are enough of them, and every kind has some', () => {
  const all = files.flatMap(read);
  expect(all.reduce((sum, { cases }) => sum + cases.length, 0)).toBeGreaterThan(200);
  const tried = new Set(all.map(({ kind }) => kind));
  expect(Object.keys(kinds).filter((kind) => !tried.has(kind))).toEqual([]);
});

test('every carton of the packing table with a reckoned column is among them', async () => {
  const { packings } = await loadReference();
  const reckoned = packings.filter(
    ({ raw }) => raw.calc_floor_40RH_geometry ?? raw.calc_40RH_payload ?? raw.calc_pallet_20x,
  );
  const cases = read('packing.json').find(({ kind }) => kind === 'fill')?.cases ?? [];
  for (const { commodity, package: name, raw } of reckoned)
    expect(cases).toContainEqual(
      expect.objectContaining({
        source: expect.stringContaining(`${commodity}, ${name}`) as string,
        calc_floor_40RH_geometry: raw.calc_floor_40RH_geometry ?? null,
        calc_40RH_payload: raw.calc_40RH_payload ?? null,
        calc_pallet_20x: raw.calc_pallet_20x ?? null,
      }),
    );
});
