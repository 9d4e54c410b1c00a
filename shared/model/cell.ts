import type { Field } from './field.ts';
import type { FactValue, Path, PathState } from './facts.ts';
import type { Cell } from './rows.ts';

/** One field of an open page: where it lives, what it may hold, and what stands there now. */
export interface FieldCell {
  readonly path: Path;
  readonly field: Field;
  /** null: nobody ever set it. Heads tell value, person and time. */
  readonly state: PathState | null;
  /** Every standing value, as text for people; `none` where it was never set or is cleared. */
  readonly cell: Cell<string>;
}

/** A standing item of a collection, with its fields by name. */
export interface ItemView<Name extends string> {
  readonly id: string;
  readonly path: Path;
  /** Removed by one person and changed by another who had not seen it (F3): shown until somebody settles it. */
  readonly removedAndChanged: boolean;
  readonly fields: Readonly<Record<Name, FieldCell>>;
}

/** A path in conflict, for the card's mark and the inbox. */
export interface Conflict {
  readonly path: Path;
  readonly values: readonly FactValue[];
}
