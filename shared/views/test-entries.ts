import fc from 'fast-check';
import type { EntityId } from '../sync/document-name.ts';
import { dateKeys, quantityKeys, type DateKey, type OrderEntry, type QuantityKey } from './entry.ts';
import { folded } from './folded.ts';
import { blankEntry } from './test-entry.ts';

/** An entry of which only what matters is said. */
export function entry(
  id: string,
  {
    days = {},
    quantities = {},
    words = '',
    ...given
  }: Partial<Omit<OrderEntry, 'id' | 'days' | 'quantities'>> & {
    readonly days?: Partial<Record<DateKey, number>>;
    /** Found in it besides its number. */
    readonly words?: string;
    readonly quantities?: Partial<Record<QuantityKey, number>>;
  } = {},
): OrderEntry {
  return {
    ...blankEntry,
    id: `order_${id}` as EntityId,
    text: folded(`${given.number ?? ''}\n${words}`),
    ...given,
    days: dateKeys.map((key) => days[key] ?? null),
    quantities: quantityKeys.map((key) => quantities[key] ?? null),
  };
}

const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const some = <T>(value: fc.Arbitrary<T>) => fc.array(value, { maxLength: 2 });

/** Entries of few ids, so that later ones replace earlier ones. */
export const anyEntry: fc.Arbitrary<OrderEntry> = fc
  .record({
    id: ids,
    shelf: fc.constantFrom('open', 'open', 'archived' as const),
    stage: fc.constantFrom('enquiry', 'booked', 'retired'),
    position: fc.constantFrom('a0', 'a1', 'a2'),
    number: fc.constantFrom('', 'SO-9', 'SO-10', 'PO-1'),
    customers: some(fc.constantFrom('customer_x', 'customer_y') as fc.Arbitrary<EntityId>),
    products: fc.uniqueArray(fc.constantFrom('product_x', 'product_y') as fc.Arbitrary<EntityId>),
    owners: some(fc.constantFrom('跟单甲', 'Wu')),
    ports: some(fc.constantFrom('Jebel Ali', 'Laem Chabang')),
    currency: fc.constantFrom('', 'USD', 'EUR'),
    containers: fc.constantFrom([], [['40RH', 2]] as const, [['20GP', 1] as const, ['?', 1] as const]),
    conflicts: fc.nat({ max: 2 }),
    days: fc.record({ etd: fc.integer({ min: 20_700, max: 20_800 }) }, { requiredKeys: [] }),
    quantities: fc.record(
      {
        cartons: fc.oneof(fc.nat({ max: 5_000 }), fc.constant(NaN)),
        netKg: fc.maxSafeNat(),
        amount: fc.maxSafeNat(),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ id, ...given }) => entry(id, given));
