import type { Change, FactValue } from '../model/facts.ts';
import type { EntityKind } from '../model/field.ts';
import type { departments } from '../model/schema.ts';
import type { EntityId } from '../sync/document-name.ts';
import type { RawCustomer, RawOrder, RawPaper, RawProduct } from './order-raw.ts';

type Values = Record<string, FactValue>;

/** `SO-26017` gives `order_so26017`. */
export function entityOf(kind: EntityKind, id: string): EntityId {
  return `${kind}_${id.toLowerCase().replace(/[^a-z0-9]/g, '')}` as EntityId;
}

/** The facts of an order in the form of `sample.json`. What it does not say is not set. */
export function orderFacts(order: RawOrder, position: string): Change {
  const dates = order.dates ?? {};
  const price = order.price_build ?? {};
  const set: Values = {
    number: order.id,
    customer: known(order.customer, (id) => entityOf('customer', id)),
    stage: order.stage ?? null,
    position,
    owner: order.owner ?? null,
    ...known(order.incoterm, incotermFacts),
    port_of_loading: order.port_of_loading ?? null,
    port_of_discharge: order.port_of_discharge ?? null,
    tolerance: order.tolerance ?? null,
    cartons: text(order.cartons),
    net_kg: text(order.net_kg),
    gross_kg: text(order.gross_kg),
    enquiry: dates.enquiry ?? null,
    requested_etd: dates.requested_etd ?? null,
    promised_etd: dates.promised_etd ?? null,
    etd: dates.current_etd ?? null,
    sailed: dates.actual_etd ?? null,
    eta: dates.eta ?? null,
    currency: order.currency ?? null,
    payment: order.payment ?? null,
    total: text(order.total),
    price_fob_per_carton: text(price.fob_per_ctn),
    price_freight_total: text(price.freight_total),
    price_insurance: text(price.insurance),
    price_exchange_rate: text(price.fx),
  };
  (order.lines ?? []).forEach((line, index) => {
    Object.assign(
      set,
      under(`lines/l${index + 1}`, {
        product: known(line.product, (id) => entityOf('product', id)),
        count: text(line.count),
        cartons: text(line.cartons),
        unit_price: text(line.unit_price),
        amount: text(line.amount),
      }),
    );
  });
  (order.containers ?? []).forEach((container, index) => {
    Object.assign(
      set,
      under(`containers/c${index + 1}`, {
        // The sample names containers only where they are weighed, in the order they are listed.
        number: container.number ?? order.vgm_kg?.[index]?.container ?? null,
        type: container.type ?? null,
        cartons: text(container.cartons),
        set_point: text(container.set_point_c),
        ...known(text(container.vent), ventilationFacts),
        ...known(text(container.humidity), humidityFacts),
      }),
    );
  });
  for (const revision of order.instruction?.revisions ?? []) {
    const item = `instructions/r${idOf(text(revision.rev) ?? '')}`;
    Object.assign(
      set,
      under(item, {
        revision: text(revision.rev),
        date: revision.at ?? null,
        change: revision.change ?? null,
      }),
    );
    for (const ack of revision.acks ?? []) {
      const department = departmentOf[ack];
      if (department !== undefined) set[`${item}/acks/${department}`] = true;
    }
  }
  for (const weight of order.vgm_kg ?? [])
    Object.assign(
      set,
      under(`vgm/${idOf(weight.container)}`, {
        container: weight.container,
        weight: text(weight.vgm),
        method: text(weight.method),
      }),
    );
  if (order.booking) {
    set['booking_set_point'] = text(order.booking.set_point_c);
    set['booking_ventilation'] = text(order.booking.vent);
    for (const name of bookedBesides) set[`booking_${name}`] = text(order.booking[name]);
  }
  for (const [kind, paper] of Object.entries(order.documents ?? {}))
    if (paper) Object.assign(set, under(`papers/${idOf(kind)}`, paperFacts(kind, paper)));
  Object.assign(set, creditFacts(order));
  return { set: filled(set) };
}

