import { positionBetween } from '../../shared/model/position.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import type { Change } from '../../shared/model/facts.ts';
import { dateOfDay, dayNumber } from '../../shared/views/calendar-day.ts';
import type { Lacking, Matter } from '../../shared/views/today.ts';
import { customerName } from './card.ts';
import { firstConflict } from './first-conflict.ts';
import type { Shown } from './shown.ts';
import { cellShown, stagesShown } from './shown-row.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Days a customer is given to answer once she has been told. */
const answerWithin = 2;

/** The stages that an order is put into by one press. */
type Reached = 'loaded' | 'presented' | 'paid' | 'quoted';

/** What a person can do about a matter by one press. */
export type Deed =
  /** Goes to the field, for what only she can know. */
  | { readonly kind: 'open'; readonly word: 'settle' | 'fill' | 'look' | 'etd'; readonly path: string }
  | { readonly kind: 'stage'; readonly word: Reached }
  | {
      readonly kind: 'write';
      readonly word: 'sailed' | 'told' | 'answered';
      readonly change: Change;
      readonly shown: Shown;
    };

const lacked: Readonly<Record<Lacking, string>> = {
  etd: 'etd',
  sailed: 'sailed',
  promisedEtd: 'promised_etd',
};

/** Where in the order a matter is mended. */
export function pathOf(matter: Matter, row: OrderRow, found?: Found): string {
  switch (matter.kind) {
    case 'conflict':
      return firstConflict(row.conflicts)?.path ?? 'number';
    case 'latest':
      return 'latest_shipment';
    case 'beyond':
    case 'loading':
    case 'late':
      return 'etd';
    case 'sailing':
      return 'sailed';
    case 'papers':
      return 'papers_due';
    case 'arrival':
      return 'eta';
    case 'payment':
      return 'payment_due';
    case 'quote':
      return 'enquiry';
    case 'undated':
      return lacked[matter.lacks];
    case 'answer':
      return 'waiting_for';
    case 'finding':
      return found?.worst?.path ?? 'number';
  }
}

/** The one thing offered beside a matter: by one press where that leaves no question, else the way to the field. */
export function deedOf(workspace: Workspace, matter: Matter, row: OrderRow, today: string): Deed {
  const path = pathOf(matter, row);
  const look: Deed = { kind: 'open', word: 'look', path };
  if (row.newer) return look;
  const reach = (word: Reached): Deed =>
    row.stages.length === 1 && workspace.stages.some(({ id }) => id === word)
      ? { kind: 'stage', word }
      : look;
  switch (matter.kind) {
    case 'conflict':
      return { kind: 'open', word: 'settle', path };
    case 'latest':
      return matter.group === 'due' ? reach('loaded') : look;
    case 'beyond':
      return { kind: 'open', word: 'etd', path };
    case 'loading':
      return reach('loaded');
    case 'sailing':
      if (matter.day !== dayNumber(today)) return { kind: 'open', word: 'fill', path };
      return {
        kind: 'write',
        word: 'sailed',
        change: { set: { sailed: today } },
        shown: { sailed: cellShown(row.sailed) },
      };
    case 'late': {
      const who =
        row.customer.kind === 'one' ? customerName(workspace.customers.get(row.customer.value)) : '';
      const day = dayNumber(today);
      if (who === '' || day === null) return look;
      return {
        kind: 'write',
        word: 'told',
        change: { set: { waiting_for: who, answer_due: dateOfDay(day + answerWithin) } },
        shown: waitingShown(row),
      };
    }
    case 'papers':
    case 'arrival':
      return reach('presented');
    case 'payment':
      return reach('paid');
    case 'quote':
      return reach('quoted');
    case 'undated':
      return { kind: 'open', word: 'fill', path };
    case 'answer':
      return {
        kind: 'write',
        word: 'answered',
        change: { set: { waiting_for: null, answer_due: null } },
        shown: waitingShown(row),
      };
    case 'finding':
      return look;
  }
}

function waitingShown(row: OrderRow): Shown {
  return { waiting_for: cellShown(row.waitingFor), answer_due: cellShown(row.answerDue) };
}

/** Does it, by one record (F2); the way to a field is not done here. Gives whether it was written. */
export async function doDeed(
  workspace: Workspace,
  row: OrderRow,
  deed: Exclude<Deed, { readonly kind: 'open' }>,
): Promise<boolean> {
  if (deed.kind === 'write') return workspace.change('order', row.id, deed.change, deed.shown);
  const top = await workspace.topOf(deed.word);
  const position = positionBetween(null, top?.position ?? null, Math.random);
  return workspace.change(
    'order',
    row.id,
    { set: { stage: deed.word, position } },
    { stage: stagesShown(row) },
  );
}
