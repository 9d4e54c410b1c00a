import type { Draft } from '../../shared/capture/draft.ts';
import type { Fill } from '../../shared/capture/fills.ts';
import { loadReference } from '../../shared/knowledge/load.ts';
import { only, valuesOf } from '../../shared/model/cell-values.ts';
import type { FieldCell } from '../../shared/model/cell.ts';
import { readCustomer, type CustomerView } from '../../shared/model/customer.ts';
import { compartmentsOf, factsDocument, kindOf } from '../../shared/model/documents.ts';
import { noFacts, type Facts, type Path } from '../../shared/model/facts.ts';
import { fold } from '../../shared/model/fold.ts';
import { newItemId } from '../../shared/model/ids.ts';
import { readOrder, type OrderView } from '../../shared/model/order.ts';
import { patternOf } from '../../shared/model/path.ts';
import { positionBetween } from '../../shared/model/position.ts';
import { readProduct, type ProductView } from '../../shared/model/product.ts';
import { readRecords } from '../../shared/model/read.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import { homeOf } from '../../shared/model/schema.ts';
import { goodsWords } from '../../shared/rules/goods-words.ts';
import { prefill, type Known } from '../../shared/rules/prefill.ts';
import { unbornOrder, type FillTarget } from '../../shared/rules/prefill-target.ts';
import {
  filledSet,
  originPath,
  standingOrigins,
  type Filled,
  type Origin,
} from '../../shared/rules/prefilled.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { rowsOf } from '../local/rows.ts';
import type { OpenEntity } from './entity.svelte.ts';
import { lookInto } from './with-documents.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Of a customer's orders the newest are looked into, and of those with the same goods as many again. */
const mostPast = 4;

const making = {
  newId: () => newItemId(Math.random),
  after: (position: string | null) => positionBetween(position, null, Math.random),
};

/**
 * Fills what is empty in an open order from what is known of its customer and goods, in one change that one press of undo
 * takes back; gives how many fields were filled. Nobody's typing is written over: neither what came while it looked, nor
 * the field that is being typed in (`typing`).
 */
export async function fillOrder(
  workspace: Workspace,
  entity: OpenEntity,
  view: () => OrderView,
  typing: () => string | null,
): Promise<number> {
  const buyer = only(view().fields.customer.cell) as EntityId | null;
  if (buyer === null) return 0;
  const known = await knownOf(workspace, buyer, goodsOf(view()), view().id);
  const order = view();
  if (only(order.fields.customer.cell) !== buyer) return 0;
  const { target, change } = withoutFilled(order);
  const filled = prefill(target, known, making).filter(({ path }) => path !== typing());
  const set = { ...change.set, ...filledSet(filled) };
  if (filled.length + change.remove.length === 0 && Object.keys(set).length === 0) return 0;
  return entity.change({ set, remove: change.remove }) ? shown(filled) : 0;
}

/**
 * An order without what was filled before and nobody has looked at since, and what takes that away: it came from another
 * customer, or from her orders as they were then.
 */
function withoutFilled(order: OrderView): {
  readonly target: FillTarget;
  readonly change: { readonly set: Readonly<Record<string, null>>; readonly remove: readonly string[] };
} {
  const stale = new Set<string>(standingOrigins(order).map(({ field }) => field.path));
  if (stale.size === 0) return { target: order, change: { set: {}, remove: [] } };
  const isFilled = ({ fields }: { readonly fields: Readonly<Record<string, FieldCell>> }): boolean =>
    Object.values(fields).every(
      ({ path, cell, field }) => field.quiet || cell.kind === 'none' || stale.has(path),
    );
  const items = [...order.lines, ...order.containers].filter(isFilled).map(({ path }) => path);
  const top = Object.values(order.fields).filter(({ path }) => stale.has(path));
  const fields = Object.fromEntries(
    Object.entries(order.fields).map(([name, field]) => [
      name,
      stale.has(field.path) ? { ...field, cell: { kind: 'none' } as const } : field,
    ]),
  ) as OrderView['fields'];
  const kept = <T extends { readonly path: Path }>(all: readonly T[]): readonly T[] =>
    all.filter(({ path }) => !items.includes(path));
  return {
    target: { ...order, fields, lines: kept(order.lines), containers: kept(order.containers) },
    change: {
      set: Object.fromEntries(
        top.flatMap(({ path }) => [
          [path, null],
          [originPath(path), null],
        ]),
      ),
      remove: items,
    },
  };
}

/**
 * The paths of an order that is about to be made, with what is known of its customer and goods; `dropped` are patterns
 * that somebody has turned down.
 */
