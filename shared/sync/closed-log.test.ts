import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { judge, type Verdict } from './closed-log.ts';
import { covers, decodeKnown, encodeKnown, nothingKnown, stateVectorOf, type Known } from './known.ts';

function knownAfter(...updates: Uint8Array[]): Known {
  let known = nothingKnown;
  for (const update of updates) {
    const verdict = judge(known, update, 'note');
    if (verdict.kind === 'extends') known = verdict.known;
  }
  return known;
}

function typed(keys: number, clientID = 1): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let i = 0; i < keys; i++) doc.getText('t').insert(i, String(i % 10));
  return { doc, updates };
}

/** A.0 right of B.0, and B.0 right of A.0. */
function ringUpdate(): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 2);
  for (const [client, other] of [
    [2, 1],
    [1, 2],
  ] as const) {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, 0);
    encoding.writeUint8(encoder, 0x80 | 4); // has an origin, holds a string
    encoding.writeVarUint(encoder, other);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, 'x');
  }
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

const kindOf = (verdict: Verdict) => verdict.kind;

/** Counts how often all of it is gone through. */
class CountedMap<K, V> extends Map<K, V> {
  times = 0;
  override [Symbol.iterator](): MapIterator<[K, V]> {
    this.times++;
    return super[Symbol.iterator]();
  }
}

test('[H7] [H14] what adds nothing or does not fit costs nothing of what is known', () => {
  const { doc, updates } = typed(9);
  const later = updates.splice(7);
  const { clocks, deletes } = knownAfter(...updates);
  const counted = new CountedMap(clocks);
  const judged = (update: Uint8Array) => judge({ clocks: counted, deletes }, update, 'note').kind;
  counted.times = 0;
  expect(judged(Uint8Array.of(0, 0))).toBe('nothingNew');
  expect(updates.map(judged)).toEqual(updates.map(() => 'nothingNew'));
  expect(judged(later[1] ?? Uint8Array.of())).toBe('gap');
  expect(counted.times).toBe(0);
  expect(judged(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(counted)))).toBe('extends');
});

describe('[H4] a stored log is causally closed', () => {
  test('one keystroke of a hundred dropped: what rests on it is a gap', () => {
    const { updates } = typed(100);
    let known = nothingKnown;
    const kinds = updates.map((update, index) => {
      if (index === 40) return 'dropped';
      const verdict = judge(known, update, 'note');
      if (verdict.kind === 'extends') known = verdict.known;
      return verdict.kind;
    });
    expect(kinds.slice(0, 40)).toEqual(Array(40).fill('extends'));
    expect(kinds.slice(41)).toEqual(Array(59).fill('gap'));
  });

  test('an origin of another client that is not here is a gap', () => {
    const { doc } = typed(3, 1);
    const other = new Y.Doc();
    other.clientID = 2;
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    const before = Y.encodeStateVector(other);
    other.getText('t').insert(2, 'x');
    const update = Y.encodeStateAsUpdate(other, before);
    expect(judge(nothingKnown, update, 'note').kind).toBe('gap');
    expect(judge(knownAfter(Y.encodeStateAsUpdate(doc)), update, 'note').kind).toBe('extends');
  });

  test('a delete beyond what is known is a gap, not a promise for the future', () => {
    const { doc } = typed(3);
    const known = knownAfter(Y.encodeStateAsUpdate(doc));
    doc.getText('t').insert(3, 'abc');
    const before = Y.encodeStateVector(doc);
    doc.getText('t').delete(3, 3);
    expect(judge(known, Y.encodeStateAsUpdate(doc, before), 'note').kind).toBe('gap');
  });
});

