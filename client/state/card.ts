import { only, valuesOf } from '../../shared/model/cell-values.ts';
import type {
  Cell,
  ContainerRow,
  CustomerRow,
  OrderRow,
  ProductRow,
  StageRow,
} from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { daysBetween, isDate } from '../i18n/format.ts';
import { language, t } from '../i18n/language.svelte.ts';
import { countText, firstValue, packWord, productLine, type PackWord } from './goods.ts';

export interface CardDate {
  readonly kind: 'latest' | 'etd' | 'sailed';
  readonly cell: Cell<string>;
  /** Days after the promise, where the ETD is later. */
  readonly late: number;
  /** Days from today; null once it has sailed or where dates disagree. */
  readonly left: number | null;
}

/** What a card shows of an order. */
export interface Card {
  readonly id: EntityId;
  readonly number: string;
  readonly customer: string;
  readonly goods: string;
  readonly counts: string;
  readonly cartons: Cell<string>;
  readonly pack: PackWord;
  readonly containers: string;
  /** Every differing set point of its containers. */
  readonly setPoints: readonly string[];
  readonly date: CardDate | null;
  readonly loaded: boolean;
  readonly owner: string;
  /** An answer that is awaited. */
  readonly waiting: { readonly who: string; readonly until: string; readonly over: boolean } | null;
  readonly row: OrderRow;
}

export interface CardSources {
  readonly customers: ReadonlyMap<EntityId, CustomerRow>;
  readonly products: ReadonlyMap<EntityId, ProductRow>;
  readonly stages: readonly StageRow[];
  readonly today: string;
}

export function cardOf(row: OrderRow, sources: CardSources): Card {
  const products = [...new Set(row.lines.flatMap((line) => valuesOf(line.product)))];
  const first = products[0] === undefined ? undefined : sources.products.get(products[0]);
  const customers = valuesOf(row.customer).map((id) => customerLabel(sources.customers, id));
  const rest = products.length > 1 ? ` +${products.length - 1}` : '';
  const loaded = hasPassed(row.stage, 'loaded', sources.stages);
  return {
    id: row.id,
    number: valuesOf(row.number).join(' | '),
    customer: customers.join(' | '),
    goods:
      products.length === 0
        ? ''
        : (first ? productLine(first) || t('value.nameless') : t('value.away')) + rest,
    counts: countText([...new Set(row.lines.flatMap((line) => valuesOf(line.count)))]),
    cartons: row.cartons,
    pack: packWord(first ? only(first.packing) : null),
    containers: containerSum(row.containers),
    setPoints: [...new Set(row.containers.flatMap((container) => valuesOf(container.setPoint)))],
    date: dateOf(row, sources.today),
    loaded,
    owner: firstValue(row.owner),
    waiting: waitingOf(row, sources.today),
    row,
  };
}

function waitingOf(row: OrderRow, today: string): Card['waiting'] {
  const who = valuesOf(row.waitingFor).join(' | ');
  if (who === '') return null;
  const until = firstValue(row.answerDue);
  return { who, until, over: isDate(until) && daysBetween(today, until) < 0 };
}

export function customerName(customer: CustomerRow | undefined): string {
  return customer ? firstValue(customer.name) : '';
}

/** What the customer of an order is called, also where she has no name or is not on the board. */
export function customerLabel(customers: ReadonlyMap<EntityId, CustomerRow>, id: EntityId): string {
  const customer = customers.get(id);
  return customer ? customerName(customer) || t('value.nameless') : t('value.away');
}

/** Whether a stage is this one or after it. */
function hasPassed(stage: string, milestone: string, stages: readonly StageRow[]): boolean {
  const at = stages.findIndex((one) => one.id === stage);
  const mark = stages.findIndex((one) => one.id === milestone);
  return mark >= 0 && at >= mark;
}

function dateOf(row: OrderRow, today: string): CardDate | null {
  if (row.sailed.kind !== 'none') return { kind: 'sailed', cell: row.sailed, late: 0, left: null };
  const kind = row.latestShipment.kind !== 'none' ? 'latest' : 'etd';
  const cell = kind === 'latest' ? row.latestShipment : row.etd;
  if (cell.kind === 'none') return null;
  const [date, etd, promised] = [only(cell), only(row.etd), only(row.promisedEtd)];
  return {
    kind,
    cell,
    late:
      kind === 'etd' && etd && promised && isDate(etd) && isDate(promised)
        ? Math.max(0, daysBetween(promised, etd))
        : 0,
    left: date && isDate(date) ? daysBetween(today, date) : null,
  };
}

/** `2×40RH`, several types joined by `+`. A type in conflict is named with all its values. */
export function containerSum(containers: readonly ContainerRow[]): string {
  const counts = new Map<string, number>();
  for (const container of containers) {
    const type = valuesOf(container.type).join('|') || '?';
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => `${count}×${type}`).join(' + ');
}

/** A stage's name in the reader's language. */
export function stageName(stage: StageRow): string {
  return language.value === 'zh' ? stage.nameZh : stage.nameEn;
}
