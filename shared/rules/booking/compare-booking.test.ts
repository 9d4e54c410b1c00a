import { expect, test } from 'vitest';
import { loadReference, loadSample } from '../../knowledge/load.ts';
import { readOrders } from '../../knowledge/order-raw.ts';
import { casesOf } from '../file-cases.ts';
import { compareBooking } from './compare-booking.ts';
import { readBooking } from './read-booking.ts';

const [sample, reference] = await Promise.all([loadSample(), loadReference()]);

/** Two 40RH of garlic, with other containers than the sample has. */
function verdicts(containers: readonly object[], text: string): Readonly<Record<string, string>> {
  const base = sample.orders.find(({ id }) => id === 'SO-26024');
  const file = readOrders({ as_of: sample.as_of, orders: [{ ...base, containers }] });
  if (!file.ok) throw new Error(file.error);
  const given = casesOf(file.value, sample, reference, sample.as_of)[0]?.given;
  if (!given) throw new Error('no order');
  const lines = compareBooking(given, readBooking(text, sample.as_of));
  return Object.fromEntries(
    lines.filter(({ said }) => said.kind !== 'not_said').map(({ field, verdict }) => [field, verdict]),
  );
}

test('what is instructed in words that cannot be read agrees with nothing', () => {
  const text = 'VENT: CLOSED  Container: 40RH';
  const garlic = { type: '40RH', cartons: 2690, set_point_c: -3, vent: 'closed' };
  expect(verdicts([garlic], text)).toMatchObject({
    booking_ventilation: 'agrees',
    booking_container_type: 'agrees',
  });
  expect(verdicts([{ ...garlic, vent: '25%', type: 'XX' }], text)).toMatchObject({
    booking_ventilation: 'new',
    booking_container_type: 'new',
  });
});
