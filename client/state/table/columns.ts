import type { OrderRow } from '../../../shared/model/rows.ts';
import { labelKey, type LabelKey, type TopField } from '../../../shared/model/schema.ts';
import type { SortKey } from '../../../shared/views/sorting.ts';

/** Facts of a row that hold one value, or several in a conflict. */
type RowCell = {
  [K in keyof OrderRow]-?: OrderRow[K] extends { readonly kind: 'none' | 'one' | 'many' } ? K : never;
}[keyof OrderRow];

/** Where a column's values come from. */
export type Source =
  | { readonly kind: 'field'; readonly cell: RowCell; readonly path: TopField<'order'> }
  | { readonly kind: 'stage' }
  | { readonly kind: 'lines'; readonly field: 'product' | 'count' }
  | { readonly kind: 'containers'; readonly field: 'type' | 'setPoint' }
  /** What the checks found: it is not in the row, and nobody types it. */
  | { readonly kind: 'found' };

interface Declared {
  readonly label: LabelKey | 'table.containers' | 'table.found';
  readonly source: Source;
  /** Usual width, px. */
  readonly width: number;
  /** Figures stand at the right. */
  readonly num: boolean;
  readonly sort: SortKey | null;
}

const field = (
  cell: RowCell,
  path: TopField<'order'>,
  width: number,
  sort: SortKey | null,
  num = false,
): Declared => ({ label: labelKey('order', path), source: { kind: 'field', cell, path }, width, num, sort });

/** Every column there is, in the order in which they are offered. */
const declared = {
  number: field('number', 'number', 112, 'number'),
  customer: field('customer', 'customer', 176, 'customer'),
  stage: {
    label: 'field.order.stage',
    source: { kind: 'stage' },
    width: 100,
    num: false,
    sort: 'stage',
  },
  owner: field('owner', 'owner', 84, 'owner'),
  product: {
    label: 'field.order.lines.product',
    source: { kind: 'lines', field: 'product' },
    width: 140,
    num: false,
    sort: 'product',
  },
  count: {
    label: 'field.order.lines.count',
    source: { kind: 'lines', field: 'count' },
    width: 100,
    num: false,
    sort: null,
  },
  cartons: field('cartons', 'cartons', 112, 'cartons', true),
  netKg: field('netKg', 'net_kg', 96, 'netKg', true),
  grossKg: field('grossKg', 'gross_kg', 96, 'grossKg', true),
  containers: {
    label: 'table.containers',
    source: { kind: 'containers', field: 'type' },
    width: 112,
    num: false,
    sort: null,
  },
  setPoint: {
    label: 'field.order.containers.set_point',
    source: { kind: 'containers', field: 'setPoint' },
    width: 84,
    num: false,
    sort: null,
  },
  incoterm: field('incoterm', 'incoterm', 84, null),
  portOfLoading: field('portOfLoading', 'port_of_loading', 116, null),
  portOfDischarge: field('portOfDischarge', 'port_of_discharge', 132, 'port'),
  latestShipment: field('latestShipment', 'latest_shipment', 116, 'latestShipment'),
  etd: field('etd', 'etd', 116, 'etd'),
  promisedEtd: field('promisedEtd', 'promised_etd', 116, 'promisedEtd'),
  requestedEtd: field('requestedEtd', 'requested_etd', 116, 'requestedEtd'),
  sailed: field('sailed', 'sailed', 116, 'sailed'),
  eta: field('eta', 'eta', 116, 'eta'),
  papersDue: field('papersDue', 'papers_due', 116, 'papersDue'),
  amount: field('amount', 'total', 112, 'amount', true),
  currency: field('currency', 'currency', 72, null),
  paymentDue: field('paymentDue', 'payment_due', 116, 'paymentDue'),
  waitingFor: field('waitingFor', 'waiting_for', 168, null),
  answerDue: field('answerDue', 'answer_due', 116, 'answerDue'),
  enquiry: field('enquiry', 'enquiry', 116, 'enquiry'),
  found: { label: 'table.found', source: { kind: 'found' }, width: 240, num: false, sort: null },
} as const satisfies Record<string, Declared>;

