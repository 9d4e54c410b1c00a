import * as v from 'valibot';
import { paperKinds } from '../model/schema.ts';
import { failure, success, type Result } from '../model/result.ts';

/**
 * Orders, customers and products as strangers write them in the form of `sample.json`: what is left out is unknown, what is
 * not known here is passed over, and a figure may be a number or a text. Only the shape must be right.
 */
const figure = v.nullish(v.union([v.string(), v.number()]));
const text = v.nullish(v.string());
const list = <T extends v.GenericSchema>(item: T) => v.nullish(v.array(item));

const line = v.looseObject({
  product: text,
  count: figure,
  cartons: figure,
  unit_price: figure,
  amount: figure,
});

const container = v.looseObject({
  number: text,
  type: text,
  cartons: figure,
  set_point_c: figure,
  vent: figure,
  humidity: figure,
});

const paper = v.looseObject({
  cartons: figure,
  net_kg: figure,
  gross_kg: figure,
  marks: text,
  pol: text,
  pod: text,
  containers: list(v.string()),
  total: figure,
  date: text,
  on_board_date: text,
  freight: text,
});
export type RawPaper = v.InferOutput<typeof paper>;

const order = v.looseObject({
  id: v.string(),
  customer: text,
  stage: text,
  owner: text,
  incoterm: text,
  currency: text,
  payment: text,
  port_of_loading: text,
  port_of_discharge: text,
  lines: list(line),
  cartons: figure,
  net_kg: figure,
  gross_kg: figure,
  total: figure,
  containers: list(container),
  dates: v.nullish(
    v.looseObject({
      enquiry: text,
      requested_etd: text,
      promised_etd: text,
      current_etd: text,
      actual_etd: text,
      eta: text,
    }),
  ),
  tolerance: text,
  price_build: v.nullish(
    v.looseObject({ fob_per_ctn: figure, freight_total: figure, insurance: figure, fx: figure }),
  ),
  lc: v.nullish(
    v.looseObject({
      no: text,
      amount: figure,
      latest_shipment: text,
      expiry: text,
      presentation_days: figure,
      partial_shipments: text,
      quantity_unit: text,
      quantity: figure,
    }),
  ),
  instruction: v.nullish(
    v.looseObject({
      revisions: list(v.looseObject({ rev: figure, at: text, change: text, acks: list(v.string()) })),
    }),
  ),
  concurrent_edits: list(
    v.looseObject({ field: v.string(), by: text, value: figure, base: v.optional(v.unknown()) }),
  ),
  booking: v.nullish(
    v.looseObject({
      set_point_c: figure,
      vent: figure,
      number: text,
      humidity: figure,
      container_type: text,
      containers: figure,
      vessel: text,
      voyage: text,
      etd: text,
      eta: text,
      si_cutoff: text,
      vgm_cutoff: text,
      cy_cutoff: text,
      customs_cutoff: text,
    }),
  ),
  vgm_kg: list(v.looseObject({ container: v.string(), vgm: figure, method: figure })),
  documents: v.nullish(v.record(v.string(), v.nullish(paper))),
  /** For people, and what the sample says of itself: known, and not read. */
  notes: v.optional(v.unknown()),
  expected_findings: v.optional(v.unknown()),
});
export type RawOrder = v.InferOutput<typeof order>;

const habit = v.looseObject({
  text: v.string(),
  since: text,
  source: text,
  subject: text,
  polarity: text,
});

const customer = v.looseObject({
  id: v.string(),
  name: text,
  country: text,
  port_of_discharge: text,
  port_of_loading: text,
  payment: text,
  usual_incoterm: text,
  usual_products: list(v.string()),
  currency: text,
  habits: list(habit),
  reorder_days: list(v.union([v.string(), v.number()])),
  weekend: list(v.string()),
  holidays: list(v.looseObject({ date: text, until: text, name: text })),
});
export type RawCustomer = v.InferOutput<typeof customer>;

const product = v.looseObject({
  id: v.string(),
  name_en: text,
  name_zh: text,
  hs: text,
  commodity: text,
  package: text,
  net: figure,
  gross: figure,
  tare_pack: figure,
  counts: list(v.union([v.string(), v.number()])),
  ctn_40rh: figure,
  setpoint: figure,
  vent: figure,
  rh: figure,
  fob_usd_per_ctn: figure,
  packing_status: text,
  /** What sources say; the team goes by those that are its house figure. */
  figures: list(
    v.looseObject({
      name: v.string(),
      value: figure,
      basis: text,
      source: text,
      house: v.nullish(v.boolean()),
    }),
  ),
  seasons: list(v.looseObject({ origin: text, months: list(v.union([v.string(), v.number()])) })),
});
export type RawProduct = v.InferOutput<typeof product>;

const file = v.looseObject({
  as_of: v.nullish(v.pipe(v.string(), v.isoDate('a date such as 2026-11-23 is expected'))),
  orders: v.array(order),
  customers: list(customer),
  products: list(product),
  about: v.optional(v.unknown()),
  stages: v.optional(v.unknown()),
});
export type RawOrders = v.InferOutput<typeof file>;

/** Takes parsed JSON: one order, a list of orders, or an object with `orders`. Failure says in one line where it is wrong. */
export function readOrders(data: unknown): Result<RawOrders, string> {
  const whole = Array.isArray(data) ? { orders: data } : isOrders(data) ? data : { orders: [data] };
  const read = v.safeParse(file, whole);
  if (read.success) return success(read.output);
  const [issue] = read.issues;
  const place =
    issue.path?.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('') ?? '';
  return failure(`${place.replace(/^\./, '') || 'the file'}: ${issue.message}`);
}

/**
 * Keys of such a file that nothing reads, each once, as `orders[].colour`: a misspelt one would be taken for a value that
 * nobody entered. Takes the parsed JSON that `readOrders` has accepted.
 */
export function unreadKeys(data: unknown): readonly string[] {
  const whole = Array.isArray(data) ? { orders: data } : isOrders(data) ? data : { orders: [data] };
  return [...new Set(unreadIn(file, whole, ''))];
}

/** A schema of this file, as far as it is walked through. */
interface Shape {
  readonly type: string;
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly value?: Shape;
  readonly entries?: Readonly<Record<string, Shape>>;
}

function unreadIn(shape: Shape, data: unknown, place: string): readonly string[] {
  if (shape.wrapped) return unreadIn(shape.wrapped, data, place);
  if (Array.isArray(data)) {
    const { item } = shape;
    return item ? data.flatMap((one) => unreadIn(item, one, `${place}[]`)) : [];
  }
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]: readonly [string, unknown]) => {
    const at = place === '' ? key : `${place}.${key}`;
    const papers = shape.type === 'record' && (paperKinds as readonly string[]).includes(key);
    const known = papers
      ? shape.value
      : Object.entries(shape.entries ?? {}).find(([name]) => name === key)?.[1];
    if (known) return unreadIn(known, value, at);
    return shape.entries || shape.type === 'record' ? [at] : [];
  });
}

function isOrders(data: unknown): data is object {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, 'orders');
}
