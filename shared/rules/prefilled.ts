import { only } from '../model/cell-values.ts';
import type { FieldCell } from '../model/cell.ts';
import { fieldOf } from '../model/documents.ts';
import { digestOf } from '../model/digest.ts';
import type { Path } from '../model/facts.ts';
import type { OrderView } from '../model/order.ts';
import { parsePath } from '../model/path.ts';
import type { EntityId } from '../sync/document-name.ts';

/** Where a value that nobody typed came from. Ids and no words: a habit is read where habits may be read. */
export type Origin =
  | { readonly kind: 'order'; readonly order: EntityId }
  | { readonly kind: 'habit'; readonly customer: EntityId; readonly habit: string }
  /** What the customer's page says is usual. */
  | { readonly kind: 'term'; readonly customer: EntityId }
  | { readonly kind: 'product'; readonly product: EntityId }
  /** As many cartons as the containers take. */
  | { readonly kind: 'containers' };

/** A value that was put into an order from what is known. */
export interface Filled {
  readonly path: string;
  readonly value: string;
  readonly origin: Origin;
}

/**
 * Where it is written what a field was filled from: named by the field's path, so that two who fill it apart write at one
 * path. It never asks to be settled: where the two differ the values themselves do.
 */
export function originPath(path: string): Path {
  return `prefilled/${digestOf(path)}/from` as Path;
}

/** The origin as its field holds it. */
export function originText(origin: Origin): string {
  switch (origin.kind) {
    case 'order':
      return `order ${origin.order}`;
    case 'habit':
      return `habit ${origin.customer} ${origin.habit}`;
    case 'term':
      return `term ${origin.customer}`;
    case 'product':
      return `product ${origin.product}`;
    case 'containers':
      return 'containers';
  }
}

/** An origin out of a text that anybody may have written; null for what is none. */
export function originOf(text: string): Origin | null {
  const [kind, id = '', item = '', ...more] = text.split(' ');
  const entity = (prefix: string): EntityId | null =>
    id.startsWith(`${prefix}_`) && parsePath(id) !== null ? (id as EntityId) : null;
  const [order, customer, product] = [entity('order'), entity('customer'), entity('product')];
  if (more.length > 0) return null;
  if (kind === 'order' && order && item === '') return { kind, order };
  if (kind === 'habit' && customer && item !== '' && parsePath(item) !== null)
    return { kind, customer, habit: item };
  if (kind === 'term' && customer && item === '') return { kind, customer };
  if (kind === 'product' && product && item === '') return { kind, product };
  return kind === 'containers' && id === '' ? { kind } : null;
}

/** The paths to set for what was filled: the values, then what each came from. */
export function filledSet(filled: readonly Filled[]): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(filled.map(({ path, value }) => [path, value])),
    ...Object.fromEntries(
      filled
        .filter(({ path }) => fieldOf('order', path)?.quiet !== true)
        .map(({ path, origin }) => [originPath(path), originText(origin)]),
    ),
  };
}

type Marked = Pick<FieldCell, 'path' | 'state' | 'cell'>;

/**
 * What stands in a field, where it was filled and nobody has confirmed or changed it since: value and mark were written
 * in one moment by one person, and whoever writes the field later, with whatever version, leaves the mark behind.
 */
export function standingOrigin(order: Pick<OrderView, 'prefilled'>, field: Marked): Origin | null {
  if (field.cell.kind !== 'one') return null;
  const mark = markOf(order, field.path);
  const [written, ...others] = mark?.state?.heads ?? [];
  const [head] = field.state?.heads ?? [];
  if (!mark || !written || !head || others.length > 0) return null;
  const together =
    written.at === head.at &&
    written.author.device === head.author.device &&
    written.author.person === head.author.person;
  return together ? originOf(only(mark.cell) ?? '') : null;
}

function markOf({ prefilled }: Pick<OrderView, 'prefilled'>, path: Path): FieldCell | null {
  const item = originPath(path).slice(0, -'/from'.length);
  return prefilled.find((one) => one.path === item)?.fields.from ?? null;
}

/** Every field of an order that was filled and waits for somebody to look at it. */
export function standingOrigins(
  order: OrderView,
): readonly { readonly field: FieldCell; readonly origin: Origin }[] {
  if (order.prefilled.length === 0) return [];
  return [order, ...order.lines, ...order.containers]
    .flatMap(({ fields }) => Object.values<FieldCell>(fields))
    .flatMap((field) => {
      const origin = standingOrigin(order, field);
      return origin ? [{ field, origin }] : [];
    });
}

/** What to set where somebody has looked at these fields and left them as they are. */
export function confirmed(paths: readonly string[]): Readonly<Record<string, null>> {
  return Object.fromEntries(paths.map((path) => [originPath(path), null]));
}
