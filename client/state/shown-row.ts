import { valuesOf } from '../../shared/model/cell-values.ts';
import type { Cell, OrderRow } from '../../shared/model/rows.ts';
import { firstStage } from '../../shared/model/stages.ts';

/** The values a row's cell showed: an empty one shows that nothing is set, or that somebody emptied it (F2). */
export function cellShown(cell: Cell<string>): readonly (string | null)[] {
  return cell.kind === 'none' ? [null] : valuesOf(cell);
}

/** The stages a row stands for; where nothing is set it stands in the first stage. Its place troubles nobody. */
export function stagesShown({ stages }: OrderRow): readonly (string | null)[] {
  return stages.length === 1 && stages[0] === firstStage ? [firstStage, null] : stages;
}
