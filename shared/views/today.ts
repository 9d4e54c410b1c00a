import { comparePosition } from '../model/position.ts';
import type { StageRow } from '../model/rows.ts';
import type { EntityId } from '../sync/document-name.ts';
import { dateKeys, type DateKey, type OrderEntry } from './entry.ts';

/** Days ahead from which a date needs somebody. */
export const daysAhead = {
  /** Cargo, booking and inspection take about a week: later it cannot be mended any more. */
  latest: 7,
  /** The container terminal closes a day or two before the ship sails. */
  loading: 3,
  /** A schedule further off moves again before it arrives at the customer. */
  late: 14,
  papers: 7,
  /** Without papers the buyer cannot take the goods, and pays for the container from then on. */
  arrival: 7,
  payment: 3,
} as const;
/** Days in which an enquiry is answered. */
export const quoteWithin = 2;

/** What must be decided before anything else goes on, what has its day, what somebody else owes an answer to. */
export const matterGroups = ['settle', 'due', 'waiting'] as const;
export type MatterGroup = (typeof matterGroups)[number];

/** Dates an order must have at its stage. */
export type Lacking = 'etd' | 'sailed' | 'promisedEtd';

/** What a matter is about. */
export type MatterDetail =
  | { readonly kind: 'conflict'; readonly critical: boolean }
  /** Latest shipment is near and it is not loaded, or has passed and it has not sailed. */
  | { readonly kind: 'latest'; readonly loaded: boolean }
  /** The ETD lies so many days after latest shipment. */
  | { readonly kind: 'beyond'; readonly by: number }
  /** The ETD is near and it is not loaded. */
  | { readonly kind: 'loading' }
  /** It sails today or should have, and nobody has said that it did. */
  | { readonly kind: 'sailing' }
  /** The ETD lies so many days after the promise. */
  | { readonly kind: 'late'; readonly by: number }
  | { readonly kind: 'papers' }
  /** It arrives soon, and the papers are not presented. */
  | { readonly kind: 'arrival' }
  | { readonly kind: 'payment' }
  /** An enquiry that nobody has answered. */
  | { readonly kind: 'quote' }
  | { readonly kind: 'undated'; readonly lacks: Lacking }
  | { readonly kind: 'answer' }
  /** The checks found errors that nobody has accepted. */
  | { readonly kind: 'finding'; readonly errors: number };

/** Something in an order that needs somebody. Of each kind an order has one at most. */
export type Matter = MatterDetail & {
  readonly order: EntityId;
  readonly group: MatterGroup;
  /** Day number by which; null where no date says so. */
  readonly day: number | null;
};

type Milestone =
  'quoted' | 'contract_signed' | 'booked' | 'loaded' | 'sailed' | 'presented' | 'paid' | 'closed';

/** How far along an order is, by the stage it stands in. */
export interface StageOrder {
  readonly places: ReadonlyMap<string, number>;
  readonly milestones: Readonly<Record<Milestone, number>>;
}

/** The order of all stages, those out of use too: orders still stand in them. */
export function stageOrder(stages: readonly StageRow[]): StageOrder {
  const places = new Map([...stages].sort(comparePosition).map(({ id }, index) => [id, index]));
  const at = (id: Milestone) => places.get(id) ?? Infinity;
  return {
    places,
    milestones: {
      quoted: at('quoted'),
      contract_signed: at('contract_signed'),
      booked: at('booked'),
      loaded: at('loaded'),
      sailed: at('sailed'),
      presented: at('presented'),
      paid: at('paid'),
      closed: at('closed'),
    },
  };
}

const places = Object.fromEntries(dateKeys.map((key, index) => [key, index])) as Record<DateKey, number>;

/** The day number of a date of an order. */
export function dayOf({ days }: OrderEntry, key: DateKey): number | null {
  return days[places[key]] ?? null;
}

/**
 * What in an open order needs somebody on the day `today` (a day number), each thing once: of two that one deed mends
 * only the graver is named.
 */
