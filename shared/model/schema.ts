import type { Compartment } from '../sync/document-name.ts';
import { comparisons, conditionFields } from './conditions.ts';
import { fieldsOf, type EntityKind, type Field } from './field.ts';
import { figureNames } from './figure-names.ts';

/**
 * Every path an entity may hold, declared once: pattern, type, unit, range, compartment.
 * Segments go by turns: collection, item id (`*`), collection or field ... so a path with an even number of
 * segments is an item's presence (F3) and one with an odd number is a field.
 * A price must never lie outside `commercial`: facts are never deleted, so it could not be taken out again.
 */
const board = fieldsOf('board');
const commercial = fieldsOf('commercial');
const customers = fieldsOf('customers');
const products = fieldsOf('products');
const team = fieldsOf('team');

export const incoterms = [
  'EXW',
  'FCA',
  'FAS',
  'FOB',
  'CFR',
  'CIF',
  'CPT',
  'CIP',
  'DAP',
  'DPU',
  'DDP',
] as const;
/** Where a figure comes from. `unverified` goes with a remark beside it. */
export const bases = ['house_unverified', 'house_measured', 'source', 'customer', 'unverified'] as const;
/** Who acknowledges an instruction: packing house, cold store, quality, shipping, finance. */
export const departments = ['packing_house', 'cold_store', 'quality', 'shipping', 'finance'] as const;
export const paperKinds = [
  'commercial_invoice',
  'packing_list',
  'bill_of_lading',
  'certificate_of_origin',
  'phytosanitary',
] as const;
export const habitSubjects = [
  'product',
  'packing',
  'count',
  'marks',
  'papers',
  'temperature',
  'quantity',
  'shipment',
  'payment',
  'communication',
  'rhythm',
] as const;
/** Days of a week as people write them: Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];
/** What a price is made of. */
export const costKinds = [
  'purchase',
  'packing',
  'labour',
  'inland',
  'cold_store',
  'inspection',
  'customs',
  'terminal',
  'overhead',
  'other',
] as const;
/** What a part of the price is reckoned for. */
export const costUnits = ['carton', 'kg', 'container'] as const;
export const polarities = ['must', 'prefers', 'avoids', 'never'] as const;

