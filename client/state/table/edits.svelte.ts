import type { FactValue } from '../../../shared/model/facts.ts';
import type { ValueError } from '../../../shared/model/parse-value.ts';
import type { OrderRow } from '../../../shared/model/rows.ts';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import { typedValue } from '../../ui/field-text.ts';
import type { Workspace } from '../workspace.svelte.ts';
import { columnOf, type ColumnId } from './columns.ts';
import { contentOf, fieldOfColumn, setting, type Content } from './content.ts';
import { parseIn } from './words.ts';

/** A cell that is being edited. The row is as it was when that began: what a colleague writes since was not seen. */
export interface Editing {
  readonly row: OrderRow;
  readonly column: ColumnId;
  /** What stood in the box at first. */
  readonly entered: string;
  /** Nobody typed yet: a list of choices opens by itself. */
  readonly opens: boolean;
}

/** What was typed and cannot be taken stands in its cell until it is mended or given up. */
export interface Refused {
  readonly text: string;
  readonly error: ValueError;
  readonly editing: Editing;
}

const keyOf = (id: EntityId, column: ColumnId) => `${id} ${column}`;

/** The cells of a table that are edited, refused, or written and on their way back in a row. */
export class TableEdits {
  readonly #workspace: Workspace;
  readonly #today: () => string;
  editing: Editing | null = $state.raw(null);
  /** What is in the box. By itself: a key touches nothing but the box. */
  text = $state('');
  #refused: ReadonlyMap<string, Refused> = $state.raw(new Map());
  #written: ReadonlyMap<string, { readonly content: Content; readonly turn: symbol }> = $state.raw(new Map());

  constructor(workspace: Workspace, today: () => string) {
    this.#workspace = workspace;
    this.#today = today;
  }

  isAt(id: EntityId, column: ColumnId): boolean {
    return this.editing?.row.id === id && this.editing.column === column;
  }

  refusedAt(id: EntityId, column: ColumnId): Refused | null {
    return this.#refused.get(keyOf(id, column)) ?? null;
  }

  /** What stands in a cell: what was written there a moment ago, else what its row says. */
  contentAt(row: OrderRow, column: ColumnId): Content {
    return this.#written.get(keyOf(row.id, column))?.content ?? contentOf(columnOf(column), row);
  }

  /** Goes into a cell, with what stands in it or, where a typed sign replaces that, with nothing. */
  begin(row: OrderRow, column: ColumnId, replaces: boolean): void {
    const refused = this.refusedAt(row.id, column);
    const content = this.contentAt(row, column);
    const standing = content.kind === 'one' ? typedValue(fieldOfColumn(columnOf(column)), content.value) : '';
    this.editing = refused?.editing ?? { row, column, entered: standing, opens: !replaces };
    this.text = replaces ? '' : (refused?.text ?? standing);
  }

  /** Takes what is in the box. Gives whether the cell can be left; where not, why stands below it. */
  commit(text = this.text): ValueError | null {
    const { editing } = this;
    if (!editing) return null;
    const { row, column } = editing;
    if (text === editing.entered) {
      this.giveUp();
      return null;
    }
    const parsed = parseIn(this.#workspace, columnOf(column), text, this.#today());
    if (!parsed.ok) {
      this.#refuse(row.id, column, { text, error: parsed.error, editing });
      return parsed.error;
    }
    this.giveUp();
    void this.write(row, column, parsed.value);
    return null;
  }

  /** Leaves the box; what was refused stands in the cell. */
  leave(): void {
    this.editing = null;
  }

  /** Gives back what stood in the cell. */
  giveUp(): void {
    if (this.editing) this.#refuse(this.editing.row.id, this.editing.column, null);
    this.editing = null;
  }

  #refuse(id: EntityId, column: ColumnId, refused: Refused | null): void {
    if (refused === null && !this.#refused.has(keyOf(id, column))) return;
    const next = new Map(this.#refused);
    if (refused) next.set(keyOf(id, column), refused);
    else next.delete(keyOf(id, column));
    this.#refused = next;
  }

  /** Writes a cell out of the row somebody saw; it shows at once. */
  async write(row: OrderRow, column: ColumnId, value: FactValue): Promise<void> {
    const set = setting(columnOf(column), row, value);
    if (!set) return;
    const key = keyOf(row.id, column);
    const before = JSON.stringify(contentOf(columnOf(column), row));
    const turn = Symbol();
    const content: Content = typeof value === 'string' ? { kind: 'one', value } : { kind: 'none' };
    this.#written = new Map(this.#written).set(key, { content, turn });
    const done = (): void => {
      if (this.#written.get(key)?.turn !== turn) return;
      const next = new Map(this.#written);
      next.delete(key);
      this.#written = next;
    };
    if (!(await this.#workspace.change('order', row.id, set.change, set.shown))) {
      done();
      return;
    }
    const stop = this.#workspace.watchOrders([row.id], ([now]) => {
      if (now && JSON.stringify(contentOf(columnOf(column), now)) === before) return;
      done();
      // The first rows may come before what ends them is here.
      queueMicrotask(() => stop());
    });
  }
}
