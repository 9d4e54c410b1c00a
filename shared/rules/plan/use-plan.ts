import { newItemId, type Random } from '../../model/ids.ts';
import type { OrderView } from '../../model/order.ts';
import { positionBetween } from '../../model/position.ts';
import { only } from '../../model/cell-values.ts';
import type { EntityId } from '../../sync/document-name.ts';
import type { PlanState } from '../../views/plan-state.ts';
import { sole } from '../case.ts';
import { sumOf } from '../load.ts';

export interface UsedPlan {
  /** Paths of the order; one change, so one step to take back. */
  readonly set: Readonly<Record<string, string>>;
  /** Products with several lines: how their cartons divide by count, nobody said. */
  readonly toDivide: readonly EntityId[];
  /** Products that the order has no line of. */
  readonly notOrdered: readonly EntityId[];
  /** Containers of the order that the plan does not have; they stay as they are. */
  readonly beyond: number;
}

/**
 * The counts of a plan as a change of its order: cartons and type of each container, containers that are missing, cartons
 * of the lines and of the whole. Weights are not written: what depends on the cartons is reckoned or checked. null where a
 * count of the plan is not known.
 */
export function usePlan(order: OrderView, plan: PlanState, random: Random): UsedPlan | null {
  const totals = new Map<EntityId, number>();
  const set: Record<string, string> = {};
  let position = only(order.containers.at(-1)?.fields.position.cell ?? { kind: 'none' });
  for (const [index, { type, goods }] of plan.containers.entries()) {
    const cartons = sumOf(goods.map((one) => one.cartons));
    if (cartons === null) return null;
    for (const one of goods) totals.set(one.product, (totals.get(one.product) ?? 0) + Number(one.cartons));
    const standing = order.containers[index];
    if (standing) {
      put(set, standing.fields.cartons.path, sole(standing.fields.cartons), cartons);
      put(set, standing.fields.type.path, sole(standing.fields.type), type);
      continue;
    }
    const path = `containers/${newItemId(random)}`;
    position = positionBetween(position, null, random);
    Object.assign(set, {
      [`${path}/position`]: position,
      [`${path}/type`]: type,
      [`${path}/cartons`]: cartons,
    });
    // It is set like the one before it.
    for (const name of ['set_point', 'ventilation'] as const) {
      const value = order.containers.at(-1)?.fields[name];
      const before = value ? sole(value) : null;
      if (before !== null) set[`${path}/${name}`] = before;
    }
  }
  const toDivide: EntityId[] = [];
  const notOrdered: EntityId[] = [];
  for (const [product, cartons] of totals) {
    const lines = order.lines.filter(({ fields }) => sole(fields.product) === product);
    const [line, ...others] = lines;
    if (!line) notOrdered.push(product);
    else if (others.length === 0)
      put(set, line.fields.cartons.path, sole(line.fields.cartons), String(cartons));
    else if (sumOf(lines.map(({ fields }) => sole(fields.cartons))) !== String(cartons))
      toDivide.push(product);
  }
  const all = [...totals.values()].reduce((sum, one) => sum + one, 0);
  const beyond = Math.max(0, order.containers.length - plan.containers.length);
  // With containers left over the plan is not the whole order.
  if (beyond === 0) put(set, order.fields.cartons.path, sole(order.fields.cartons), String(all));
  return { set, toDivide, notOrdered, beyond };
}

/** What stands is not written once more. */
function put(set: Record<string, string>, path: string, standing: string | null, value: string): void {
  if (standing !== value) set[path] = value;
}