const order = {
  number: board.text({ critical: true }),
  customer: board.entity('customer', { critical: true }),
  stage: board.text(),
  position: board.text({ quiet: true }),
  owner: board.text(),
  archived: board.boolean(),
  copied_from: board.entity('order'),
  incoterm: board.choice(incoterms, { critical: true }),
  incoterm_place: board.text({ critical: true }),
  incoterm_edition: board.text(),
  port_of_loading: board.text({ critical: true }),
  port_of_discharge: board.text({ critical: true }),
  tolerance: board.text({ critical: true }),
  /** Contracted or packed cartons of the whole order; the lines say how they divide. */
  cartons: board.cartons({ critical: true }),
  net_kg: board.kilograms({ critical: true }),
  gross_kg: board.kilograms({ critical: true }),
  enquiry: board.date(),
  requested_etd: board.date(),
  promised_etd: board.date(),
  etd: board.date({ critical: true }),
  sailed: board.date({ critical: true }),
  latest_shipment: board.date({ critical: true }),
  eta: board.date(),
  papers_due: board.date({ critical: true }),
  waiting_for: board.text(),
  answer_due: board.date(),
  booking_set_point: board.setPoint({ critical: true }),
  /** As the confirmation words it (`20 %`, `CLOSED`): it is read back, not corrected. */
  booking_ventilation: board.text({ critical: true }),
  booking_number: board.text({ critical: true }),
  /** As worded, like the vents: `85-90`, `OFF`. */
  booking_humidity: board.text(),
  booking_container_type: board.text({ critical: true }),
  booking_containers: board.decimal(null, '0', '999', 0, { critical: true }),
  booking_vessel: board.text({ critical: true }),
  booking_voyage: board.text({ critical: true }),
  booking_etd: board.date({ critical: true }),
  booking_eta: board.date(),
  /** Each cut-off by its day, and the hour at the port as it was written: `16:00`. */
  booking_si_cutoff: board.date({ critical: true }),
  booking_si_cutoff_time: board.text(),
  booking_vgm_cutoff: board.date({ critical: true }),
  booking_vgm_cutoff_time: board.text(),
  booking_cy_cutoff: board.date({ critical: true }),
  booking_cy_cutoff_time: board.text(),
  booking_customs_cutoff: board.date({ critical: true }),
  booking_customs_cutoff_time: board.text(),
  'lines/*/position': board.text({ quiet: true }),
  'lines/*/product': board.entity('product', { critical: true }),
  'lines/*/count': board.text({ critical: true }),
  'lines/*/cartons': board.cartons({ critical: true }),
  'containers/*/position': board.text({ quiet: true }),
  'containers/*/number': board.text({ critical: true }),
  'containers/*/type': board.text({ critical: true }),
  'containers/*/cartons': board.cartons({ critical: true }),
  'containers/*/set_point': board.setPoint({ critical: true }),
  'containers/*/ventilation': board.ventilation({ critical: true }),
  'containers/*/ventilation_basis': board.choice(bases),
  'containers/*/ventilation_remark': board.text(),
  'containers/*/humidity': board.humidity(),
  'containers/*/humidity_remark': board.text(),
  'instructions/*/revision': board.decimal(null, '1', '999', 0, { critical: true }),
  'instructions/*/date': board.date(),
  'instructions/*/change': board.longText(),
  'instructions/*/acks/*/department': board.choice(departments),
  /** Why a finding of the checks was accepted; the item is named by what the finding says. */
  'accepted/*/reason': board.longText(),
  /** What a value that nobody typed came from; the item is named by the field's path. Empty: somebody has confirmed it. */
  'prefilled/*/from': board.text({ quiet: true }),
  'vgm/*/container': board.text({ critical: true }),
  'vgm/*/weight': board.kilograms({ critical: true }),
  'vgm/*/method': board.choice(['1', '2']),
  'papers/*/kind': board.choice(paperKinds),
  'papers/*/date': board.date({ critical: true }),
  'papers/*/cartons': board.cartons({ critical: true }),
  'papers/*/net_kg': board.kilograms({ critical: true }),
  'papers/*/gross_kg': board.kilograms({ critical: true }),
  'papers/*/marks': board.text({ critical: true }),
  'papers/*/port_of_loading': board.text({ critical: true }),
  'papers/*/port_of_discharge': board.text({ critical: true }),
  'papers/*/containers': board.list({ critical: true }),
  'papers/*/on_board_date': board.date({ critical: true }),
  'papers/*/freight': board.choice(['prepaid', 'collect']),
  'papers/*/total': commercial.money({ critical: true }),
  currency: commercial.text({ critical: true }),
  payment: commercial.text({ critical: true }),
  payment_due: commercial.date({ critical: true }),
  total: commercial.money({ critical: true }),
  price_fob_per_carton: commercial.money({ critical: true }),
  price_freight_total: commercial.money({ critical: true }),
  price_insurance: commercial.text({ critical: true }),
  price_exchange_rate: commercial.money({ critical: true }),
  lc_number: commercial.text({ critical: true }),
  lc_amount: commercial.money({ critical: true }),
  lc_expiry: commercial.date({ critical: true }),
  lc_presentation_days: commercial.decimal('d', '0', '365', 0, { critical: true }),
  lc_partial_shipments: commercial.choice(['allowed', 'not_allowed'], { critical: true }),
  lc_quantity: commercial.decimal(null, '0', '100000000', 3, { critical: true }),
  lc_quantity_unit: commercial.choice(['kg', 'cartons'], { critical: true }),
  'lines/*/unit_price': commercial.money({ critical: true }),
  'lines/*/amount': commercial.money({ critical: true }),
} as const satisfies Record<string, Field>;

