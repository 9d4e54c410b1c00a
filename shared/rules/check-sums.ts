import { only } from '../model/cell-values.ts';
import type { FieldCell } from '../model/cell.ts';
import { orderReason, pathsOf, sole, type OrderCase } from './case.ts';
import { isEqual, isLess, isMore, minus, size } from './compare.ts';
import { finding, type Finding } from './finding.ts';
import { sumOf } from './load.ts';
import { lineAmount } from './money.ts';
import { readTolerance } from './tolerance-words.ts';
import { quantityTolerance } from './ucp-tolerance.ts';

const because = [{ kind: 'rule', rule: 'sum' }] as const;

/**
 * Numbers that depend on each other: cartons of lines and containers, amounts, totals. They are checked and never merged:
 * cartons from one person and the total from another make an order that nobody wrote.
 */
export function checkSums(given: OrderCase): readonly Finding[] {
  return [...cartons(given), ...amounts(given), ...totals(given)];
}

/** One mismatch is said once: against the lines, unless the containers alone differ; and where it is too much, as that. */
function cartons({ order }: OrderCase): readonly Finding[] {
  const field = order.fields.cartons;
  const whole = sole(field);
  if (whole === null) return [];
  const beyond = outsideTolerance(order, whole);
  if (beyond.length > 0) return beyond;
  const lines = sumOf(order.lines.map((line) => sole(line.fields.cartons)));
  const containers = sumOf(order.containers.map((container) => sole(container.fields.cartons)));
  const found: Finding[] = [];
  if (order.lines.length > 0 && lines !== null && !isEqual(lines, whole))
    found.push(
      finding('error', 'line_cartons_differ', {
        fields: pathsOf(field, ...order.lines.map((line) => line.fields.cartons)),
        values: { sum: lines, cartons: whole },
        because,
      }),
    );
  const saidBefore = found.length > 0 && lines !== null && containers !== null && isEqual(lines, containers);
  if (order.containers.length > 0 && containers !== null && !isEqual(containers, whole) && !saidBefore)
    found.push(
      finding('error', 'container_cartons_differ', {
        fields: pathsOf(field, ...order.containers.map((container) => container.fields.cartons)),
        values: { sum: containers, cartons: whole },
        because,
      }),
    );
  return found;
}

/**
 * What is packed against the contract: the lines say what was ordered, the order's own number what goes in the end, and
 * where that is the contract's still, the containers. A tolerance in words that cannot be read for certain judges nothing.
 */
function outsideTolerance(order: OrderCase['order'], whole: string): readonly Finding[] {
  const field = order.fields.tolerance;
  const text = sole(field);
  const contract =
    order.lines.length === 0 ? null : sumOf(order.lines.map((line) => sole(line.fields.cartons)));
  if (text === null || contract === null) return [];
  const wording = readTolerance(text, { quantity: null, amount: null }).quantity;
  if (wording === null || wording.kind === 'silent') return [];
  const range = quantityTolerance({ quantity: contract, inUnits: true, counted: true, wording });
  if (range.kind === 'unknown') return [];
  const inContainers = sumOf(order.containers.map((container) => sole(container.fields.cartons)));
  const ownNumber = !isEqual(whole, contract);
  const packed = ownNumber ? whole : order.containers.length === 0 ? null : inContainers;
  const { min, max } = range.value;
  if (packed === null || (!isMore(packed, max) && !isLess(packed, min))) return [];
  const about = ownNumber
    ? pathsOf(order.fields.cartons, field)
    : pathsOf(...order.containers.map((container) => container.fields.cartons), field);
  return [
    finding('error', 'cartons_outside_tolerance', {
      fields: about,
      values: { cartons: packed, contract, tolerance: text, min, max },
      because: [orderReason(field)],
    }),
  ];
}

/** Line amounts half up to the currency's minor unit, as the house reckons. */
function amounts({ order }: OrderCase): readonly Finding[] {
  const currency = only(order.fields.currency.cell) ?? '';
  return order.lines.flatMap(({ fields }, index) => {
    const [count, price, amount] = [sole(fields.cartons), sole(fields.unit_price), sole(fields.amount)];
    if (count === null || price === null || amount === null) return [];
    const reckoned = lineAmount(count, price, currency);
    if (reckoned.kind === 'unknown' || isEqual(reckoned.value, amount)) return [];
    const due = reckoned.value;
    return [
      finding('error', 'line_amount_differs', {
        fields: pathsOf(fields.amount),
        values: { line: String(index + 1), amount, due },
        because: [...because, orderReason(fields.cartons), orderReason(fields.unit_price)],
        suggestion: { path: fields.amount.path, value: due },
      }),
    ];
  });
}

function totals({ order }: OrderCase): readonly Finding[] {
  const sum = lineSum(order);
  if (sum === null) return [];
  const against = (field: FieldCell, code: 'total_differs' | 'invoice_total_differs'): readonly Finding[] => {
    const total = sole(field);
    const gap = total === null ? null : minus(total, sum);
    if (total === null || gap === null || isEqual(gap, '0')) return [];
    const values = { total, sum, difference: size(gap) };
    return [finding('error', code, { fields: pathsOf(field), values, because })];
  };
  return [
    ...against(order.fields.total, 'total_differs'),
    ...order.papers
      .filter(({ fields }) => sole(fields.kind) === 'commercial_invoice')
      .flatMap(({ fields }) => against(fields.total, 'invoice_total_differs')),
  ];
}

/** The sum of the rounded lines; where a line has no amount of its own, what its cartons and price make. */
export function lineSum(order: OrderCase['order']): string | null {
  if (order.lines.length === 0) return null;
  const currency = only(order.fields.currency.cell) ?? '';
  return sumOf(
    order.lines.map(({ fields }) => {
      const amount = sole(fields.amount);
      if (amount !== null || fields.amount.cell.kind === 'many') return amount;
      const reckoned = lineAmount(sole(fields.cartons), sole(fields.unit_price), currency);
      return reckoned.kind === 'known' ? reckoned.value : null;
    }),
  );
}