const bookedBesides = [
  'number',
  'humidity',
  'container_type',
  'containers',
  'vessel',
  'voyage',
  'etd',
  'eta',
  'si_cutoff',
  'vgm_cutoff',
  'cy_cutoff',
  'customs_cutoff',
] as const;

/** Figures as exact decimals in text, however they were written. */
function text(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function known<T, U>(value: T | null | undefined, read: (value: T) => U): U | null {
  return value === null || value === undefined ? null : read(value);
}

/** An item's id can hold letters and digits. */
function idOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9_]/g, '') || 'x';
}

const departmentOf: Readonly<Record<string, (typeof departments)[number]>> = {
  包装厂: 'packing_house',
  冷库: 'cold_store',
  质检: 'quality',
  船务: 'shipping',
  财务: 'finance',
};

function paperFacts(kind: string, paper: RawPaper): Values {
  return {
    kind,
    date: paper.date ?? null,
    cartons: text(paper.cartons),
    net_kg: text(paper.net_kg),
    gross_kg: text(paper.gross_kg),
    marks: paper.marks ?? null,
    port_of_loading: paper.pol ?? null,
    port_of_discharge: paper.pod ?? null,
    containers: paper.containers ?? null,
    on_board_date: paper.on_board_date ?? null,
    freight: paper.freight?.toLowerCase() ?? null,
    total: text(paper.total),
  };
}