const customer = {
  name: customers.text({ critical: true }),
  country: customers.text(),
  port_of_loading: customers.text(),
  port_of_discharge: customers.text(),
  usual_incoterm: customers.choice(incoterms),
  /** Days between past orders, oldest first. */
  reorder_days: customers.list(),
  archived: customers.boolean(),
  'products/*/product': customers.entity('product'),
  'habits/*/position': customers.text({ quiet: true }),
  'habits/*/text': customers.longText(),
  'habits/*/subject': customers.choice(habitSubjects),
  'habits/*/polarity': customers.choice(polarities),
  'habits/*/since': customers.date(),
  'habits/*/source': customers.text(),
  /** Orders that taught it. */
  'habits/*/orders': customers.list(),
  /** What a machine can check of it: a field of the order, how it is compared, with what, and the goods it binds. */
  'habits/*/condition_field': customers.choice(conditionFields),
  'habits/*/condition_comparison': customers.choice(comparisons),
  'habits/*/condition_value': customers.text(),
  'habits/*/condition_goods': customers.text(),
  tolerance: customers.text(),
  /** Papers she always asks for. */
  required_papers: customers.list(),
  /** IANA name: `Asia/Dubai`. */
  time_zone: customers.text(),
  /** `08:30-12:00`, `13:30-18:00`, on every day that is not hers off. */
  working_hours: customers.list(),
  /** Days of the week she does not work, out of `weekdays`. */
  weekend: customers.list(),
  'holidays/*/date': customers.date(),
  /** The last day, where there are several. */
  'holidays/*/until': customers.date(),
  'holidays/*/name': customers.text(),
  'holidays/*/source': customers.text(),
  'contacts/*/position': customers.text({ quiet: true }),
  'contacts/*/name': customers.text(),
  'contacts/*/role': customers.text(),
  'contacts/*/email': customers.text(),
  'contacts/*/phone': customers.text(),
  'contacts/*/wechat': customers.text(),
  'contacts/*/whatsapp': customers.text(),
  'contacts/*/remark': customers.text(),
  payment: commercial.text({ critical: true }),
  currency: commercial.text({ critical: true }),
} as const satisfies Record<string, Field>;

