import { describe, expect, test } from 'vitest';
import type { EntityId } from '../sync/document-name.ts';
import { newOrderChange, nextNumber } from './new-order.ts';

test.each([
  [[], 'SO-26001'],
  [['SO-26040', 'SO-26009', 'PO-7'], 'SO-26041'],
  [['A-0099'], 'A-0100'],
  [['no digits at all'], 'SO-26001'],
])('after %j comes %s', (used, expected) => {
  expect(nextNumber(used, '2026-11-23')).toBe(expected);
});

describe('a new order', () => {
  const ground = {
    orders: [
      { id: 'order_a' as EntityId, stage: 'enquiry', position: 'a3' },
      { id: 'order_b' as EntityId, stage: 'packing', position: 'a1' },
    ],
    numbers: ['SO-26040'],
    stages: [{ id: 'enquiry' }, { id: 'packing' }],
    today: '2026-11-23',
    person: 'Lin',
    random: () => 0.5,
  };

  test('stands on top of the first stage, with the next number, today, and its maker as owner', () => {
    const { set = {} } = newOrderChange(ground);
    expect(set).toMatchObject({
      number: 'SO-26041',
      stage: 'enquiry',
      enquiry: '2026-11-23',
      owner: 'Lin',
    });
    expect(String(set['position']) < 'a3').toBe(true);
  });

  test('takes what is given before what it would find', () => {
    const { set = {} } = newOrderChange(ground, { stage: 'packing', number: 'X-1', cartons: '5' });
    expect(set).toMatchObject({ number: 'X-1', stage: 'packing', cartons: '5' });
    expect(String(set['position']) < 'a1').toBe(true);
  });

  test('has no owner when nobody in particular makes it', () => {
    expect(newOrderChange({ ...ground, person: null }).set).not.toHaveProperty('owner');
  });
});
