import { expect, test } from 'vitest';
import type { OrderRow } from '../model/rows.ts';
import { countryOfPort } from './port-countries.ts';
import { transitTo } from './transit.ts';

const one = (value: string) => ({ kind: 'one', value }) as const;
const row = (port: string, sailed: string, eta: string): OrderRow =>
  ({ portOfDischarge: one(port), sailed: one(sailed), eta: one(eta) }) as unknown as OrderRow;

test('a voyage counts once the order has arrived, and from its sailing', () => {
  const rows = [
    row('Jebel Ali', '2026-09-01', '2026-09-22'),
    row('Jebel Ali', '2026-10-01', '2026-10-26'),
    row('Jebel Ali', '2026-11-10', '2026-12-02'),
    row('Jebel Ali', '2026-11-10', '2026-11-01'),
    row('Jeddah', '2026-09-01', '2026-09-10'),
    {
      ...row('Jebel Ali', '2026-09-01', ''),
      eta: { kind: 'many', values: ['2026-09-10', '2026-09-12'] },
    } as OrderRow,
  ];
  expect(transitTo('Jebel Ali', rows, '2026-11-23')).toEqual({ shortest: 21, longest: 25, orders: 2 });
  expect(transitTo('Doha', rows, '2026-11-23')).toBeNull();
});

test('a port is known by any of its names', () => {
  expect(['Jebel Ali', 'Ho Chi Minh (Cat Lai)', 'Atlantis'].map(countryOfPort)).toEqual(['AE', 'VN', null]);
});