const product = {
  name_zh: products.text({ critical: true }),
  name_en: products.text({ critical: true }),
  hs: products.text({ critical: true }),
  /** `name_en` of a row of the reference commodities. */
  commodity: products.text(),
  set_point: products.setPoint({ critical: true }),
  set_point_basis: products.choice(bases),
  set_point_remark: products.text(),
  ventilation: products.ventilation({ critical: true }),
  ventilation_basis: products.choice(bases),
  ventilation_remark: products.text(),
  humidity: products.humidity(),
  humidity_basis: products.choice(bases),
  humidity_remark: products.text(),
  counts: products.list(),
  archived: products.boolean(),
  'packings/*/position': products.text({ quiet: true }),
  'packings/*/package': products.text({ critical: true }),
  'packings/*/net_kg': products.kilograms({ critical: true }),
  'packings/*/gross_kg': products.kilograms({ critical: true }),
  'packings/*/tare_kg': products.kilograms({ critical: true }),
  'packings/*/length_mm': products.decimal('mm', '1', '3000', 1),
  'packings/*/width_mm': products.decimal('mm', '1', '3000', 1),
  'packings/*/height_mm': products.decimal('mm', '1', '3000', 1),
  'packings/*/cartons_40rh': products.cartons({ critical: true }),
  'packings/*/cartons_20rf': products.cartons({ critical: true }),
  /** On a pallet of 1,200 × 1,000 mm. */
  'packings/*/cartons_per_pallet': products.cartons({ critical: true }),
  'packings/*/basis': products.choice(bases),
  'packings/*/remark': products.text(),
  cultivar: products.text(),
  grade: products.text(),
  'sizes/*/position': products.text({ quiet: true }),
  'sizes/*/count': products.text({ critical: true }),
  'sizes/*/diameter_mm': products.range('mm', '1', '1000'),
  'sizes/*/weight_g': products.range('g', '1', '100000'),
  'sizes/*/basis': products.choice(bases),
  'sizes/*/remark': products.text(),
  /** What a source says; `name` fixes the unit and the form of the value (`figureTypes`). */
  'figures/*/position': products.text({ quiet: true }),
  'figures/*/name': products.choice(figureNames),
  'figures/*/value': products.text({ critical: true }),
  'figures/*/basis': products.choice(bases),
  'figures/*/source': products.text(),
  'figures/*/remark': products.text(),
  /** Which of them the team goes by, and why; the item is named like the figure. */
  'house/*/figure': products.text({ critical: true }),
  'house/*/reason': products.longText(),
  'seasons/*/position': products.text({ quiet: true }),
  'seasons/*/origin': products.text(),
  /** `9`, `10`: months in which goods of this origin are shipped. */
  'seasons/*/months': products.list(),
  'seasons/*/basis': products.choice(bases),
  'seasons/*/remark': products.text(),
  'costs/*/kind': commercial.choice(costKinds),
  'costs/*/amount': commercial.money({ critical: true }),
  'costs/*/currency': commercial.text(),
  'costs/*/per': commercial.choice(costUnits),
  'costs/*/remark': commercial.text(),
  /** What orders with it have taught, in words. */
  'lessons/*/position': products.text({ quiet: true }),
  'lessons/*/text': products.longText(),
  'lessons/*/since': products.date(),
  'lessons/*/orders': products.list(),
  price_fob_usd_per_carton: commercial.money({ critical: true }),
} as const satisfies Record<string, Field>;

const teamFields = {
  'stages/*/name_zh': team.text(),
  'stages/*/name_en': team.text(),
  'stages/*/position': team.text({ quiet: true }),
  /** How many open orders should stand in it at most. */
  'stages/*/limit': team.decimal(null, '1', '999', 0),
  'views/*/name': team.text(),
  /** What an address says of it after the question mark: read like any address, whoever wrote it. */
  'views/*/search': team.longText(),
  'views/*/position': team.text({ quiet: true }),
  'members/*/name': team.text(),
} as const satisfies Record<string, Field>;

export const schema = { order, customer, product, team: teamFields } as const satisfies Record<
  EntityKind,
  Record<string, Field>
>;
export type Schema = typeof schema;

/** The compartment that holds an entity's presence paths and note, and everything that is not commercial. */
export const homeOf = {
  order: 'board',
  customer: 'customers',
  product: 'products',
  team: 'team',
} as const satisfies Record<EntityKind, Compartment>;

/** Patterns of a kind: paths with `*` for each item id. */
export type Pattern<K extends EntityKind> = keyof Schema[K] & string;
/** Names of the fields that stand on the entity itself. */
export type TopField<K extends EntityKind> = Exclude<Pattern<K>, `${string}/${string}`>;
type Below<P, C extends string> = P extends `${C}/*/${infer Rest}`
  ? Rest extends `${string}/${string}`
    ? never
    : Rest
  : never;
/** Names of the fields of an item of a collection: `ItemField<'order', 'lines'>`. */
export type ItemField<K extends EntityKind, C extends string> = Below<Pattern<K>, C>;

type Dotted<P extends string> = P extends `${infer A}/*/${infer B}` ? `${A}.${Dotted<B>}` : P;
/** The message key of a field's label: `field.order.cartons`, `field.order.lines.cartons`. */
export type LabelKey = { [K in EntityKind]: `field.${K}.${Dotted<Pattern<K>>}` }[EntityKind];

/** The message key of a field's label, out of its kind and pattern. */
export function labelKey<K extends EntityKind>(kind: K, pattern: Pattern<K>): LabelKey {
  return `field.${kind}.${pattern.replaceAll('/*/', '.')}` as LabelKey;
}
