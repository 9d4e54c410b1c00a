import type { Cell } from './rows.ts';

/** Every value of a cell. */
export function valuesOf<T>(cell: Cell<T>): readonly T[] {
  switch (cell.kind) {
    case 'none':
      return [];
    case 'one':
      return [cell.value];
    case 'many':
      return cell.values;
  }
}

/** The value of a cell that agrees, else null. */
export function only<T>(cell: Cell<T>): T | null {
  return cell.kind === 'one' ? cell.value : null;
}
