import { flushSync } from 'svelte';
import type { OrderRow } from '../../../shared/model/rows.ts';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import { t } from '../../i18n/language.svelte.ts';
import { nextOrder } from '../../state/table/blocks.ts';
import { columnOf, type Column, type ColumnId } from '../../state/table/columns.ts';
import { lockOf } from '../../state/table/content.ts';
import type { TableEdits } from '../../state/table/edits.svelte.ts';
import { commandOf, type Command } from '../../state/table/keys.ts';
import type { Selection } from '../../state/table/selection.svelte.ts';
import type { TableRows } from '../../state/table/table-rows.svelte.ts';
import { isTyping } from '../../ui/typing.ts';
import { explain } from '../../ui/value-error.ts';

/** A cell of the table; line −1 is the head. */
export interface At {
  readonly line: number;
  readonly col: number;
  readonly id: EntityId | null;
}

/** The order and the column of the cell that has the focus. */
export interface Focused {
  readonly row: OrderRow;
  readonly column: ColumnId;
}

/** The table that is walked, as it is at the moment. */
export interface Walked {
  readonly rows: TableRows;
  readonly selection: Selection;
  readonly edits: TableEdits;
  columnAt(col: number): Column | null;
  /** The first place of a column of the orders, and how many places there are. */
  readonly first: number;
  readonly count: number;
  /** Lines on a page. */
  readonly page: number;
  reveal(at: At): void;
  /** Gives the focus to the cell. */
  focus(): void;
  open(row: OrderRow): void;
  announce(text: string): void;
  selectAll(): void;
  selectSpan(from: number, to: number, chosen: boolean): void;
  sortBy(column: Column): void;
  widen(column: Column, px: number): void;
}

/** Where one is in the table, and what keys and presses do there. */
export class GridWalk {
  readonly #table: Walked;
  /** The cell that Tab leads to. */
  at: At = $state.raw({ line: 0, col: 2, id: null });
  /** Where a choice of several began. */
  #anchor = 0;
  /** Values are being entered one after the other: Tab goes on to the next cell. */
  #entering = false;
  /** Whether the cell had the focus before it was pressed. */
  #wasFocused = false;

  constructor(table: Walked) {
    this.#table = table;
  }

