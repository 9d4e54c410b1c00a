import type { EntityKind, Field } from '../shared/model/field.ts';
import { schema } from '../shared/model/schema.ts';

/** Records no honest client of this version writes, for tests: nothing of them may be lost, and no view may fail. */
export interface HostileRecord {
  readonly name: string;
  readonly record: unknown;
}

const rightToLeft = '\u202e\u2066פרי\u200f';
const long = '价'.repeat(9_000);

/** Values of every shape a record can hold, and some it cannot, at every path of a kind and beside it. */
export function hostileRecords(kind: EntityKind): readonly HostileRecord[] {
  const patterns = Object.keys(schema[kind] satisfies Record<string, Field>);
  const at = (pattern: string, id: string) => pattern.replaceAll('*', id);
  const sets = (name: string, entries: readonly unknown[]): HostileRecord => ({
    name,
    record: { a: rightToLeft, d: 'x', t: 1, s: entries },
  });
  const everywhere = (name: string, value: unknown): HostileRecord =>
    sets(
      name,
      patterns.map((pattern) => [at(pattern, 'h1'), value]),
    );
  const first = patterns.slice(0, 8);
  return [
    everywhere('a text that is no number, date or choice everywhere', 'abc'),
    everywhere('true everywhere', true),
    everywhere('a list everywhere', ['1', '2', '<b>3</b>']),
    everywhere('right to left everywhere', rightToLeft),
    // More of it no relay takes in one record.
    sets(
      'huge texts',
      first.map((pattern) => [at(pattern, 'h1'), long]),
    ),
    sets(
      'texts too long to read',
      first.map((pattern) => [at(pattern, 'h1'), long.repeat(2)]),
    ),
    everywhere('numbers everywhere', 7),
    everywhere('a decimal without end', '9'.repeat(300)),
    everywhere('an id of nothing', `${kind}_nowhere`),
    everywhere('a date that is none', '2026-02-31'),
    everywhere('words that objects have', '__proto__'),
    sets(
      'fields of items nobody added',
      patterns.filter((p) => p.includes('*')).map((p) => [at(p, 'nobody'), '5']),
    ),
    sets('paths nobody knows', [
      ['margin', '5'],
      ['lines/h1/colour', 'red'],
      ['pallets/p1/height', '2'],
      ['constructor', 'x'],
      ['toString/h1/valueOf', 'x'],
    ]),
    sets('names of an object', [
      ['__proto__', '1'],
      ['lines/__proto__/cartons', '1'],
      ['lines/h1/__proto__', '1'],
    ]),
    sets('dots of nobody', [
      ['cartons', '5', [1, 1, 2, 2]],
      ['number', 'X', [-5, 1]],
      ['name', 'X', ['a', 'b']],
    ]),
    { name: 'no record', record: null },
    { name: 'a list for a record', record: [['cartons', '1']] },
    { name: 'a time beyond the end of time', record: { a: 'x', d: 'x', t: 8.64e15, s: [['owner', 'x']] } },
  ];
}
