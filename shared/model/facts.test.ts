import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Author, Change, Facts, FactValue, Path } from './facts.ts';
import type { EntityKind } from './field.ts';
import { fold } from './fold.ts';
import { historyOf } from './history.ts';
import { readRecords } from './read.ts';
import { appendChange } from './record.ts';

const she: Author = { person: '跟单甲', device: 'office' };
const he: Author = { person: '跟单乙', device: 'cold store' };
const at = Date.UTC(2026, 10, 23, 5, 48);

function write(doc: Y.Doc, change: Change, author = she, kind: EntityKind | undefined = 'order'): void {
  appendChange(doc, author, at, change, kind);
}

function facts(doc: Y.Doc, kind: EntityKind | undefined = 'order'): Facts {
  return fold(readRecords(doc), kind);
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function exchange(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)));
}

/** What stands at a path, short. */
function values(of: Facts, path: string): unknown {
  const state = of.paths.get(path as Path);
  return state && [state.kind, ...state.heads.map((head) => head.value)];
}

const records = (doc: Y.Doc) => doc.getArray('records').length;

function apart(change: Change): [Y.Doc, Y.Doc] {
  const a = new Y.Doc();
  write(a, change);
  return [a, copyOf(a)];
}

describe('[F1] a dot is the id of the array element', () => {
  test('[F1] records of one writer, merged into one struct by Yjs, keep a dot each', () => {
    const doc = new Y.Doc();
    write(doc, { set: { cartons: '1' } });
    write(doc, { set: { cartons: '2' } });
    const reloaded = copyOf(doc);
    expect(readRecords(reloaded).map((record) => record.dot)).toEqual([
      [doc.clientID, 0],
      [doc.clientID, 1],
    ]);
    expect(values(facts(reloaded), 'cartons')).toEqual(['agreed', '2']);
  });

  test('[F1] two tabs of one person on one device are two writers: neither hides what it has not seen', () => {
    const [tab, otherTab] = apart({ set: { cartons: '1630' } });
    write(tab, { set: { cartons: '1590' } }, she);
    write(otherTab, { set: { cartons: '1605' } }, she);
    exchange(tab, otherTab);
    expect(facts(tab).paths.get('cartons' as Path)?.kind).toBe('conflict');
  });
});