export function mattersOf(entry: OrderEntry, today: number, stages: StageOrder): readonly Matter[] {
  if (entry.shelf !== 'open') return [];
  const place = stages.places.get(entry.stage) ?? -1;
  const reached = (milestone: Milestone) => place >= stages.milestones[milestone];
  const [latest, etd, promised] = [
    dayOf(entry, 'latestShipment'),
    dayOf(entry, 'etd'),
    dayOf(entry, 'promisedEtd'),
  ];
  const [papersDue, paymentDue, eta] = [
    dayOf(entry, 'papersDue'),
    dayOf(entry, 'paymentDue'),
    dayOf(entry, 'eta'),
  ];
  const sailed = dayOf(entry, 'sailed') !== null || reached('sailed');
  const loaded = sailed || reached('loaded');
  const waiting = entry.waiting || dayOf(entry, 'answerDue') !== null;
  const near = (day: number | null, ahead: number): day is number => day !== null && day - today <= ahead;
  const found: Matter[] = [];
  const add = (group: MatterGroup, day: number | null, detail: MatterDetail): void =>
    void found.push({ order: entry.id, group, day, ...detail });

  if (entry.conflicts > 0) add('settle', pressing(), { kind: 'conflict', critical: entry.critical });
  if (waiting) add('waiting', dayOf(entry, 'answerDue'), { kind: 'answer' });
  if (reached('closed')) return found;

  if (!sailed) {
    const should = etd !== null && etd <= today;
    if (latest !== null && latest < today) {
      // By its ETD it sailed in time, and nobody has written it down yet.
      if (!(should && etd <= latest)) add('settle', latest, { kind: 'latest', loaded });
    } else if (latest !== null && etd !== null && etd > latest) {
      add('settle', latest, { kind: 'beyond', by: etd - latest });
    } else if (!loaded && !should) {
      if (near(latest, daysAhead.latest)) add('due', latest, { kind: 'latest', loaded });
      else if (near(etd, daysAhead.loading)) add('due', etd, { kind: 'loading' });
    }
    if (should) add('due', etd, { kind: 'sailing' });
    // Who waits for an answer has told somebody.
    else if (near(etd, daysAhead.late) && promised !== null && etd > promised && !waiting)
      add('due', etd, { kind: 'late', by: etd - promised });
  }
  if (!reached('presented')) {
    if (near(papersDue, daysAhead.papers)) add('due', papersDue, { kind: 'papers' });
    else if (sailed && near(eta, daysAhead.arrival)) add('due', eta, { kind: 'arrival' });
  }
  if (!reached('paid') && near(paymentDue, daysAhead.payment)) add('due', paymentDue, { kind: 'payment' });
  const enquiry = dayOf(entry, 'enquiry');
  if (enquiry !== null && !reached('quoted') && !waiting && today - enquiry >= quoteWithin)
    add('due', enquiry + quoteWithin, { kind: 'quote' });
  const errors = untold(entry, found);
  if (errors > 0) add('settle', pressing(), { kind: 'finding', errors });
  const lacks = lacking();
  if (lacks !== null) add('due', null, { kind: 'undated', lacks });
  return found;

  /** The day that makes what is to settle pressing. */
  function pressing(): number | null {
    if (!sailed) return latest === null || etd === null ? (latest ?? etd) : Math.min(latest, etd);
    return reached('presented') ? (reached('paid') ? null : paymentDue) : (papersDue ?? paymentDue);
  }

  function lacking(): Lacking | null {
    if (sailed)
      return reached('sailed') && !reached('paid') && dayOf(entry, 'sailed') === null ? 'sailed' : null;
    if (etd !== null) return null;
    if (reached('booked')) return 'etd';
    return reached('contract_signed') && latest === null && promised === null ? 'promisedEtd' : null;
  }
}

/** Errors of the checks that say the same as a matter of the dates. */
const toldByDates: Readonly<Record<string, Matter['kind']>> = {
  etd_after_latest_shipment: 'beyond',
  latest_shipment_passed: 'latest',
};

/** How many errors there are, where one of them is not told by another matter. */
function untold({ found }: OrderEntry, matters: readonly Matter[]): number {
  if (found === null) return 0;
  const told = new Set(matters.filter(({ group }) => group === 'settle').map(({ kind }) => kind));
  const news = found.errorCodes.some((code) => {
    const kind = toldByDates[code];
    return kind === undefined || !told.has(kind);
  });
  return news ? found.errors : 0;
}

/** Compares two matters of a group: what stands in the way of papers first, then by day; what has none comes last. */
export function compareMatters(a: Matter, b: Matter): number {
  return (
    weight(a) - weight(b) ||
    (a.day ?? Infinity) - (b.day ?? Infinity) ||
    text(a.order, b.order) ||
    text(a.kind, b.kind)
  );
}

function weight(matter: Matter): number {
  return matter.kind === 'conflict' && !matter.critical ? 1 : 0;
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