describe('[H5] what is known', () => {
  test("'300 cartons' and '00 cartons' have equal state vectors and differ all the same", () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, '300 cartons');
    const whole = knownAfter(Y.encodeStateAsUpdate(doc));
    doc.getText('t').delete(0, 1);
    const update = Y.encodeStateAsUpdate(doc);
    const cut = knownAfter(update);
    expect(stateVectorOf(whole)).toEqual(stateVectorOf(cut));
    expect(covers(whole, cut)).toBe(false);
    expect(judge(whole, update, 'note').kind).toBe('extends');
  });

  test('update by update it is what a Y.Doc says, and survives its encoding', () => {
    const script = fc.array(fc.record({ client: fc.nat(2), at: fc.nat(30), erase: fc.boolean() }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(script, (steps) => {
        const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
        const relay = new Y.Doc({ gc: false });
        let known = nothingKnown;
        for (const { client, at, erase } of steps) {
          const doc = docs[client];
          if (!doc) continue;
          Y.applyUpdate(doc, Y.encodeStateAsUpdate(relay));
          const before = Y.encodeStateVector(doc);
          const text = doc.getText('t');
          const place = Math.min(at, text.length);
          if (erase && place < text.length) text.delete(place, 1);
          else text.insert(place, 'x');
          const update = Y.encodeStateAsUpdate(doc, before);
          const verdict = judge(known, update, 'note');
          if (verdict.kind !== 'extends') throw new Error(verdict.kind);
          known = verdict.known;
          Y.applyUpdate(relay, verdict.update);
        }
        const snapshot = Y.snapshot(relay);
        expect(new Map(known.clocks)).toEqual(snapshot.sv);
        const deletes = new Map(
          [...snapshot.ds.clients].map(([client, ranges]) => [
            client,
            ranges.map(({ clock, len }) => ({ clock, length: len })),
          ]),
        );
        expect(new Map(known.deletes)).toEqual(deletes);
        expect(decodeKnown(encodeKnown(known))).toEqual(known);
        expect(Y.decodeStateVector(stateVectorOf(known))).toEqual(new Map(known.clocks));
      }),
      { numRuns: 100 },
    );
  });
});

describe('[H7] an update is what it adds', () => {
  test('the same again, alone or within a larger one, adds nothing', () => {
    const { doc, updates } = typed(20);
    doc.getText('t').delete(3, 4);
    const known = knownAfter(Y.encodeStateAsUpdate(doc));
    for (const update of [...updates, Y.encodeStateAsUpdate(doc), Y.mergeUpdates(updates)]) {
      expect(judge(known, update, 'note')).toEqual({ kind: 'nothingNew' });
    }
  });

  test('of an update that is known in part only the rest is stored', () => {
    const { doc, updates } = typed(20);
    const known = knownAfter(...updates.slice(0, 12));
    const verdict = judge(known, Y.encodeStateAsUpdate(doc), 'note');
    if (verdict.kind !== 'extends') throw new Error(verdict.kind);
    expect(Y.parseUpdateMeta(verdict.update).from).toEqual(new Map([[1, 12]]));
  });

  test('a delete of its own is not lost for its clocks', () => {
    const { doc } = typed(5);
    const known = knownAfter(Y.encodeStateAsUpdate(doc));
    const before = Y.encodeStateVector(doc);
    doc.getText('t').delete(0, 2);
    expect(judge(known, Y.encodeStateAsUpdate(doc, before), 'note').kind).toBe('extends');
  });
});