describe('[F2] only what was seen is superseded', () => {
  test('[F2] concurrent values stand side by side, in the same order on both devices', () => {
    const [a, b] = apart({ set: { cartons: '1630' } });
    write(a, { set: { cartons: '1590' } }, she);
    write(b, { set: { cartons: '1605' } }, he);
    exchange(a, b);
    expect(values(facts(a), 'cartons')).toEqual(values(facts(b), 'cartons'));
    expect((values(facts(a), 'cartons') as string[]).toSorted()).toEqual(['1590', '1605', 'conflict']);
  });

  test('[F2] a person settles: the new record names every head', () => {
    const [a, b] = apart({ set: { cartons: '1630' } });
    write(a, { set: { cartons: '1590' } }, she);
    write(b, { set: { cartons: '1605' } }, he);
    exchange(a, b);
    write(a, { set: { cartons: '1605' } }, she);
    exchange(a, b);
    expect(values(facts(b), 'cartons')).toEqual(['agreed', '1605']);
  });

  test('[F2] what arrived while she typed was not seen, so it is not superseded', () => {
    const doc = new Y.Doc();
    write(doc, { set: { cartons: '1630' } });
    const seen = facts(doc);
    write(doc, { set: { cartons: '1590' } }, he);
    appendChange(doc, she, at, { set: { cartons: '1605' } }, 'order', { seen });
    expect(values(facts(doc), 'cartons')).toEqual(['conflict', '1590', '1605']);
  });

  test('[F2] a named dot that is not here makes the path incomplete, not in conflict', () => {
    const [a, b, c] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
    // Yjs puts b's record before a's, so c's record hangs on a's alone and can arrive without b's.
    [b.clientID, a.clientID, c.clientID] = [1, 2, 3];
    write(a, { set: { etd: '2026-12-06' } }, she);
    write(b, { set: { cartons: '1605' } }, he);
    for (const doc of [a, b]) Y.applyUpdate(c, Y.encodeStateAsUpdate(doc));
    write(c, { set: { cartons: '1600' } }, she);
    Y.applyUpdate(a, Y.encodeStateAsUpdate(c, Y.encodeStateVector(b)));
    const held = facts(a).paths.get('cartons' as Path);
    expect(held?.kind === 'incomplete' && held.missing).toEqual([[b.clientID, 0]]);
    expect(values(facts(a), 'etd')).toEqual(['agreed', '2026-12-06']);
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
    expect(values(facts(a), 'cartons')).toEqual(['agreed', '1600']);
  });

  test('[F2] a name of nothing keeps a path incomplete until somebody sets it anew', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    a.getArray('records').push([{ a: 'x', d: 'x', t: 1, s: [['cartons', '5', [999, 0]]] }]);
    expect(values(facts(a), 'cartons')).toEqual(['incomplete', '5']);
    exchange(a, b);
    write(a, { set: { cartons: '6' } }, she);
    expect(values(facts(a), 'cartons')).toEqual(['agreed', '6']);
    write(b, { set: { cartons: '7' } }, he);
    exchange(a, b);
    expect(facts(a).paths.get('cartons' as Path)?.kind).toBe('conflict');
  });

  test('[F2] records that name each other in a ring cannot hide all values', () => {
    const doc = new Y.Doc();
    doc.getArray('records').push([
      { a: 'x', d: 'x', t: 1, s: [['cartons', '1', [doc.clientID, 0, doc.clientID, 1]]] },
      { a: 'x', d: 'x', t: 1, s: [['cartons', '2', [doc.clientID, 0, doc.clientID, 1]]] },
    ]);
    expect(values(facts(doc), 'cartons')).toEqual(['agreed', '2']);
  });

  const colleague = [30, '3', []] as const;
  /** Each: writer, value, whom of the others she names; the forger is 20. */
  test.each<[string, (readonly [number, string, readonly number[]])[], readonly string[]]>([
    ['of two, beside a third value', [[10, '1', [20]], [20, '2', [10]], colleague], ['1', '2', '3']],
    ['of two, which saw an older one', [[10, '1', [20]], [20, '2', [10, 30]], colleague], ['1', '2']],
    [
      'of two, one of which was seen',
      [
        [10, '1', [20]],
        [20, '2', [10]],
        [30, '3', [20]],
      ],
      ['1', '3'],
    ],
    [
      'of two, both of which were seen',
      [
        [10, '1', [20]],
        [20, '2', [10]],
        [30, '3', [10, 20]],
      ],
      ['3'],
    ],
    [
      'of three, beside a fourth value',
      [[10, '1', [40]], [20, '2', [10]], [40, '4', [20]], colleague],
      ['1', '2', '3', '4'],
    ],
  ])('[F2] names in a ring count for nothing: %s', (_name, written, standing) => {
    const all = new Y.Doc();
    for (const [writer, value, named] of written) {
      const doc = new Y.Doc();
      doc.clientID = writer;
      const seen = named.flatMap((one) => [one, 0]);
      doc.getArray('records').push([{ a: 'x', d: 'x', t: 1, s: [['cartons', value, seen]] }]);
      Y.applyUpdate(all, Y.encodeStateAsUpdate(doc));
    }
    const { heads = [] } = facts(all).paths.get('cartons' as Path) ?? {};
    expect(heads.map(({ value }) => value)).toEqual(standing);
  });
});