export type ColumnId = keyof typeof declared;

export interface Column extends Declared {
  readonly id: ColumnId;
}

export const columnIds = Object.keys(declared) as readonly ColumnId[];

/** A column by its id. */
export function columnOf(id: ColumnId): Column {
  return { id, ...declared[id] };
}

/** A column that is shown, with the width it has. */
export interface ChosenColumn {
  readonly id: ColumnId;
  readonly width: number;
}

/** What somebody made of the table: columns in their order, of which so many first ones stay when it is scrolled. */
export interface Chosen {
  readonly columns: readonly ChosenColumn[];
  readonly pinned: number;
}

export const narrowest = 48;
export const widest = 640;

const usualIds: readonly ColumnId[] = [
  'number',
  'customer',
  'stage',
  'owner',
  'product',
  'count',
  'cartons',
  'containers',
  'setPoint',
  'latestShipment',
  'etd',
  'portOfDischarge',
  'netKg',
  'amount',
  'currency',
  'waitingFor',
];

export const usualChosen: Chosen = {
  columns: usualIds.map((id) => ({ id, width: declared[id].width })),
  pinned: 1,
};

/** Stands after the last pinned column, where another one than the first is. */
const pin = 'pin';

/** The columns an address names (`etd.120`: id and width); the usual ones where it names none that is known. */
export function parseColumns(texts: readonly string[]): Chosen {
  const columns: ChosenColumn[] = [];
  let pinned: number | null = null;
  for (const text of texts) {
    const [name = '', width] = text.split('.');
    if (name === pin) pinned ??= columns.length;
    const id = columnIds.find((one) => one === name);
    if (id === undefined || columns.some((column) => column.id === id)) continue;
    columns.push({ id, width: width === undefined ? declared[id].width : within(Number(width)) });
  }
  return columns.length === 0 ? usualChosen : { columns, pinned: pinned ?? 1 };
}

/** Columns as an address names them; none for the usual ones. */
export function formatColumns({ columns, pinned }: Chosen): readonly string[] {
  const texts = columns.map(({ id, width }) => (width === declared[id].width ? id : `${id}.${width}`));
  if (pinned === 1) return texts.join() === usualIds.join() ? [] : texts;
  return [...texts.slice(0, pinned), pin, ...texts.slice(pinned)];
}

/** A width that can be used, in whole px. */
export function within(width: number): number {
  return Math.round(Math.max(narrowest, Math.min(widest, width)));
}

/** The same with a column of another width. */
export function resized(chosen: Chosen, id: ColumnId, width: number): Chosen {
  return {
    ...chosen,
    columns: chosen.columns.map((column) => (column.id === id ? { id, width: within(width) } : column)),
  };
}

/** The same with a column shown, last of all, or not shown; the last one stays. */
export function toggled({ columns, pinned }: Chosen, id: ColumnId): Chosen {
  const at = columns.findIndex((column) => column.id === id);
  if (at < 0) return { columns: [...columns, { id, width: declared[id].width }], pinned };
  if (columns.length === 1) return { columns, pinned };
  return { columns: columns.filter((column) => column.id !== id), pinned: at < pinned ? pinned - 1 : pinned };
}

/** The same with a column one place further to the front (−1) or the end (1). */
export function moved({ columns, pinned }: Chosen, id: ColumnId, by: -1 | 1): Chosen {
  const at = columns.findIndex((column) => column.id === id);
  const [one, other] = [columns[at], columns[at + by]];
  if (!one || !other) return { columns, pinned };
  return {
    columns: columns.map((column) => (column === one ? other : column === other ? one : column)),
    pinned,
  };
}

/** The same with all columns up to this one pinned; the last pinned one is let go. */
export function pinnedTo(chosen: Chosen, id: ColumnId): Chosen {
  const at = chosen.columns.findIndex((column) => column.id === id);
  return at < 0 ? chosen : { ...chosen, pinned: at + 1 === chosen.pinned ? at : at + 1 };
}
