import { divideDecimals, multiplyDecimals, sumDecimals } from '../model/decimal.ts';
import { minorUnits } from '../model/sums.ts';
import type { Incoterm } from '../knowledge/reference.ts';
import type { FieldCell } from '../model/cell.ts';
import { orderReason, pathsOf, sole, type OrderCase } from './case.ts';
import { isEqual, isMore, minus, size } from './compare.ts';
import { finding, type Finding, type Reason } from './finding.ts';
import { productTotals } from './load.ts';

const incotermRule: Reason = { kind: 'rule', rule: 'incoterms_2020' };

/** The term against containers, the place it names and what the price contains; currency and payment against habit. */
export function checkTerms(given: OrderCase): readonly Finding[] {
  const field = given.order.fields.incoterm;
  const rule = sole(field);
  const term = given.reference.incoterms.find((one) => one.rule === rule?.toUpperCase());
  if (rule !== null && !term)
    return [
      finding('error', 'incoterm_unknown', { fields: pathsOf(field), values: { incoterm: rule } }),
      ...money(given),
    ];
  return [
    ...(term ? [...transport(given, term), ...place(given, term), ...contents(given, term)] : []),
    ...priceBuild(given),
    ...money(given),
  ];
}

/** What the ICC recommends for goods in containers in place of a rule for ships. */
const better: Readonly<Record<string, string>> = { FOB: 'FCA', FAS: 'FCA', CFR: 'CPT', CIF: 'CIP' };

function transport({ order }: OrderCase, term: Incoterm): readonly Finding[] {
  const instead = better[term.rule];
  if (instead === undefined || order.containers.length === 0) return [];
  const about = {
    fields: pathsOf(order.fields.incoterm),
    values: { incoterm: term.rule, better: instead },
    because: [incotermRule],
  };
  return term.raw.container_ok.startsWith('no')
    ? [finding('warning', 'incoterm_not_for_containers', about)]
    : [finding('note', 'incoterm_in_containers', about)];
}

/** A rule whose place lies on the buyer's side cannot name the port of loading, and the reverse. */
function place({ order, customer }: OrderCase, term: Incoterm): readonly Finding[] {
  const field = order.fields.incoterm_place;
  const named = sole(field);
  if (named === null) return [];
  const either = (own: FieldCell, hers: FieldCell | undefined): string | null =>
    sole(own) ?? (hers ? sole(hers) : null);
  const loading = either(order.fields.port_of_loading, customer?.fields.port_of_loading);
  const discharge = either(order.fields.port_of_discharge, customer?.fields.port_of_discharge);
  const abroad = /destination/.test(term.raw.named_place);
  const [due, other] = abroad ? [discharge, loading] : [loading, discharge];
  if (due === null) return [];
  const values = { incoterm: term.rule, place: named, port: due };
  const about = { fields: pathsOf(field), values, because: [incotermRule] };
  if (samePlace(named, due)) return [];
  return other !== null && samePlace(named, other)
    ? [finding('error', 'incoterm_place_wrong_side', about)]
    : [finding('note', 'incoterm_place_unlike_usual', about)];
}

/** `Ho Chi Minh (Cat Lai)` is also Ho Chi Minh, and Cat Lai. */
function samePlace(a: string, b: string): boolean {
  const names = (text: string) =>
    [text, ...text.split(/[(),/]/)].map((name) => name.trim().toLowerCase()).filter((name) => name !== '');
  return names(a).some((name) => names(b).includes(name));
}

/** Who pays freight and insurance, against what the price was built of. */
function contents({ order }: OrderCase, term: Incoterm): readonly Finding[] {
  const { incoterm, price_freight_total, price_insurance } = order.fields;
  const [freight, insurance] = [sole(price_freight_total), sole(price_insurance)];
  const found: Finding[] = [];
  if (freight !== null) {
    const paid = isMore(freight, '0');
    const fields = pathsOf(price_freight_total, incoterm);
    if (paid && term.raw.main_freight === 'B')
      found.push(
        finding('error', 'freight_not_in_term', {
          fields,
          values: { incoterm: term.rule, freight },
          because: [incotermRule],
        }),
      );
    if (!paid && term.raw.main_freight === 'S')
      found.push(
        finding('error', 'freight_missing', {
          fields,
          values: { incoterm: term.rule },
          because: [incotermRule],
        }),
      );
  }
  if (insurance !== null) {
    const paid = isMore(premiumOf(insurance) ?? '0', '0');
    const fields = pathsOf(price_insurance, incoterm);
    if (paid && (term.raw.insurance === 'B' || term.raw.insurance === '-'))
      found.push(
        finding('warning', 'insurance_not_in_term', {
          fields,
          values: { incoterm: term.rule, insurance },
          because: [incotermRule],
        }),
      );
    if (premiumOf(insurance) === '0' && term.raw.insurance === 'S')
      found.push(
        finding('error', 'insurance_missing', {
          fields,
          values: { incoterm: term.rule },
          because: [incotermRule],
        }),
      );
  }
  return found;
}

