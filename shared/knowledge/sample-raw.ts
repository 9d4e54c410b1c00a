import * as v from 'valibot';
import { habitSubjects, polarities } from '../model/schema.ts';

/** The sample team as it lies in `sample.json`. Strict: a key that nobody reads would be a figure lost. */
const amount = v.string();
const decimal = v.union([v.number(), v.string()]);
const date = v.pipe(v.string(), v.isoDate());

const line = v.strictObject({
  product: v.string(),
  count: v.string(),
  cartons: v.number(),
  unit_price: amount,
  amount,
});

const container = v.strictObject({
  type: v.string(),
  cartons: v.number(),
  set_point_c: v.number(),
  vent: v.string(),
  humidity: v.string(),
});

const paper = v.strictObject({
  cartons: v.number(),
  net_kg: v.string(),
  gross_kg: v.string(),
  marks: v.string(),
  pol: v.string(),
  pod: v.string(),
  containers: v.array(v.string()),
  total: v.optional(amount),
  date: v.optional(date),
  on_board_date: v.optional(date),
  freight: v.optional(v.picklist(['PREPAID', 'COLLECT'])),
});
export type SamplePaper = v.InferOutput<typeof paper>;

const revision = v.strictObject({
  rev: v.number(),
  at: date,
  change: v.string(),
  acks: v.array(v.picklist(['包装厂', '冷库', '质检', '船务', '财务'])),
});

const lc = v.strictObject({
  no: v.string(),
  amount,
  latest_shipment: date,
  expiry: date,
  presentation_days: v.number(),
  partial_shipments: v.picklist(['allowed', 'not allowed']),
  quantity_unit: v.picklist(['kg', 'cartons']),
  quantity: v.optional(v.number()),
});

const order = v.strictObject({
  id: v.string(),
  customer: v.string(),
  stage: v.string(),
  owner: v.string(),
  incoterm: v.string(),
  currency: v.string(),
  lines: v.array(line),
  cartons: v.number(),
  net_kg: v.string(),
  gross_kg: v.string(),
  total: amount,
  containers: v.array(container),
  dates: v.strictObject({
    enquiry: date,
    requested_etd: date,
    promised_etd: date,
    current_etd: date,
    actual_etd: v.nullable(date),
  }),
  tolerance: v.string(),
  price_build: v.strictObject({
    fob_per_ctn: amount,
    freight_total: amount,
    insurance: v.string(),
    fx: v.nullable(v.string()),
  }),
  notes: v.array(v.string()),
  /** What the checks of the rules must say; no fact of the order. */
  expected_findings: v.array(v.string()),
  lc: v.optional(lc),
  instruction: v.optional(v.strictObject({ revisions: v.array(revision) })),
  concurrent_edits: v.optional(
    v.array(
      v.strictObject({ field: v.literal('cartons'), by: v.string(), value: v.number(), base: v.number() }),
    ),
  ),
  booking: v.optional(v.strictObject({ set_point_c: v.number(), vent: v.string() })),
  vgm_kg: v.optional(
    v.array(v.strictObject({ container: v.string(), vgm: v.string(), method: v.picklist([1, 2]) })),
  ),
  documents: v.optional(
    v.strictObject({
      commercial_invoice: v.optional(paper),
      packing_list: v.optional(paper),
      bill_of_lading: v.optional(paper),
      certificate_of_origin: v.optional(paper),
      phytosanitary: v.optional(paper),
    }),
  ),
});
export type SampleOrder = v.InferOutput<typeof order>;

const product = v.strictObject({
  id: v.string(),
  name_en: v.string(),
  name_zh: v.string(),
  hs: v.string(),
  commodity: v.string(),
  package: v.string(),
  net: decimal,
  gross: decimal,
  tare_pack: decimal,
  counts: v.array(v.string()),
  ctn_40rh: v.number(),
  setpoint: v.number(),
  vent: v.string(),
  rh: v.string(),
  fob_usd_per_ctn: decimal,
  packing_status: v.string(),
});
export type SampleProduct = v.InferOutput<typeof product>;

const customer = v.strictObject({
  id: v.string(),
  name: v.string(),
  country: v.string(),
  port_of_discharge: v.string(),
  port_of_loading: v.string(),
  payment: v.string(),
  usual_incoterm: v.string(),
  usual_products: v.array(v.string()),
  currency: v.string(),
  habits: v.array(v.strictObject({ text: v.string(), since: date, source: v.string() })),
  reorder_days: v.array(v.number()),
});
export type SampleCustomer = v.InferOutput<typeof customer>;

const sample = v.strictObject({
  about: v.string(),
  as_of: date,
  stages: v.array(v.string()),
  products: v.array(product),
  customers: v.array(customer),
  orders: v.array(order),
});

const habitKinds = v.record(
  v.string(),
  v.array(v.strictObject({ subject: v.picklist(habitSubjects), polarity: v.picklist(polarities) })),
);

export type Sample = v.InferOutput<typeof sample> & {
  /** What each habit is about and how binding, by customer id and place in its list. */
  readonly habitKinds: v.InferOutput<typeof habitKinds>;
};

/** Takes the parsed JSON of `sample.json` and `sample-habits.json`; throws when they are not as promised. */
export function parseSample(data: unknown, habits: unknown): Sample {
  return { ...v.parse(sample, data), habitKinds: v.parse(habitKinds, habits) };
}