describe('[F3] presence is a path of its own', () => {
  const line = { 'lines/k/cartons': '500', 'lines/k/count': '113' };

  test('[F3] the first field of a new item brings it, the next does not write it again', () => {
    const doc = new Y.Doc();
    write(doc, { set: { 'instructions/r1/acks/shipping/department': 'shipping' } });
    expect(values(facts(doc), 'instructions/r1')).toEqual(['agreed', true]);
    expect(values(facts(doc), 'instructions/r1/acks/shipping')).toEqual(['agreed', true]);
    write(doc, { set: { 'instructions/r1/date': '2026-11-11' } });
    expect(historyOf(readRecords(doc), 'instructions/r1')).toHaveLength(1);
  });

  test('[F3] a removal supersedes no field, and is no conflict for who saw all of it', () => {
    const doc = new Y.Doc();
    write(doc, { set: line });
    write(doc, { remove: ['lines/k'] });
    const after = facts(doc);
    expect(values(after, 'lines/k')).toEqual(['agreed', false]);
    expect(values(after, 'lines/k/cartons')).toEqual(['agreed', '500']);
    expect(after.removedAndChanged.size).toBe(0);
  });

  test('[F3] removed here and changed there: the conflict is the item, the new value stands', () => {
    const [a, b] = apart({ set: line });
    write(a, { remove: ['lines/k'] }, she);
    write(b, { set: { 'lines/k/cartons': '480' } }, he);
    exchange(a, b);
    for (const doc of [a, b]) {
      expect([...facts(doc).removedAndChanged]).toEqual(['lines/k']);
      expect(values(facts(doc), 'lines/k/cartons')).toEqual(['agreed', '480']);
    }
    // Another edit does not settle it in passing; keeping it does, and so does removing it again.
    write(a, { set: { 'lines/k/count': '125' } }, she);
    expect([...facts(a).removedAndChanged]).toEqual(['lines/k']);
    const c = copyOf(a);
    write(a, { set: { 'lines/k': true } }, she);
    expect(values(facts(a), 'lines/k')).toEqual(['agreed', true]);
    write(c, { remove: ['lines/k'] }, he);
    expect(facts(c).removedAndChanged.size).toBe(0);
  });

  test('[F3] a new item under a removed one is a change too', () => {
    const [a, b] = apart({ set: { 'instructions/r1/date': '2026-11-11' } });
    write(a, { remove: ['instructions/r1'] }, she);
    write(b, { set: { 'instructions/r1/acks/shipping': true } }, he);
    exchange(a, b);
    expect([...facts(a).removedAndChanged]).toEqual(['instructions/r1']);
  });

  test('[F3] two who remove the same item do not disagree, though they saw different fields', () => {
    const [a, b] = apart({ set: line });
    write(b, { set: { 'lines/k/cartons': '480' } }, he);
    write(b, { remove: ['lines/k'] }, he);
    write(a, { remove: ['lines/k'] }, she);
    exchange(a, b);
    expect(values(facts(a), 'lines/k')).toEqual(['agreed', false]);
    expect(facts(a).removedAndChanged.size).toBe(0);
  });

  test('[F3] writing into an item that was removed brings it back', () => {
    const doc = new Y.Doc();
    write(doc, { set: line });
    write(doc, { remove: ['lines/k'] });
    write(doc, { set: { 'lines/k/cartons': '510' } });
    expect(values(facts(doc), 'lines/k')).toEqual(['agreed', true]);
  });
});

