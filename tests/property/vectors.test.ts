import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '../../server/vectors/judge.ts';
import { report } from '../../server/vectors/report.ts';
import { allKinds } from '../../server/vectors/run.ts';
import { readVectorFile } from '../../server/vectors/vector-file.ts';

const kinds = await allKinds();
const keys = new Set(Object.values(kinds).flatMap(({ reads }) => [...reads]));

const value = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '0',
      '-1',
      '24000',
      '1e9',
      '0.00000000000001',
      'about 5 %',
      '2026-12-10',
      '40RH',
      'kg',
      '999999999999999999999',
    ),
  },
  fc.constantFrom([400, 300, 270], [400, null], [0, 0, 0], [1e-9, 300, 1], [[]], {}),
  fc.jsonValue({ maxDepth: 1 }),
);

test('whatever a file holds, each case gets its line', () => {
  const one = fc.dictionary(
    fc.constantFrom(...keys, 'min', 'max', 'text', 'accepted', 'rule', 'cap', 'cif', 'by_geometry'),
    value,
  );
  const file = fc.dictionary(
    fc.constantFrom(...Object.keys(kinds), 'tides'),
    fc.array(fc.oneof(one, value), { maxLength: 4 }),
    { minKeys: 1 },
  );
  fc.assert(
    fc.property(file, (given) => {
      const vectors = readVectorFile(JSON.stringify(given));
      if (!vectors.ok) throw new Error(vectors.error);
      const lines = report(judge(vectors.value, kinds)).trimEnd().split('\n');
      const cases = Object.values(given).reduce((sum, { length }) => sum + length, 0);
      expect(lines).toHaveLength(cases + 1);
    }),
    { numRuns: 500 },
  );
});