  get cell(): Focused | null {
    const [row, column] = [this.#table.rows.rowAt(this.at.line), this.#table.columnAt(this.at.col)];
    return row && column ? { row, column: column.id } : null;
  }

  /** The focus has come here by itself. */
  stand(line: number, col: number): void {
    if (line === this.at.line && col === this.at.col) return;
    this.at = { line, col, id: line < 0 ? null : this.#table.rows.idAt(line) };
  }

  /** Stays with its order when others come, go, or are sorted otherwise. */
  follow(): void {
    const { id, line, col } = this.at;
    const { rows } = this.#table;
    if (line < 0 || rows.length === 0) return;
    const now = rows.idAt(line);
    const found = id !== null && now !== id ? rows.lineOf(id, line) : null;
    const last = rows.length - 1;
    const next = found ?? nextOrder(rows.blocks, Math.min(line, last), 1) ?? nextOrder(rows.blocks, last, -1);
    if (next === null) return;
    const nextId = rows.idAt(next);
    if (next !== line || (nextId !== null && nextId !== id)) this.at = { line: next, col, id: nextId };
  }

  /** Goes to a cell and brings it into view. */
  go(line: number, col: number): void {
    const { rows, count } = this.#table;
    const wanted = Math.min(line, rows.length - 1);
    const target =
      line < 0 ? -1 : (nextOrder(rows.blocks, wanted, line < this.at.line ? -1 : 1) ?? this.at.line);
    const id = target < 0 ? null : rows.idAt(target);
    this.at = { line: target, col: Math.max(0, Math.min(count - 1, col)), id };
    this.#table.reveal(this.at);
    flushSync();
    this.#table.focus();
  }

  /** Takes what is in the box and goes on, or stays where it cannot be taken. */
  commit(lines: number, columns: number): void {
    const error = this.#table.edits.commit();
    if (error) this.#table.announce(explain(error));
    else this.go(this.at.line + lines, this.at.col + columns);
  }

  /** The box is left for somewhere else. */
  leftBox(): void {
    const error = this.#table.edits.commit();
    if (!error) return;
    this.#table.announce(explain(error));
    this.#table.edits.leave();
  }

  key(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    if (this.#table.edits.editing) return this.#editingKey(event);
    const box = event.target instanceof HTMLInputElement && event.target.type === 'checkbox';
    if (isTyping(event.target) && !box) return;
    if (event.key === 'Tab' && this.#entering) {
      const next = this.at.col + (event.shiftKey ? -1 : 1);
      if (next >= this.#table.first && next < this.#table.count) {
        event.preventDefault();
        return this.go(this.at.line, next);
      }
    }
    if (event.key !== 'Shift') this.#entering = false;
    if (this.at.line < 0 && this.#headKey(event)) return event.preventDefault();
    const command = commandOf(event, this.#table.page);
    if (!command) return;
    const done = this.#run(command);
    if (done) event.preventDefault();
    // A sign that begins an entry is no key of the app.
    if (done || this.#table.edits.editing) event.stopPropagation();
  }

  press(event: PointerEvent): void {
    const cell = event.target instanceof Element ? event.target.closest('.td') : null;
    this.#wasFocused = cell !== null && cell === document.activeElement;
  }

  click(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.target.closest('.inp, .open')) return;
    const cell = event.target.closest<HTMLElement>('.td');
    const line = Number(cell?.closest<HTMLElement>('.tr')?.dataset['line'] ?? NaN);
    if (!cell || Number.isNaN(line)) return;
    const col = Number(cell.dataset['col']);
    const { rows, selection } = this.#table;
    this.#entering = false;
    if (col === 0 || event.shiftKey) {
      const id = rows.idAt(line);
      const on = col !== 0 || (id !== null && !selection.has(id));
      if (event.shiftKey) {
        // Shift chooses orders, and no text.
        document.getSelection()?.removeAllRanges();
        this.#table.selectSpan(this.#anchor, line, on);
      } else this.#choose(line, on);
      return this.go(line, col);
    }
    const again = this.at.line === line && this.at.col === col && this.#wasFocused;
    this.go(line, col);
    const { cell: here } = this;
    if (again || (here && lockOf(columnOf(here.column), here.row) === 'conflict')) this.#edit(false);
  }

  #editingKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    switch (event.key) {
      case 'Enter':
        this.commit(event.shiftKey ? -1 : 1, 0);
        break;
      case 'Tab':
        this.#entering = true;
        this.commit(0, event.shiftKey ? -1 : 1);
        break;
      case 'Escape':
        event.stopPropagation();
        this.#table.edits.giveUp();
        this.go(this.at.line, this.at.col);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  /** Keys of a head: sorting, width. Gives whether it was one. */
  #headKey(event: KeyboardEvent): boolean {
    const column = this.#table.columnAt(this.at.col);
    if (event.key === 'Enter' || event.key === ' ') {
      if (this.at.col === 0) this.#table.selectAll();
      else if (column) this.#table.sortBy(column);
      return true;
    }
    const by = event.key === 'ArrowRight' ? 8 : event.key === 'ArrowLeft' ? -8 : 0;
    if (!column || !event.shiftKey || by === 0) return false;
    this.#table.widen(column, by);
    return true;
  }

  /** Gives whether the key has done its work: a sign that is typed goes on into the box. */
  #run(command: Command): boolean {
    const { rows, selection, edits, first, count } = this.#table;
    const { line, col } = this.at;
    switch (command.kind) {
      case 'go': {
        const { lines, columns } = command;
        if (lines < 0 && nextOrder(rows.blocks, line - 1, -1) === null) this.go(-1, col);
        else if (line < 0 && lines === 0) this.go(-1, col + columns);
        else this.go(Math.max(0, line + lines), col + columns);
        return true;
      }
      case 'edge':
        this.go(
          command.line === null ? line : command.line === 'first' ? 0 : rows.length - 1,
          command.column === null ? col : command.column === 'first' ? first : count - 1,
        );
        return true;
      case 'edit':
        if (line < 0 || col < first) return false;
        this.#edit(command.replace);
        return !command.replace || edits.editing === null;
      case 'clear':
        if (this.cell) void edits.write(this.cell.row, this.cell.column, null);
        return true;
      case 'choose': {
        const id = rows.idAt(line);
        if (id) this.#choose(line, !selection.has(id));
        return true;
      }
      case 'extend': {
        const id = rows.idAt(line);
        if (!id) return true;
        if (!selection.has(id)) this.#anchor = line;
        selection.set([id], true);
        this.go(line + command.lines, col);
        this.#table.selectSpan(this.#anchor, this.at.line, true);
        return true;
      }
      case 'all':
        this.#table.selectAll();
        return true;
      case 'open': {
        const row = rows.rowAt(line);
        if (row) this.#table.open(row);
        return true;
      }
      case 'leave':
        if (selection.size === 0) return false;
        selection.clear();
        return true;
    }
  }

  #choose(line: number, on: boolean): void {
    const id = this.#table.rows.idAt(line);
    if (id) this.#table.selection.set([id], on);
    this.#anchor = line;
  }

  #edit(replace: boolean): void {
    const { cell } = this;
    if (!cell) return;
    const lock = lockOf(columnOf(cell.column), cell.row);
    if (lock !== null) {
      this.#table.announce(t(lock === 'newer' ? 'readonly.newer' : `table.locked.${lock}`));
      if (!replace) this.#table.open(cell.row);
      return;
    }
    this.#table.edits.begin(cell.row, cell.column, replace);
    // At once: the sign that was typed goes into the box.
    flushSync();
  }
}
