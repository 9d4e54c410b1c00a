import { expect, test } from 'vitest';
import type { EntityId } from '../sync/document-name.ts';
import { choose, sameReading, slotOf, type Capture, type Reading } from './capture.ts';

const size: Reading = { kind: 'counts', counts: ['5.0-6.0 cm'] };
const sizes: Reading = { kind: 'counts', counts: ['5.0-5.5 cm', '5.5-6.0 cm'] };
const day: Reading = { kind: 'date', date: '2027-06-05', field: 'etd' };
const space: Reading = { kind: 'space' };

const capture: Capture = {
  line: ' 5/6',
  pieces: [
    { from: 0, to: 1, text: ' ', reading: space, certain: true, alternatives: [] },
    { from: 1, to: 4, text: '5/6', reading: size, certain: false, alternatives: [sizes, day] },
  ],
};

test('what a person chooses is certain, and what stood there can be had back', () => {
  const chosen = choose(capture, 1, day);
  expect(chosen.pieces[1]).toMatchObject({
    text: '5/6',
    reading: day,
    certain: true,
    alternatives: [size, sizes],
  });
  expect(choose(chosen, 1, size).pieces[1]).toMatchObject({ reading: size, alternatives: [day, sizes] });
});

test('turned into text a piece keeps its readings', () => {
  const text = choose(capture, 1, { kind: 'text' });
  expect(text.pieces[1]).toMatchObject({
    reading: { kind: 'text' },
    certain: true,
    alternatives: [size, sizes, day],
  });
  expect(choose(text, 1, sizes).pieces[1]).toMatchObject({ reading: sizes, alternatives: [size, day] });
});

test('a person may choose what nobody thought of', () => {
  const other: Reading = { kind: 'counts', counts: ['6.5+ cm'] };
  expect(choose(capture, 1, other).pieces[1]).toMatchObject({
    reading: other,
    alternatives: [size, sizes, day],
  });
});

test('space stays space', () => {
  expect(choose(capture, 0, day)).toEqual(capture);
});

test('readings are compared by what they say', () => {
  expect(sameReading(day, { field: 'etd', date: '2027-06-05', kind: 'date' })).toBe(true);
  expect(sameReading(day, { ...day, field: 'latest_shipment' })).toBe(false);
  expect(sameReading(size, sizes)).toBe(false);
});

test.each([
  [{ kind: 'customer', customer: 'customer_a' as EntityId }, 'customer'],
  [{ kind: 'port', port: 'Qingdao', role: 'loading' }, 'port loading'],
  [day, 'etd'],
  [{ ...day, field: 'latest_shipment' }, 'latest_shipment'],
  [{ kind: 'price', amount: '1', currency: null, of: 'order' }, 'price order'],
  [{ kind: 'price', amount: '1', currency: null, of: 'carton' }, null],
  [{ kind: 'cartons', cartons: '1', of: 'goods' }, null],
  [size, null],
] as const)('%j stands in one place: %s', (reading, slot) => {
  expect(slotOf(reading)).toBe(slot);
});