/** The last day to ship is what everybody on the board works to; the rest of the credit is commercial. */
function creditFacts({ lc, dates }: RawOrder): Values {
  if (!lc) return {};
  const days = text(lc.presentation_days);
  const [sailed, expiry] = [dates?.actual_etd, lc.expiry];
  const datable =
    days !== null && sailed && expiry && isDate(sailed) && isDate(expiry) && /^\d{1,3}$/.test(days);
  return {
    papers_due: datable ? presentBy(sailed, Number(days), expiry) : null,
    latest_shipment: lc.latest_shipment ?? null,
    lc_number: lc.no ?? null,
    lc_amount: text(lc.amount),
    lc_expiry: lc.expiry ?? null,
    lc_presentation_days: days,
    lc_partial_shipments: known(lc.partial_shipments, (said) => said.toLowerCase().replaceAll(' ', '_')),
    lc_quantity: text(lc.quantity),
    lc_quantity_unit: lc.quantity_unit ?? null,
  };
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** Papers are presented within so many days of shipment, and not after the credit expires (UCP 600, articles 6 and 14 c). */
function presentBy(shipped: string, days: number, expiry: string): string {
  const last = new Date(Date.parse(`${shipped}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return last < expiry ? last : expiry;
}

/** `CIF Ho Chi Minh (Cat Lai) Incoterms 2020`: rule, place, edition. What is no such text is kept as the rule's name. */
function incotermFacts(text: string): Values {
  const [, incoterm, place, edition] =
    /^\s*([A-Za-z]{3})(?:\s+(.+?))??(?:,?\s+Incoterms\W*(\d{4}))?\s*$/i.exec(text) ?? [];
  if (incoterm === undefined) return { incoterm: text };
  return {
    incoterm: incoterm.toUpperCase(),
    incoterm_place: place ?? null,
    incoterm_edition: edition ?? null,
  };
}

/**
 * `25 m3/h (not verified for Ya pear)`: the figure, that it is unverified, and the remark. What is no figure is kept as it
 * is written, `20 %` above all.
 */
function ventilationFacts(text: string): Values {
  if (/^closed$/i.test(text)) return { ventilation: 'closed' };
  const [, figure, remark] = /^(\d+(?:\.\d+)?) ?(?:m3|m³|cbm)\/hr?(?: \((.+)\))?$/i.exec(text) ?? [];
  if (figure === undefined) return { ventilation: text };
  return remark === undefined
    ? { ventilation: figure }
    : { ventilation: figure, ventilation_basis: 'unverified', ventilation_remark: remark };
}

/** `60-70, dehumidification ON`: range and remark; a text that is a remark alone gives no figure. */
function humidityFacts(text: string): Values {
  const [, range, remark] = /^(\d+(?:-\d+)?) ?%?(?:, (.+))?$/.exec(text) ?? [];
  if (range === undefined) return { humidity_remark: text };
  return { humidity: range, humidity_remark: remark ?? null };
}

/** The facts of a product in the form of `sample.json`. */
export function productFacts(product: RawProduct): Change {
  const set: Values = {
    name_zh: product.name_zh ?? null,
    name_en: product.name_en ?? null,
    hs: product.hs ?? null,
    commodity: product.commodity ?? null,
    counts: product.counts?.map(String) ?? null,
    set_point: text(product.setpoint),
    set_point_basis: 'house_unverified',
    ventilation_basis: 'house_unverified',
    ...known(text(product.vent), ventilationFacts),
    ...known(text(product.rh), humidityFacts),
    humidity_basis: 'house_unverified',
    price_fob_usd_per_carton: text(product.fob_usd_per_ctn),
    ...under('packings/p1', {
      package: product.package ?? null,
      net_kg: text(product.net),
      gross_kg: text(product.gross),
      tare_kg: text(product.tare_pack),
      cartons_40rh: text(product.ctn_40rh),
      basis: 'house_unverified',
      remark: product.packing_status ?? null,
    }),
  };
  (product.figures ?? []).forEach(({ name, value, basis, source, house }, index) => {
    const id = `f${index + 1}`;
    const figure = { name, value: text(value), basis: basis ?? null, source: source ?? null };
    Object.assign(set, under(`figures/${id}`, figure));
    if (house) set[`house/${idOf(name)}/figure`] = id;
  });
  (product.seasons ?? []).forEach(({ origin, months }, index) => {
    const season = { origin: origin ?? null, months: months?.map(String) ?? null };
    Object.assign(set, under(`seasons/s${index + 1}`, season));
  });
  return { set: filled(set) };
}

/** What a habit is about and how binding it is, as somebody judged it who read it. */
export interface HabitKind {
  readonly subject: string;
  readonly polarity: string;
}

/** The facts of a customer in the form of `sample.json`; `kinds` are those of her habits, in their order. */
export function customerFacts(customer: RawCustomer, kinds: readonly (HabitKind | undefined)[]): Change {
  const set: Values = {
    name: customer.name ?? null,
    country: customer.country ?? null,
    port_of_loading: customer.port_of_loading ?? null,
    port_of_discharge: customer.port_of_discharge ?? null,
    usual_incoterm: customer.usual_incoterm ?? null,
    payment: customer.payment ?? null,
    currency: customer.currency ?? null,
    reorder_days: customer.reorder_days?.map(String) ?? null,
  };
  for (const product of customer.usual_products ?? [])
    set[`products/${idOf(product)}/product`] = entityOf('product', product);
  (customer.habits ?? []).forEach((habit, index) => {
    const kind = kinds[index];
    Object.assign(
      set,
      under(`habits/h${index + 1}`, {
        text: habit.text,
        since: habit.since ?? null,
        source: habit.source ?? null,
        subject: habit.subject ?? kind?.subject ?? null,
        polarity: habit.polarity ?? kind?.polarity ?? null,
      }),
    );
  });
  set['weekend'] = customer.weekend?.map(String) ?? null;
  (customer.holidays ?? []).forEach(({ date, until, name }, index) => {
    const holiday = { date: date ?? null, until: until ?? null, name: name ?? null };
    Object.assign(set, under(`holidays/d${index + 1}`, holiday));
  });
  return { set: filled(set) };
}

function under(item: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${item}/${name}`, value]));
}

function filled(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