describe('[F4] values are compared in canonical form', () => {
  test.each([
    ['cartons', '1590', '1590.0'],
    ['containers/c/ventilation', '15', '15.00'],
    ['containers/c/humidity', '90-95', '90.0-95'],
    ['tolerance', 'caf\u00e9', 'cafe\u0301'],
  ])('[F4] %s: %s and %s are no conflict', (path, one, other) => {
    const [a, b] = apart({ set: { number: 'SO-1' } });
    write(a, { set: { [path]: one } }, she);
    write(b, { set: { [path]: other } }, he);
    exchange(a, b);
    expect(facts(a).paths.get(path as Path)?.kind).toBe('agreed');
    // The next writer names both of the equal records, so neither comes back as a conflict.
    write(a, { set: { [path]: '7' } }, she);
    exchange(a, b);
    expect(values(facts(b), path)).toEqual(['agreed', '7']);
  });

  test('[F4] text stays text: 007 and 7 differ as an order number', () => {
    const [a, b] = apart({ set: { cartons: '1' } });
    write(a, { set: { number: '007' } }, she);
    write(b, { set: { number: '7' } }, he);
    exchange(a, b);
    expect(facts(a).paths.get('number' as Path)?.kind).toBe('conflict');
  });

  test('[F4] an equal value writes nothing, an equal value that settles a conflict does', () => {
    const [a, b] = apart({ set: { cartons: '1630' } });
    const before = records(a);
    write(a, { set: { cartons: '1630.0', etd: null } });
    expect(records(a)).toBe(before);
    write(a, { set: { cartons: '1590' } });
    write(b, { set: { cartons: '1605' } });
    exchange(a, b);
    write(a, { set: { cartons: '1590' } });
    expect(values(facts(a), 'cartons')).toEqual(['agreed', '1590']);
  });
});

describe('[F5] migrations happen on reading', () => {
  const reading = {
    version: 2,
    migrations: [
      {
        to: 2,
        entry: (path: string, value: FactValue) => [path === 'current_etd' ? 'etd' : path, value] as const,
      },
    ],
  };

  test('[F5] an old record is read as the new version means it, its bytes stay', () => {
    const doc = new Y.Doc();
    write(doc, { set: { current_etd: '2026-12-06' } }, she, undefined);
    const bytes = Y.encodeStateAsUpdate(doc);
    doc
      .getArray('records')
      .push([{ a: 'x', d: 'x', t: at, v: 2, s: [['etd', '2026-12-08', [doc.clientID, 0]]] }]);
    expect(values(fold(readRecords(doc, reading), 'order'), 'etd')).toEqual(['agreed', '2026-12-08']);
    const old = new Y.Doc();
    Y.applyUpdate(old, bytes);
    expect(values(fold(readRecords(old, reading), 'order'), 'etd')).toEqual(['agreed', '2026-12-06']);
    expect(Y.encodeStateAsUpdate(old)).toEqual(bytes);
  });

  test('[F5] a record of a newer version is unreadable and kept, and hides nothing', () => {
    const doc = new Y.Doc();
    write(doc, { set: { cartons: '1' } });
    doc.getArray('records').push([{ a: 'x', d: 'x', t: at, v: 9, s: [['cartons', '2', [doc.clientID, 0]]] }]);
    expect(facts(doc).unreadable).toBe(1);
    expect(values(facts(doc), 'cartons')).toEqual(['agreed', '1']);
    expect(records(copyOf(doc))).toBe(2);
  });
});

