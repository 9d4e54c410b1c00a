import { defaultStages } from '../model/stages.ts';
import { sole, type OrderCase } from './case.ts';

/** Where an order stands on the usual way; null in a stage of the team's own. */
export function stageIndex({ order }: OrderCase): number | null {
  const stage = sole(order.fields.stage);
  const index = defaultStages.findIndex(({ id }) => id === stage);
  return index < 0 ? null : index;
}

/** Whether it has come to a stage of the usual way, or past it; false where that cannot be told. */
export function hasReached(given: OrderCase, stage: string): boolean {
  const index = stageIndex(given);
  return index !== null && index >= defaultStages.findIndex(({ id }) => id === stage);
}
