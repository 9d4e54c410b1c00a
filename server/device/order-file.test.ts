import { describe, expect, test } from 'vitest';
import { readOrderFile } from './order-file.ts';

const read = (value: unknown) => readOrderFile(JSON.stringify(value), () => 0.5);

describe('the file of a new order', () => {
  test.each([
    [{ cartons: '300' }, [{ path: 'cartons', text: '300' }]],
    [
      { cartons: 300, archived: false },
      [
        { path: 'cartons', text: '300' },
        { path: 'archived', text: 'false' },
      ],
    ],
    [{ cartons: ['300'], etd: [null], owner: '' }, [{ path: 'cartons', text: '300' }]],
    [{ paths: { cartons: ['300'] }, id: 'order_a' }, [{ path: 'cartons', text: '300' }]],
    [
      { 'lines/x': [true], 'lines/x/count': '113' },
      [
        { path: 'lines/x', text: 'true' },
        { path: 'lines/x/count', text: '113' },
      ],
    ],
    [
      {
        paths: { number: ['X'], 'entity/self': [true], 'lines/x': [false], 'lines/x/count': ['1'] },
        number: 'X',
      },
      [{ path: 'number', text: 'X' }],
    ],
    [{ 'papers/p/containers': [['A', 'B']] }, [{ path: 'papers/p/containers', text: 'A,B' }]],
    [{ 'papers/p/containers': ['A', 'B'] }, [{ path: 'papers/p/containers', text: 'A,B' }]],
  ])('%j', (value, assignments) => {
    expect(read(value)).toEqual({ ok: true, value: assignments });
  });

  test('gives lines an id and a place each, in their order', () => {
    const given = read({ lines: [{ count: '113' }, { count: '125', unit_price: 12.5 }] });
    const found = given.ok ? given.value : [];
    expect(found.map(({ path }) => path.replace(/^lines\/[a-z0-9]{8}\//, ''))).toEqual([
      'position',
      'count',
      'position',
      'count',
      'unit_price',
    ]);
    const [first, , second] = found.map(({ text }) => text);
    expect(String(first) < String(second)).toBe(true);
  });

  test.each([
    [[], 'not a JSON object'],
    ['text', 'not a JSON object'],
    [{ cartons: ['1', '2'] }, 'cartons takes one value, not 2'],
    [{ cartons: [] }, 'cartons takes one value, not 0'],
    [{ cartons: { a: 1 } }, 'cartons takes a text'],
    [{ paths: { cartons: ['1'] }, etd: '2026-12-06' }, "'etd' stands beside 'paths'"],
    [{ paths: { name: ['Najd'] }, kind: 'customer' }, 'not an order'],
    [{ 'lines/x': [], 'lines/x/count': '1' }, 'lines/x takes one value'],
    [{ lines: 'x' }, 'lines takes a list of objects'],
    [{ lines: ['x'] }, 'lines takes a list of objects'],
    [{ lines: [{ count: [] }] }, 'lines/count takes one value'],
  ])('%j is refused', (value, words) => {
    const given = read(value);
    expect(given.ok ? '' : given.error).toContain(words);
  });

  test('numbers stay as they were written, longer ones than a float holds too', () => {
    const given = readOrderFile('{"number": 20261126000000001, "net_kg": 1590.50}', () => 0.5);
    expect(given.ok ? given.value.map(({ text }) => text) : given.error).toEqual([
      '20261126000000001',
      '1590.50',
    ]);
  });

  test('what is not JSON is refused', () => {
    expect(readOrderFile('{', Math.random).ok).toBe(false);
  });
});
