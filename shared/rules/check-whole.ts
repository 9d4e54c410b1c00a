import { textOf, type FieldCell } from '../model/cell.ts';
import { fieldOf } from '../model/documents.ts';
import type { Path } from '../model/facts.ts';
import { fits } from '../model/fits.ts';
import { isPresence } from '../model/path.ts';
import { defaultStages } from '../model/stages.ts';
import { sole, type OrderCase } from './case.ts';
import { finding, type Finding } from './finding.ts';
import { stageIndex } from './order-stage.ts';
import type { EntityId } from '../sync/document-name.ts';

/** Whether the order can be judged at all: values in dispute, values that are none, who and what is not known, and gaps. */
export function checkWhole(given: OrderCase): readonly Finding[] {
  return [...unsettled(given), ...misfits(given), ...unknown(given), ...missing(given)];
}

/** Two people, two values: whatever rests on them is not judged until a person settles it. */
function unsettled({ order }: OrderCase): readonly Finding[] {
  return order.conflicts.map(({ path, values }) => {
    if (isPresence(path)) return finding('note', 'removed_and_changed', { fields: [path], values: { path } });
    const [first = null, second = null] = values;
    return finding('note', 'unsettled', {
      fields: [path],
      values: { path, first: textOf(first), second: textOf(second) },
    });
  });
}

/** Values that their fields cannot hold, such as a text for a date. */
function misfits({ order }: OrderCase): readonly Finding[] {
  const found: Finding[] = [];
  for (const { fields } of [order, ...order.lines, ...order.containers, ...order.vgm]) {
    const named: Readonly<Record<string, FieldCell>> = fields;
    for (const name in named) {
      const cell = named[name];
      if (!cell?.state) continue;
      for (const { value } of cell.state.heads)
        if (!fits(cell.field, value))
          found.push(
            finding('warning', 'value_misfit', {
              fields: [cell.path],
              values: { path: cell.path, value: textOf(value) },
            }),
          );
    }
  }
  return found;
}

function unknown({ order, customer, products }: OrderCase): readonly Finding[] {
  const found: Finding[] = [];
  const buyer = sole(order.fields.customer);
  if (buyer !== null && customer === null)
    found.push(
      finding('warning', 'customer_unknown', {
        fields: [order.fields.customer.path],
        values: { customer: buyer },
      }),
    );
  const seen = new Set<string>();
  for (const { fields } of order.lines) {
    const product = sole(fields.product);
    if (product === null || products.has(product as EntityId) || seen.has(product)) continue;
    seen.add(product);
    found.push(finding('warning', 'product_unknown', { fields: [fields.product.path], values: { product } }));
  }
  return found;
}

/** What must be known before a stage of the usual way can be left; paths, or collections of which there must be one. */
const needs: Readonly<Record<string, readonly string[]>> = {
  enquiry: ['customer', 'lines'],
  quoted: [
    'incoterm',
    'incoterm_place',
    'currency',
    'lines/*/product',
    'lines/*/count',
    'lines/*/cartons',
    'lines/*/unit_price',
  ],
  contract_signed: ['tolerance', 'cartons', 'total', 'etd'],
  instruction_issued: [
    'containers',
    'containers/*/type',
    'containers/*/cartons',
    'containers/*/set_point',
    'containers/*/ventilation',
    'instructions',
  ],
  packing: ['net_kg', 'gross_kg'],
  booked: ['booking_set_point', 'booking_ventilation'],
  loaded: ['containers/*/number', 'vgm'],
  sailed: ['sailed'],
  documents: ['papers'],
};

/** Facts that the stages up to the present one need: nothing is wrong yet, but nothing can be said of them either. */
function missing(given: OrderCase): readonly Finding[] {
  const index = stageIndex(given);
  if (index === null) return [];
  return defaultStages
    .slice(0, index + 1)
    .flatMap(({ id }) =>
      (needs[id] ?? []).flatMap((need) =>
        gaps(given, need).map((path) =>
          finding('note', 'missing_fact', { fields: [path], values: { path, stage: id } }),
        ),
      ),
    );
}

function gaps({ order, pricesKnown }: OrderCase, need: string): readonly Path[] {
  if (!pricesKnown && fieldOf('order', need)?.compartment === 'commercial') return [];
  const [collection = '', , name] = need.split('/');
  const items = collectionOf(order, collection);
  if (items === null) {
    const field = (order.fields as Readonly<Record<string, FieldCell | undefined>>)[need];
    return field?.cell.kind === 'none' ? [field.path] : [];
  }
  if (name === undefined) return items.length === 0 ? [collection as Path] : [];
  return items.flatMap(({ fields }) => {
    const field = (fields as Readonly<Record<string, FieldCell | undefined>>)[name];
    return field?.cell.kind === 'none' ? [field.path] : [];
  });
}

function collectionOf(
  order: OrderCase['order'],
  name: string,
): readonly { readonly fields: Readonly<Record<string, FieldCell>> }[] | null {
  switch (name) {
    case 'lines':
      return order.lines;
    case 'containers':
      return order.containers;
    case 'instructions':
      return order.instructions;
    case 'vgm':
      return order.vgm;
    case 'papers':
      return order.papers;
    default:
      return null;
  }
}
