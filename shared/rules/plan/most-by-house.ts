import { sumDecimals } from '../../model/decimal.ts';
import { known, unknown, type Answer } from '../answer.ts';
import { minus } from '../compare.ts';
import { fillByWeight } from '../fill.ts';
import { planContainer, type ContainerInput, type Goods } from './plan-container.ts';

/**
 * The most cartons of one of the goods beside the others by the team's own figures and by weight: what can be said where a
 * carton's size is not known. Unknown where one of the goods has no figure.
 */
export function mostByHouse(input: ContainerInput, key: string): Answer<number> {
  const own = input.goods.find((one) => one.key === key);
  const others = input.goods.filter((one) => one !== own && Number(one.cartons ?? '0') > 0);
  const figure = (one: Goods): number => Number(one.house);
  // Whoever has not said how many does not take none.
  if (input.goods.some((one) => one !== own && !/^\d+$/.test(one.cartons ?? ''))) return unknown('cartons');
  if (!own || [own, ...others].some((one) => !(figure(one) > 0))) return unknown('house figure');
  const taken = others.reduce((sum, one) => sum + Number(one.cartons) / figure(one), 0);
  // A carton more or less by the last digit of a fraction is none.
  const byShare = Math.floor((1 - taken) * figure(own) + 1e-6);
  const { cargo, payload } = planContainer({ ...input, goods: others });
  if (cargo.kind === 'unknown') return cargo;
  const left = (limit: string): string =>
    minus(limit, sumDecimals([cargo.value, input.packaging ?? '0']) ?? cargo.value) ?? '0';
  const byWeight = fillByWeight({
    payload: left(payload),
    roadLimit: input.roadLimit === null ? null : left(input.roadLimit),
    cartonGross: own.gross,
  });
  if (byWeight.kind === 'unknown') return byWeight;
  return known(Math.max(0, Math.min(byShare, byWeight.value.cartons)));
}
