import type { FieldCell } from '../model/cell.ts';
import { pathsOf, sole, type OrderCase } from './case.ts';
import { isLess, isMore, minus, size } from './compare.ts';
import { finding, type Finding, type Reason, type TradeRule } from './finding.ts';
import { allowsMore } from './judge-habit.ts';
import { quantityTolerance } from './ucp-tolerance.ts';

/** Quantity and amount against what the letter of credit pays for. */
export function checkCredit(given: OrderCase): readonly Finding[] {
  return [...quantity(given), ...tolerance(given), ...amount(given)];
}

/**
 * UCP 600 art. 30 b: five per cent either way, unless the credit counts packing units. What contract or order agree on as
 * tolerance is not the credit's.
 */
function quantity({ order }: OrderCase): readonly Finding[] {
  const { cartons, net_kg, lc_quantity, lc_quantity_unit, lc_partial_shipments } = order.fields;
  const [credit, unit] = [sole(lc_quantity), sole(lc_quantity_unit)];
  const counted = unit === 'cartons';
  const field: FieldCell = counted ? cartons : net_kg;
  const shipped = sole(field);
  if (credit === null || shipped === null || (unit !== 'cartons' && unit !== 'kg')) return [];
  const range = quantityTolerance({
    quantity: credit,
    inUnits: counted,
    counted,
    wording: { kind: 'silent' },
  });
  if (range.kind === 'unknown') return [];
  const difference = size(minus(shipped, credit) ?? '');
  const about = {
    fields: pathsOf(field, lc_quantity),
    values: { quantity: shipped, credit, unit: counted ? 'ctn' : 'kg', difference },
    because: [rule('ucp600_30b')],
  };
  if (isMore(shipped, range.value.max)) return [finding('error', 'over_credit_quantity', about)];
  // Less may go where the rest may follow.
  if (isLess(shipped, range.value.min) && sole(lc_partial_shipments) !== 'allowed')
    return [finding('error', 'under_credit_quantity', about)];
  return [];
}

/** An order that reckons with a tolerance under a credit that counts cartons. */
function tolerance({ order }: OrderCase): readonly Finding[] {
  const field = order.fields.tolerance;
  const text = sole(field);
  if (text === null || sole(order.fields.lc_quantity_unit) !== 'cartons' || !allowsMore(text)) return [];
  return [
    finding('warning', 'tolerance_in_cartons', {
      fields: pathsOf(field, order.fields.lc_quantity_unit),
      values: { tolerance: text },
      because: [rule('ucp600_30b')],
    }),
  ];
}

function amount({ order }: OrderCase): readonly Finding[] {
  const { total, lc_amount } = order.fields;
  const credit = sole(lc_amount);
  if (credit === null) return [];
  const invoices = order.papers
    .filter(({ fields }) => sole(fields.kind) === 'commercial_invoice')
    .map(({ fields }) => fields.total);
  // The order and its invoice are one drawing: the first that is over says so.
  for (const field of [total, ...invoices]) {
    const drawn = sole(field);
    const gap = drawn === null ? null : minus(drawn, credit);
    if (drawn === null || gap === null || !isMore(gap, '0')) continue;
    return [
      finding('error', 'over_credit_amount', {
        fields: pathsOf(field, lc_amount),
        values: { total: drawn, credit, difference: gap },
        because: [rule('ucp600_18b')],
      }),
    ];
  }
  return [];
}

function rule(name: TradeRule): Reason {
  return { kind: 'rule', rule: name };
}
