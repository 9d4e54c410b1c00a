import type { Change, FactValue } from '../model/facts.ts';
import type { EntityKind } from '../model/field.ts';
import type { departments } from '../model/schema.ts';
import type { EntityId } from '../sync/document-name.ts';
import type { Sample, SampleCustomer, SampleOrder, SamplePaper, SampleProduct } from './sample-raw.ts';

type Values = Record<string, FactValue>;

/** `SO-26017` gives `order_so26017`. */
export function entityOf(kind: EntityKind, id: string): EntityId {
  return `${kind}_${id.toLowerCase().replace(/[^a-z0-9]/g, '')}` as EntityId;
}

export function orderFacts(order: SampleOrder, position: string): Change {
  const set: Values = {
    number: order.id,
    customer: entityOf('customer', order.customer),
    stage: order.stage,
    position,
    owner: order.owner,
    ...incotermFacts(order.incoterm),
    tolerance: order.tolerance,
    cartons: String(order.cartons),
    net_kg: order.net_kg,
    gross_kg: order.gross_kg,
    enquiry: order.dates.enquiry,
    requested_etd: order.dates.requested_etd,
    promised_etd: order.dates.promised_etd,
    etd: order.dates.current_etd,
    sailed: order.dates.actual_etd,
    currency: order.currency,
    total: order.total,
    price_fob_per_carton: order.price_build.fob_per_ctn,
    price_freight_total: order.price_build.freight_total,
    price_insurance: order.price_build.insurance,
    price_exchange_rate: order.price_build.fx,
  };
  order.lines.forEach((line, index) => {
    Object.assign(
      set,
      under(`lines/l${index + 1}`, {
        product: entityOf('product', line.product),
        count: line.count,
        cartons: String(line.cartons),
        unit_price: line.unit_price,
        amount: line.amount,
      }),
    );
  });
  order.containers.forEach((container, index) => {
    Object.assign(
      set,
      under(`containers/c${index + 1}`, {
        // The sample names containers only where they are weighed, in the order they are listed.
        number: order.vgm_kg?.[index]?.container ?? null,
        type: container.type,
        cartons: String(container.cartons),
        set_point: String(container.set_point_c),
        ...ventilationFacts(container.vent),
        ...humidityFacts(container.humidity),
      }),
    );
  });
  for (const revision of order.instruction?.revisions ?? []) {
    const item = `instructions/r${revision.rev}`;
    Object.assign(
      set,
      under(item, { revision: String(revision.rev), date: revision.at, change: revision.change }),
    );
    for (const ack of revision.acks) set[`${item}/acks/${departmentOf[ack]}`] = true;
  }
  for (const weight of order.vgm_kg ?? [])
    Object.assign(
      set,
      under(`vgm/${weight.container.toLowerCase()}`, {
        container: weight.container,
        weight: weight.vgm,
        method: String(weight.method),
      }),
    );
  if (order.booking) {
    set['booking_set_point'] = String(order.booking.set_point_c);
    set['booking_ventilation'] = order.booking.vent;
  }
  for (const [kind, paper] of Object.entries(order.documents ?? {}))
    if (paper) Object.assign(set, under(`papers/${kind}`, paperFacts(kind, paper)));
  Object.assign(set, creditFacts(order));
  return { set: filled(set) };
}

const departmentOf: Readonly<Record<string, (typeof departments)[number]>> = {
  包装厂: 'packing_house',
  冷库: 'cold_store',
  质检: 'quality',
  船务: 'shipping',
  财务: 'finance',
};

function paperFacts(kind: string, paper: SamplePaper): Values {
  return {
    kind,
    date: paper.date ?? null,
    cartons: String(paper.cartons),
    net_kg: paper.net_kg,
    gross_kg: paper.gross_kg,
    marks: paper.marks,
    port_of_loading: paper.pol,
    port_of_discharge: paper.pod,
    containers: paper.containers,
    on_board_date: paper.on_board_date ?? null,
    freight: paper.freight?.toLowerCase() ?? null,
    total: paper.total ?? null,
  };
}