describe('[H12] the guard', () => {
  const document = (write: (doc: Y.Doc) => void) => {
    const doc = new Y.Doc();
    write(doc);
    return Y.encodeStateAsUpdate(doc);
  };

  const facts = (write: (records: Y.Array<unknown>) => void) =>
    document((doc) => {
      write(doc.getArray('records'));
    });

  test('facts take appended plain values', () => {
    const update = facts((records) => {
      records.push([{ a: 'me', s: [['cartons', '300', []]] }]);
      records.push([{ a: 'me' }, { a: 'you' }]);
    });
    expect(judge(nothingKnown, update, 'facts').kind).toBe('extends');
  });

  test.each<[string, Uint8Array]>([
    [
      'a delete',
      facts((records) => {
        records.push([1, 2]);
        records.delete(0, 1);
      }),
    ],
    [
      'an insert in the middle',
      facts((records) => {
        records.push([1]);
        records.push([2]);
        records.insert(0, [3]);
      }),
    ],
    [
      'another root',
      document((doc) => {
        doc.getArray('other').push([1]);
      }),
    ],
    [
      'a map',
      document((doc) => {
        doc.getMap('records').set('x', 1);
      }),
    ],
    [
      'a nested type',
      facts((records) => {
        records.push([new Y.Map()]);
      }),
    ],
    [
      'binary content',
      facts((records) => {
        records.push([new Uint8Array(4)]);
      }),
    ],
    [
      '5,000 levels of nesting',
      facts((records) => {
        let value: unknown = 1;
        for (let i = 0; i < 5_000; i++) value = [value];
        records.push([value]);
      }),
    ],
    [
      'what a key __proto__ hides',
      document((doc) => {
        const hidden = JSON.parse('{"a": 1, "__proto__": [[1]]}') as object;
        doc.getArray('records').push([hidden]);
      }),
    ],
    [
      'a record of a megabyte',
      facts((records) => {
        records.push(['x'.repeat(1024 * 1024)]);
      }),
    ],
  ])('facts refuse %s', (_name, update) => {
    expect(kindOf(judge(nothingKnown, update, 'facts'))).toBe('refused');
  });

  test('bytes that are no update are refused and never throw', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('facts' as const, 'note' as const),
        (bytes, part) => {
          expect(['extends', 'nothingNew', 'gap', 'refused']).toContain(
            judge(nothingKnown, bytes, part).kind,
          );
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('mutated updates never throw, and what extends can be joined', () => {
    const { doc } = typed(30);
    doc.getText('t').delete(2, 5);
    const update = Y.encodeStateAsUpdate(doc);
    fc.assert(
      fc.property(fc.nat(update.length - 1), fc.nat(255), (at, byte) => {
        const mutated = Uint8Array.from(update);
        mutated[at] = byte;
        const verdict = judge(nothingKnown, mutated, 'note');
        if (verdict.kind !== 'extends') return;
        const joiner = new Y.Doc();
        Y.applyUpdate(joiner, verdict.update);
        expect(joiner.store.pendingStructs).toBeNull();
        expect(Y.encodeStateVector(joiner).length).toBe(stateVectorOf(verdict.known).length);
      }),
      { numRuns: 3_000 },
    );
  });

  test('one client in two blocks is refused: Yjs reads the last alone, which may be empty', () => {
    const doc = Object.assign(new Y.Doc(), { clientID: 5 });
    doc.getText('t').insert(0, 'ab');
    const [, structs = 0, ...rest] = Y.encodeStateAsUpdate(doc);
    const emptyBlock = [0, 5, 0];
    const body = rest.slice(0, -1);
    expect(judge(nothingKnown, Uint8Array.of(1, structs, ...body, 0), 'note').kind).toBe('extends');
    for (const second of [emptyBlock, [structs, ...body.with(1, 2)]]) {
      const update = Uint8Array.of(2, structs, ...body, ...second, 0);
      expect(judge(nothingKnown, update, 'note').kind).toBe('refused');
    }
  });

  test('a note with 1,000 levels of nesting is refused', () => {
    let value: unknown = 1;
    for (let i = 0; i < 1_000; i++) value = [value];
    const update = document((doc) => {
      doc.getMap('m').set('x', value);
    });
    expect(kindOf(judge(nothingKnown, update, 'note'))).toBe('refused');
  });

  test('[H4] of a ring across clients nothing is taken: Yjs would keep it waiting for ever', () => {
    const ring = ringUpdate();
    const joiner = new Y.Doc();
    Y.applyUpdate(joiner, ring);
    expect(joiner.store.pendingStructs).not.toBeNull();
    expect(kindOf(judge(nothingKnown, ring, 'note'))).toBe('gap');
  });

  test('[H4] clients that wrote by turns are no ring, in whatever order they stand', () => {
    const docs = [1, 2, 3].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
    for (let turn = 0; turn < 60; turn++) {
      const doc = docs[turn % 3];
      for (const other of docs) if (doc && other !== doc) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
      doc?.getText('t').insert(turn, String(turn % 10));
    }
    const last = docs[59 % 3];
    if (!last) throw new Error('no doc');
    expect(kindOf(judge(nothingKnown, Y.encodeStateAsUpdate(last), 'note'))).toBe('extends');
  });

  test('GC structs are normal in notes', () => {
    const { doc } = typed(10);
    doc.getText('t').delete(0, 10);
    doc.getMap('m').set('x', new Y.Text('y'));
    doc.getMap('m').delete('x');
    expect(judge(nothingKnown, Y.encodeStateAsUpdate(doc), 'note').kind).toBe('extends');
  });
});