export async function filledPreset(
  workspace: Workspace,
  preset: Readonly<Record<string, string>>,
  dropped: ReadonlySet<string> = new Set(),
): Promise<Readonly<Record<string, string>>> {
  const order = unbornOrder(preset);
  const buyer = only(order.fields.customer.cell) as EntityId | null;
  if (buyer === null) return preset;
  const known = await knownOf(workspace, buyer, goodsOf(order), null);
  const filled = prefill(order, known, making).filter(({ path }) => !dropped.has(patternOf(path)));
  return { ...preset, ...filledSet(filled) };
}

/** The same of an order that somebody has written down in a line, with what was added to the line marked as such. */
export async function filledDraft(
  workspace: Workspace,
  { set, filled }: Draft,
  dropped: ReadonlySet<string>,
): Promise<Readonly<Record<string, string>>> {
  const added = [...filled].flatMap(([path, fill]): readonly Filled[] => {
    const origin = originOfFill(fill, set);
    return origin ? [{ path, value: fill.value, origin }] : [];
  });
  return filledPreset(workspace, { ...set, ...filledSet(added) }, dropped);
}

function originOfFill({ from }: Fill, set: Readonly<Record<string, string>>): Origin | null {
  switch (from) {
    case 'customer': {
      const { customer } = set;
      return customer === undefined ? null : { kind: 'term', customer: customer as EntityId };
    }
    case 'product': {
      const [, product] = Object.entries(set).find(([path]) => /^lines\/.*\/product$/.test(path)) ?? [];
      return product === undefined ? null : { kind: 'product', product: product as EntityId };
    }
    case 'containers':
      return { kind: 'containers' };
  }
}

function shown(filled: readonly Filled[]): number {
  return filled.filter(({ path }) => !path.endsWith('/position')).length;
}

type Lines = readonly {
  readonly fields: Readonly<Record<string, { readonly cell: OrderRow['number'] } | undefined>>;
}[];

function goodsOf({ lines }: { readonly lines: Lines }): readonly EntityId[] {
  return lines.flatMap(({ fields }) =>
    fields['product'] ? valuesOf(fields['product'].cell) : [],
  ) as EntityId[];
}

async function knownOf(
  workspace: Workspace,
  buyer: EntityId,
  goods: readonly EntityId[],
  self: EntityId | null,
): Promise<Known> {
  const rows = await rowsOf(workspace.id).orders.where('customers').equals(buyer).toArray();
  const past = rows
    .filter((row) => row.id !== self && row.shelf !== 'trash' && only(row.customer) === buyer)
    .toSorted((a, b) => (dayOf(a) === dayOf(b) ? 0 : dayOf(a) < dayOf(b) ? 1 : -1));
  const alike = past.filter((row) => row.products.some((id) => goods.includes(id)));
  const chosen = [...new Set([...alike.slice(0, mostPast), ...past.slice(0, mostPast)])];
  const [reference, customer, orders] = await Promise.all([
    loadReference(),
    customerView(workspace, buyer),
    Promise.all(chosen.map((row) => orderView(workspace, row.id))),
  ]);
  const bought = customer.products.flatMap(({ fields }) => valuesOf(fields.product.cell)) as EntityId[];
  const named = new Set([...goods, ...bought, ...chosen.flatMap((row) => row.products)]);
  const products = await Promise.all(
    [...named]
      .filter((id) => workspace.products.get(id)?.shelf === 'open')
      .map((id) => productView(workspace, id)),
  );
  return {
    customer,
    past: orders,
    products: new Map(products.map((product) => [product.id, product])),
    words: goodsWords(products, reference.commodities),
    reference,
    pricesKnown: true,
  };
}

/** The day `newestFirst` goes by. */
function dayOf({ enquiry, etd, sailed }: OrderRow): string {
  return only(enquiry) ?? only(etd) ?? only(sailed) ?? '';
}

async function orderView(workspace: Workspace, id: EntityId): Promise<OrderView> {
  return readOrder(id, ...(await factsOf(workspace, id)));
}

async function customerView(workspace: Workspace, id: EntityId): Promise<CustomerView> {
  return readCustomer(id, ...(await factsOf(workspace, id)));
}

async function productView(workspace: Workspace, id: EntityId): Promise<ProductView> {
  return readProduct(id, ...(await factsOf(workspace, id)));
}

/** The facts of an entity that no view holds open. */
export async function factsOf(
  { relay }: Workspace,
  id: EntityId,
): Promise<readonly [home: Facts, commercial: Facts]> {
  const kind = kindOf(id);
  if (kind === null) return [noFacts, noFacts];
  const names = compartmentsOf(kind).map(
    (place) => [place, factsDocument(relay.workspace, place, id)] as const,
  );
  return lookInto(relay, new Map(names), (docs) => {
    const facts = new Map(Array.from(docs, ([place, doc]) => [place, fold(readRecords(doc), kind)]));
    return [facts.get(homeOf[kind]) ?? noFacts, facts.get('commercial') ?? noFacts] as const;
  });
}