/** `none` and zero are no premium; null for words that say something else. */
function premiumOf(text: string): string | null {
  if (/^(?:none|no|nil|n\/a|无|0+(?:\.0+)?)$/i.test(text.trim())) return '0';
  return /^\d+(?:\.\d+)?$/.test(text.trim()) ? text.trim() : null;
}

/** Freight is divided among cartons whose number still changes, and prices are rounded: so much of the price is no mistake. */
const priceMargin = '0.01';

/** (FOB × cartons + freight + insurance) × exchange rate ÷ cartons, of orders with one product at one price. */
function priceBuild(given: OrderCase): readonly Finding[] {
  const { order } = given;
  const { price_fob_per_carton, price_freight_total, price_insurance, price_exchange_rate } = order.fields;
  const [fob, freight] = [sole(price_fob_per_carton), sole(price_freight_total)];
  const insurance = premiumOf(sole(price_insurance) ?? '');
  const [currency, cartons] = [sole(order.fields.currency), sole(order.fields.cartons)];
  const rate = sole(price_exchange_rate) ?? (currency === 'USD' ? '1' : null);
  const prices = new Set(order.lines.map(({ fields }) => sole(fields.unit_price)));
  const [price] = [...prices];
  if (productTotals(order)?.length !== 1 || prices.size !== 1 || price === undefined || price === null)
    return [];
  if (fob === null || freight === null || insurance === null || rate === null || cartons === null) return [];
  // Freight is divided among the cartons: while their number is not the lines', that is what is wrong.
  const ordered = productTotals(order)?.[0]?.cartons ?? null;
  if (ordered !== null && !isEqual(ordered, cartons)) return [];
  const goods = multiplyDecimals(fob, cartons);
  const sum = goods === null ? null : sumDecimals([goods, freight, insurance]);
  const places = minorUnits(currency);
  const due = sum === null ? null : divideDecimals(multiplyDecimals(sum, rate) ?? '', cartons, places);
  const gap = due === null ? null : minus(price, due);
  if (due === null || gap === null || !isMore(size(gap), multiplyDecimals(due, priceMargin) ?? '')) return [];
  const fields = pathsOf(...order.lines.map((line) => line.fields.unit_price), price_fob_per_carton);
  return [
    finding('warning', 'price_build_differs', {
      fields,
      values: { unit_price: price, due },
      because: [
        orderReason(price_fob_per_carton),
        orderReason(price_freight_total),
        orderReason(price_insurance),
        orderReason(price_exchange_rate),
      ],
    }),
  ];
}

/** Currency and payment against what the customer usually does. */
function money({ order, customer }: OrderCase): readonly Finding[] {
  if (!customer) return [];
  const usual = (field: FieldCell): Reason => ({
    kind: 'customer',
    customer: customer.id,
    path: field.path,
    value: sole(field) ?? '',
  });
  const found: Finding[] = [];
  const [currency, hers] = [sole(order.fields.currency), sole(customer.fields.currency)];
  if (currency !== null && hers !== null && currency.trim().toUpperCase() !== hers.trim().toUpperCase())
    found.push(
      finding('warning', 'currency_unlike_usual', {
        fields: pathsOf(order.fields.currency),
        values: { currency, usual: hers },
        because: [usual(customer.fields.currency)],
      }),
    );
  const [payment, habit] = [sole(order.fields.payment), sole(customer.fields.payment)];
  if (payment !== null && habit !== null && folded(payment) !== folded(habit))
    found.push(
      finding('warning', 'payment_unlike_usual', {
        fields: pathsOf(order.fields.payment),
        values: { payment, usual: habit },
        because: [usual(customer.fields.payment)],
      }),
    );
  const credit = sole(order.fields.lc_number);
  if (credit !== null && habit !== null && !/L\/?C|letter of credit|信用证/i.test(habit))
    found.push(
      finding('warning', 'credit_unlike_usual', {
        fields: pathsOf(order.fields.lc_number),
        values: { credit, usual: habit },
        because: [usual(customer.fields.payment)],
      }),
    );
  const [incoterm, term] = [sole(order.fields.incoterm), sole(customer.fields.usual_incoterm)];
  if (incoterm !== null && term !== null && incoterm !== term)
    found.push(
      finding('note', 'incoterm_unlike_usual', {
        fields: pathsOf(order.fields.incoterm),
        values: { incoterm, usual: term },
        because: [usual(customer.fields.usual_incoterm)],
      }),
    );
  return found;
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,.;]+/g, '');
}
