import { valuesOf } from '../model/cell-values.ts';
import { figureName } from '../model/figures.ts';
import { houseFigure } from '../model/houses.ts';
import type { EntityId } from '../sync/document-name.ts';
import { named, pathsOf, sole, type OrderCase } from './case.ts';
import { finding, type Finding } from './finding.ts';

/** Figures of the order's goods that the team has not agreed on: till then the reference tables judge. */
export function checkFigures({ order, products }: OrderCase): readonly Finding[] {
  return [...products.values()].flatMap((product) => {
    const line = order.lines.find(({ fields }) => valuesOf(fields.product.cell).includes(product.id));
    return product.house.flatMap(({ id }): readonly Finding[] => {
      const name = figureName(id);
      if (name === null || houseFigure(product, name).kind !== 'unsettled') return [];
      const fields = line ? pathsOf(line.fields.product) : [];
      return [
        finding('note', 'house_figure_unsettled', { fields, values: { figure: name, ...named(product) } }),
      ];
    });
  });
}

/** The month of sailing against the months in which the goods are shipped, as the team has them. */
export function checkSeason({ order, products }: OrderCase): readonly Finding[] {
  const { sailed, etd } = order.fields;
  if (sailed.cell.kind === 'many') return [];
  const field = sailed.cell.kind === 'one' ? sailed : etd;
  const month = Number(/^\d{4}-(\d{2})-\d{2}$/.exec(sole(field) ?? '')?.[1]);
  if (!Number.isInteger(month)) return [];
  const goods = new Set(order.lines.flatMap(({ fields }) => valuesOf(fields.product.cell)));
  return [...goods].flatMap((id): readonly Finding[] => {
    const product = products.get(id as EntityId);
    const seasons = product?.seasons.map(({ fields }) => fields.months) ?? [];
    if (!product || seasons.length === 0 || seasons.some(({ cell }) => cell.kind !== 'one')) return [];
    const months = new Set(seasons.flatMap((one) => (sole(one) ?? '').split(',').map(Number)));
    if (months.has(month)) return [];
    return [
      finding('note', 'out_of_season', {
        fields: pathsOf(field),
        values: { month: String(month), ...named(product) },
        because: seasons.map((one) => ({
          kind: 'product',
          product: product.id,
          path: one.path,
          value: sole(one) ?? '',
          basis: null,
        })),
      }),
    ];
  });
}
