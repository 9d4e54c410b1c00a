import type * as Y from 'yjs';

/** An order, a customer or a product: its fields by their paths. */
export type Entity = Y.Map<string>;

export interface Names {
  readonly customers: Y.Map<Entity>;
  readonly products: Y.Map<Entity>;
}

/** What stands on a card. */
export interface CardTexts {
  readonly id: string;
  readonly number: string;
  readonly owner: string;
  readonly customer: string;
  readonly goods: string;
  readonly counts: string;
  readonly cartons: string;
  readonly containers: string;
  readonly setPoint: string;
  readonly date: string;
  readonly day: string;
  readonly left: number;
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
const dayLength = 86_400_000;

export function textsOf(id: string, order: Entity, { customers, products }: Names): CardTexts {
  const field = (name: string): string => order.get(name) ?? '';
  const product = products.get(field('lines/l1a2b3c4/product'));
  const kilograms = product?.get('packings/p1/net_kg') ?? '';
  const counts = ['lines/l1a2b3c4/count', 'lines/m1a2b3c4/count'].map(field).filter(Boolean);
  const date = field('latest_shipment');
  const at = new Date(`${date}T00:00:00Z`);
  return {
    id,
    number: field('number'),
    owner: field('owner'),
    customer: customers.get(field('customer'))?.get('name') ?? '',
    goods: `${product?.get('name_en') ?? ''} ${kilograms}\u00a0kg ctn`,
    counts: counts.join('/'),
    cartons: field('cartons').replace(/\B(?=(\d{3})+(?!\d))/g, ','),
    containers: `1×${field('containers/c1a2b3c4/type')}`,
    setPoint: field('containers/c1a2b3c4/set_point').replace('-', '\u2212'),
    date,
    day: `${weekday.format(at)} ${at.getUTCDate()} ${month.format(at)}`,
    left: Math.ceil((at.getTime() - Date.now()) / dayLength),
  };
}