describe('what a document holds is judged, never trusted', () => {
  const good = { a: 'x', d: 'x', t: 1, s: [['cartons', '1']] };
  test.each([
    ['a number', 5],
    ['null', null],
    ['no author', { d: 'x', t: 1, s: [] }],
    ['a time that is none', { ...good, t: 1e300 }],
    ['sets that are no list', { ...good, s: { 0: ['cartons', '1'] } }],
    ['a set that is no list', { ...good, s: ['cartons'] }],
    ['a path out of form', { ...good, s: [['lines//x', '1']] }],
    ['a path __proto__', { ...good, s: [['__proto__', '1']] }],
    ['a path under __proto__', { ...good, s: [['lines/__proto__/cartons', '1']] }],
    ['a value of another kind', { ...good, s: [['cartons', { n: 1 }]] }],
    ['a number as value', { ...good, s: [['cartons', 1]] }],
    ['half a dot', { ...good, s: [['cartons', '1', [1]]] }],
    ['a dot with a fraction', { ...good, s: [['cartons', '1', [1, 0.5]]] }],
    ['presence that is text', { ...good, s: [['lines/x', 'yes']] }],
    [
      'the same path twice',
      {
        ...good,
        s: [
          ['etd', '2026-12-06'],
          ['etd', '2026-12-07'],
        ],
      },
    ],
  ])('%s is unreadable, kept and counted', (_name, record) => {
    const doc = new Y.Doc();
    write(doc, { set: { number: 'SO-1' } });
    doc.getArray('records').push([record]);
    const read = facts(doc);
    expect(read.unreadable).toBe(1);
    expect(values(read, 'number')).toEqual(['agreed', 'SO-1']);
    expect(records(copyOf(doc))).toBe(2);
  });

  test('keys that came in through __proto__ are not a record', () => {
    const doc = new Y.Doc();
    // JSON gives an own key; decoding in Yjs then sets a prototype with it.
    const forged: unknown = JSON.parse(`{"__proto__":${JSON.stringify(good)}}`);
    doc.getArray('records').push([forged]);
    expect(facts(copyOf(doc)).unreadable).toBe(1);
    expect(facts(copyOf(doc)).paths.size).toBe(0);
  });

  test('a nested Yjs type in the array is unreadable', () => {
    const doc = new Y.Doc();
    doc.getArray('records').push([new Y.Map()]);
    expect(facts(doc).unreadable).toBe(1);
  });

  test('a path of a newer client is kept and counted; its item still counts as changed', () => {
    const doc = new Y.Doc();
    write(doc, { set: { 'lines/k/cartons': '1' } });
    const other = copyOf(doc);
    write(other, { set: { 'lines/k/brix': '14' } });
    write(doc, { remove: ['lines/k'] });
    exchange(doc, other);
    expect(facts(doc).unreadable).toBe(1);
    expect([...facts(doc).removedAndChanged]).toEqual(['lines/k']);
  });

  test('a change the program could not mean throws', () => {
    const doc = new Y.Doc();
    expect(() => write(doc, { set: { 'a//b': '1' } })).toThrow('not a path');
    expect(() => write(doc, { remove: ['cartons'] })).toThrow('not an item');
    expect(() => write(doc, { set: { 'lines/k': 'x' } })).toThrow('not a value');
    expect(() => write(doc, { set: { 'lines/k/count': '1' }, remove: ['lines/k'] })).toThrow(
      'cannot remove and set',
    );
  });
});

test('an order with 25 fields and 10 edits takes at most 1.3 kB', () => {
  const doc = new Y.Doc();
  // The upper half of ids costs three bytes more each time it is named.
  doc.clientID = 4_000_000_001;
  const author = { person: '跟单甲', device: 'k3f9' };
  const set = {
    number: 'SO-26017',
    customer: 'customer_c02',
    stage: 'packing',
    position: 'a1Vk',
    owner: '跟单甲',
    incoterm: 'CIF',
    incoterm_place: 'Manila',
    net_kg: '17930',
    gross_kg: '19560',
    tolerance: '+/-3 %',
    cartons: '1630',
    enquiry: '2026-10-17',
    requested_etd: '2026-12-06',
    promised_etd: '2026-12-06',
    etd: '2026-12-06',
    sailed: '2026-12-06',
    'lines/a1/product': 'product_p08',
    'lines/a1/count': '12',
    'lines/a1/cartons': '815',
    'lines/b2/product': 'product_p08',
    'lines/b2/count': '11',
    'lines/b2/cartons': '815',
    'containers/x/type': '40RH',
    'containers/x/set_point': '5',
    'containers/x/ventilation': '15',
  };
  expect(Object.keys(set)).toHaveLength(25);
  appendChange(doc, author, at, { set }, 'order');
  for (let edit = 0; edit < 10; edit++)
    appendChange(doc, author, at + edit, { set: { cartons: String(1600 + edit) } }, 'order');
  expect(records(doc)).toBe(11);
  expect(Y.encodeStateAsUpdate(doc).length).toBeLessThanOrEqual(1300);
});