/** The last day to ship is what everybody on the board works to; the rest of the credit is commercial. */
function creditFacts({ lc, dates }: SampleOrder): Values {
  if (!lc) return {};
  return {
    papers_due: dates.actual_etd ? presentBy(dates.actual_etd, lc.presentation_days, lc.expiry) : null,
    latest_shipment: lc.latest_shipment,
    lc_number: lc.no,
    lc_amount: lc.amount,
    lc_expiry: lc.expiry,
    lc_presentation_days: String(lc.presentation_days),
    lc_partial_shipments: lc.partial_shipments === 'allowed' ? 'allowed' : 'not_allowed',
    lc_quantity: lc.quantity === undefined ? null : String(lc.quantity),
    lc_quantity_unit: lc.quantity_unit,
  };
}

/** Papers are presented within so many days of shipment, and not after the credit expires (UCP 600, articles 6 and 14 c). */
function presentBy(shipped: string, days: number, expiry: string): string {
  const last = new Date(Date.parse(`${shipped}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return last < expiry ? last : expiry;
}

/** `CIF Ho Chi Minh (Cat Lai) Incoterms 2020`: rule, place, edition. */
function incotermFacts(text: string): Values {
  const [, incoterm = '', place = '', edition = ''] = /^(\w{3}) (.+) Incoterms (\d{4})$/.exec(text) ?? [];
  if (incoterm === '') throw new Error(`not an incoterm: ${text}`);
  return { incoterm, incoterm_place: place, incoterm_edition: edition };
}

/** `25 m3/h (not verified for Ya pear)`: the figure, that it is unverified, and the remark. */
function ventilationFacts(text: string): Values {
  if (text === 'closed') return { ventilation: 'closed' };
  const [, figure, remark] = /^(\d+) m3\/h(?: \((.+)\))?$/.exec(text) ?? [];
  if (figure === undefined) throw new Error(`not a ventilation: ${text}`);
  return remark === undefined
    ? { ventilation: figure }
    : { ventilation: figure, ventilation_basis: 'unverified', ventilation_remark: remark };
}

/** `60-70, dehumidification ON`: range and remark; a text that is a remark alone gives no figure. */
function humidityFacts(text: string): Values {
  const [, range, remark] = /^(\d+(?:-\d+)?)(?:, (.+))?$/.exec(text) ?? [];
  if (range === undefined) return { humidity_remark: text };
  return { humidity: range, humidity_remark: remark ?? null };
}

export function productFacts(product: SampleProduct): Change {
  const ventilation = ventilationFacts(product.vent);
  const set: Values = {
    name_zh: product.name_zh,
    name_en: product.name_en,
    hs: product.hs,
    commodity: product.commodity,
    counts: product.counts,
    set_point: String(product.setpoint),
    set_point_basis: 'house_unverified',
    ventilation_basis: 'house_unverified',
    ...ventilation,
    ...humidityFacts(product.rh),
    humidity_basis: 'house_unverified',
    price_fob_usd_per_carton: String(product.fob_usd_per_ctn),
    ...under('packings/p1', {
      package: product.package,
      net_kg: String(product.net),
      gross_kg: String(product.gross),
      tare_kg: String(product.tare_pack),
      cartons_40rh: String(product.ctn_40rh),
      basis: 'house_unverified',
      remark: product.packing_status,
    }),
  };
  return { set: filled(set) };
}

export function customerFacts(customer: SampleCustomer, kinds: Sample['habitKinds']): Change {
  const set: Values = {
    name: customer.name,
    country: customer.country,
    port_of_loading: customer.port_of_loading,
    port_of_discharge: customer.port_of_discharge,
    usual_incoterm: customer.usual_incoterm,
    payment: customer.payment,
    currency: customer.currency,
    reorder_days: customer.reorder_days.map(String),
  };
  for (const product of customer.usual_products)
    set[`products/${product.toLowerCase()}/product`] = entityOf('product', product);
  customer.habits.forEach((habit, index) => {
    const kind = kinds[customer.id]?.[index];
    Object.assign(
      set,
      under(`habits/h${index + 1}`, {
        text: habit.text,
        since: habit.since,
        source: habit.source,
        subject: kind?.subject ?? null,
        polarity: kind?.polarity ?? null,
      }),
    );
  });
  return { set: filled(set) };
}

function under(item: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${item}/${name}`, value]));
}

function filled(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
