import type { Change, FactValue } from './facts.ts';
import type { Random } from './ids.ts';
import { comparePosition, positionBetween } from './position.ts';
import type { OrderRow, StageRow } from './rows.ts';
import { firstStage } from './stages.ts';

interface Ground {
  /** Orders on the board: the new one stands above those of its stage. */
  readonly orders: readonly Pick<OrderRow, 'id' | 'stage' | 'position'>[];
  /** Every number in use, archived orders' included. */
  readonly numbers: readonly string[];
  readonly stages: readonly Pick<StageRow, 'id'>[];
  /** `2026-11-23` */
  readonly today: string;
  /** Who makes it, and so owns it; null for nobody in particular. */
  readonly person: string | null;
  readonly random: Random;
}

/** The change an order is born by: number, first stage, place, date of enquiry, owner; `preset` goes before them. */
export function newOrderChange(
  { orders, numbers, stages, today, person, random }: Ground,
  preset: Readonly<Record<string, FactValue>> = {},
): Change {
  const { stage = stages[0]?.id ?? firstStage } = preset;
  const [top] = orders.filter((row) => row.stage === stage).sort(comparePosition);
  return {
    set: {
      number: nextNumber(numbers, today),
      stage,
      position: positionBetween(null, top?.position ?? null, random),
      enquiry: today,
      ...(person === null ? {} : { owner: person }),
      ...preset,
    },
  };
}

/** The number after the highest one in use, written the same way; `SO-26001` for the first of 2026. */
export function nextNumber(used: readonly string[], today: string): string {
  let best: { prefix: string; digits: string } | null = null;
  for (const number of used) {
    const [, prefix = '', digits = ''] = /^(.*?)(\d{1,15})$/.exec(number) ?? [];
    if (digits !== '' && (best === null || Number(digits) > Number(best.digits))) best = { prefix, digits };
  }
  if (!best) return `SO-${today.slice(2, 4)}001`;
  return best.prefix + String(Number(best.digits) + 1).padStart(best.digits.length, '0');
}
