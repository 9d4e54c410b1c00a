import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { FactValue, Path } from './facts.ts';
import { fold } from './fold.ts';
import type { Reading } from './read.ts';
import { currentReading, readRecords } from './read.ts';
import { appendChange } from './record.ts';
import { factsOf, meanwhile, she } from './test-documents.ts';

/** A version to come: cartons were called boxes before it, and what was text of yes and no became true and false. */
const next: Reading = {
  version: 3,
  migrations: [
    {
      to: 2,
      entry: (path, value) => [path.replace(/(^|\/)boxes$/, '$1cartons'), value] as const,
    },
    {
      to: 3,
      entry: (path, value): readonly [string, FactValue] => [
        path,
        path === 'archived' ? value === 'yes' : value,
      ],
    },
  ],
};
const heads = (docs: readonly Y.Doc[], path: string, reading: Reading) => {
  const state = factsOf('order', docs, reading).paths.get(path as Path);
  return [state?.kind, ...(state?.heads ?? []).map((head) => head.value)];
};

describe('[F5] two versions at work on one order', () => {
  const old = () => meanwhile('order', [], [{ set: { boxes: '10', archived: 'yes', 'lines/a/boxes': '5' } }]);

  test('[F5] two devices that read, migrate and write at once come to the same', () => {
    const base = old();
    const one = meanwhile('order', [base], [{ set: { cartons: '11' } }], she, next);
    const other = meanwhile('order', [base], [{ set: { cartons: '12', archived: false } }], she, next);
    const met = [meanwhile('order', [one, other], []), meanwhile('order', [other, one], [])];
    const [first, second] = met.map((doc) => fold(readRecords(doc, next), 'order'));
    expect(second).toEqual(first);
    expect(heads(met, 'cartons', next)).toEqual(['conflict', '11', '12']);
    expect(heads(met, 'lines/a/cartons', next)).toEqual(['agreed', '5']);
    expect(heads(met, 'archived', next)).toEqual(['agreed', false]);
  });

  test('[F5] reading writes nothing: a device that only looks leaves the bytes as they are', () => {
    const base = old();
    const bytes = Y.encodeStateAsUpdate(base);
    expect(heads([base], 'cartons', next)).toEqual(['agreed', '10']);
    expect(Y.encodeStateAsUpdate(base)).toEqual(bytes);
    expect(appendChange(base, she, 0, { set: { cartons: '10' } }, 'order', { reading: next }).kind).toBe(
      'unchanged',
    );
    expect(Y.encodeStateAsUpdate(base)).toEqual(bytes);
  });

  test('[F5] what an older device wrote without knowing of the newer one stands beside it', () => {
    const base = old();
    const newer = meanwhile('order', [base], [{ set: { cartons: '11' } }], she, next);
    const offline = meanwhile('order', [base], [{ set: { boxes: '13' } }]);
    expect(heads([newer, offline], 'cartons', next)).toEqual(['conflict', '11', '13']);
    const settled = meanwhile('order', [newer, offline], [{ set: { cartons: '13' } }], she, next);
    expect(heads([settled], 'cartons', next)).toEqual(['agreed', '13']);
  });

  test('[F5] an older device shows what it can read, writes nothing, and so supersedes nothing it cannot', () => {
    const newer = meanwhile('order', [old()], [{ set: { cartons: '11' } }], she, next);
    const bytes = Y.encodeStateAsUpdate(newer);
    expect(factsOf('order', [newer])).toMatchObject({ newer: 1, unreadable: 3 });
    expect(heads([newer], 'boxes', currentReading)).toEqual(['agreed', '10']);
    for (const change of [{ set: { boxes: '14' } }, { set: { etd: '2026-12-06' } }, { remove: ['lines/a'] }])
      expect(appendChange(newer, she, 0, change, 'order').kind).toBe('newer');
    expect(Y.encodeStateAsUpdate(newer)).toEqual(bytes);
  });

  test('[F5] a version that is none is not a newer one, and a newer record may have any form', () => {
    const doc = new Y.Doc();
    doc
      .getArray('records')
      .push([{ v: 1.5 }, { v: '9' }, { v: NaN }, { v: Infinity }, { v: 9, records: 'new' }]);
    expect(factsOf('order', [doc])).toMatchObject({ newer: 1, unreadable: 5 });
  });
});
