import { valuesOf } from '../../shared/model/cell-values.ts';
import type { FactValue } from '../../shared/model/facts.ts';
import type { Cell, OrderRow } from '../../shared/model/rows.ts';
import type { TopField } from '../../shared/model/schema.ts';
import { firstStage } from '../../shared/model/stages.ts';
import type { GroupKey } from '../../shared/views/grouping.ts';
import type { Shown } from './shown.ts';

/** Groups that follow from other things: nothing can be put into them. */
export type FixedKey = 'month' | 'product';
export type SettableKey = Exclude<GroupKey, FixedKey>;

/** The field that says in which group an order stands. */
const fieldOf = {
  stage: 'stage',
  customer: 'customer',
  owner: 'owner',
  port: 'port_of_discharge',
} as const satisfies Record<SettableKey, TopField<'order'>>;

export function isFixed(key: GroupKey): key is FixedKey {
  return key === 'month' || key === 'product';
}

/** What is written, and what the row showed there (F2). */
export interface Regrouping {
  readonly set: Readonly<Record<string, FactValue>>;
  readonly shown: Shown;
}

/** What puts an order into a group; the empty group is that of orders without one. */
export function regrouping(row: OrderRow, key: SettableKey, group: string): Regrouping {
  const values = valuesAt(row, key);
  // Where nothing is set an order stands in the first stage.
  const unset = key === 'stage' && values.length === 1 && values[0] === firstStage;
  const field = fieldOf[key];
  return {
    set: { [field]: valueOf(group) },
    shown: { [field]: unset ? [...values, null] : values },
  };
}

/** What stands in the field of a group. */
export function valueOf(group: string): string | null {
  return group === '' ? null : group;
}

/** What a row shows in the field that says its group. */
export function valuesAt(row: OrderRow, key: SettableKey): readonly (string | null)[] {
  switch (key) {
    case 'stage':
      return row.stages;
    case 'customer':
      return orNone(row.customer);
    case 'owner':
      return orNone(row.owner);
    case 'port':
      return orNone(row.portOfDischarge);
  }
}

function orNone(cell: Cell<string>): readonly (string | null)[] {
  return cell.kind === 'none' ? [null] : valuesOf(cell);
}
