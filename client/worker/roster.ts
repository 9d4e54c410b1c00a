import type { CustomerRow, ProductRow, StageRow, TeamRow } from '../../shared/model/rows.ts';
import { valuesOf } from '../../shared/model/cell-values.ts';
import { defaultStages } from '../../shared/model/stages.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { dayNumber } from '../../shared/views/calendar-day.ts';
import { DayIndex } from '../../shared/views/days.ts';
import type { OrderEntry } from '../../shared/views/entry.ts';
import { folded } from '../../shared/views/folded.ts';
import type { GroupRanks } from '../../shared/views/grouping.ts';
import { Listing } from '../../shared/views/listing.ts';
import { matcher, type Finding } from '../../shared/views/matcher.ts';
import { parseQuery, type QueryProblem } from '../../shared/views/query.ts';
import { seriesOf } from '../../shared/views/series.ts';
import { stageOrder } from '../../shared/views/today.ts';
import { TodayList } from '../../shared/views/today-list.ts';
import type { Answer, Question, Reader } from './question.ts';

/** Orders change many times a second: a tab is told at most so often, ms. */
const pause = 16;
/** Figures are reckoned out of all orders: not more often than anybody looks at a chart, ms. */
const seldom = 1_000;

/** What the roster begins with, out of the tables. */
export interface RosterSource {
  /** Every entry, some at a time. */
  entries(): AsyncIterable<readonly OrderEntry[]>;
  names(): Promise<RosterNames>;
}

/** Rows whose names orders stand under. */
export interface RosterNames {
  readonly customers: readonly CustomerRow[];
  readonly products: readonly ProductRow[];
  readonly team: TeamRow | null;
}

/** What was written. */
export interface RosterChange extends RosterNames {
  readonly entries: readonly OrderEntry[];
}

export interface Roster {
  put(change: RosterChange): void;
  /** Answers now, or when everything is read, and again at each change, until the key is asked anew or taken back. */
  watch(key: string, question: Question, answer: (answer: Answer) => void): void;
  unwatch(key: string): void;
  stop(): void;
}

interface Watch {
  readonly question: Question;
  readonly answer: (answer: Answer) => void;
  listing: { readonly of: Listing; readonly problems: readonly QueryProblem[] } | null;
  days: { readonly of: DayIndex; readonly problems: readonly QueryProblem[] } | null;
  today: TodayList | null;
  changed: boolean;
  /** What was answered last, as text. */
  told: string;
}

/**
 * Knows a little of every order, so that it can find, sort, group and sum them without reading them. It never reads rows:
 * whoever is told ids reads those it shows.
 */
export function createRoster({
  source,
  clock,
  failed = (error: unknown) => console.error(error),
}: {
  readonly source: RosterSource;
  readonly clock: Clock;
  readonly failed?: (error: unknown) => void;
}): Roster {
  const entries = new Map<EntityId, OrderEntry>();
  const customers = new Map<EntityId, CustomerRow>();
  const products = new Map<EntityId, ProductRow>();
  let stages: readonly StageRow[] = defaultStages;
  let retired: readonly StageRow[] = [];
  const watches = new Map<string, Watch>();
  const interned = new Map<string, string>();
  let loaded = false;
  let stopped = false;
  let cancel: (() => void) | null = null;
  let cancelSeldom: (() => void) | null = null;

  /** Thousands of orders name the same customers and ports: each name is held once. */
  function own(text: string): string {
    const known = interned.get(text);
    if (known !== undefined) return known;
    interned.set(text, text);
    return text;
  }

  function compact(entry: OrderEntry): OrderEntry {
    return {
      ...entry,
      stage: own(entry.stage),
      customers: entry.customers.map((id) => own(id) as EntityId),
      products: entry.products.map((id) => own(id) as EntityId),
      path: own(entry.path),
      owners: entry.owners.map(own),
      ports: entry.ports.map(own),
      incoterm: own(entry.incoterm),
      currency: own(entry.currency),
      containers: entry.containers.map(([type, count]) => [own(type), count] as const),
    };
  }

  async function load(): Promise<void> {
    const names = await source.names();
    keepNames(names, false);
    for await (const some of source.entries()) {
      if (stopped) return;
      // What was written meanwhile is newer.
      for (const entry of some) if (!entries.has(entry.id)) entries.set(entry.id, compact(entry));
    }
    loaded = true;
    due();
  }

  /** Of rows read and rows written the written ones stand. Gives whether any name is another now. */
  function keepNames(names: RosterNames, written: boolean): boolean {
    let other = false;
    for (const row of names.customers) {
      if (!written && customers.has(row.id)) continue;
      other ||= textOf(customers.get(row.id)?.name) !== textOf(row.name);
      customers.set(row.id, row);
    }
    for (const row of names.products) {
      if (!written && products.has(row.id)) continue;
      const old = products.get(row.id);
      other ||= textOf(old?.nameZh) !== textOf(row.nameZh) || textOf(old?.nameEn) !== textOf(row.nameEn);
      products.set(row.id, row);
    }
    if (names.team && (written || stages === defaultStages)) {
      other = true;
      stages = names.team.stages;
      retired = names.team.retired;
    }
    return other;
  }

  function put(change: RosterChange): void {
    if (keepNames(change, true))
      for (const watch of watches.values()) {
        watch.listing = null;
        watch.days = null;
        watch.today = null;
        watch.changed = true;
      }
    for (const entry of change.entries) {
      const old = entries.get(entry.id) ?? null;
      const next = compact(entry);
      entries.set(entry.id, next);
      for (const watch of watches.values()) {
        if (watch.question.kind === 'numbers') watch.changed ||= old?.number !== next.number;
        else if (watch.question.kind === 'series') watch.changed = true;
        else if ((watch.listing?.of ?? watch.days?.of ?? watch.today)?.replace(old, next))
          watch.changed = true;
      }
    }
    due();
  }

  function due(): void {
    if (!loaded || stopped) return;
    cancel ??= clock.after(pause, () => {
      cancel = null;
      tellChanged((watch) => watch.question.kind !== 'series' || watch.told === '');
    });
    cancelSeldom ??= clock.after(seldom, () => {
      cancelSeldom = null;
      tellChanged((watch) => watch.question.kind === 'series');
    });
  }

  function tellChanged(of: (watch: Watch) => boolean): void {
    for (const watch of watches.values()) if (watch.changed && of(watch)) tell(watch);
  }

  function tell(watch: Watch): void {
    watch.changed = false;
    const answer = answerOf(watch);
    const text = JSON.stringify(answer);
    if (text === watch.told) return;
    watch.told = text;
    watch.answer(answer);
  }

  function answerOf(watch: Watch): Answer {
    const { question } = watch;
    switch (question.kind) {
      case 'numbers':
        return numbers(question.like);
      case 'list':
        return list(question, (watch.listing ??= listingOf(question)));
      case 'days':
        return days(question, (watch.days ??= daysOf(question)));
      case 'series':
        return series(question);
      case 'today': {
        const of = (watch.today ??= todayOf(question));
        return { kind: 'today', groups: of.groups(question.first), week: of.week(), onTime: of.onTime() };
      }
    }
  }

  function list(
    question: Question & { readonly kind: 'list' },
    { of, problems }: NonNullable<Watch['listing']>,
  ): Answer {
    return {
      kind: 'list',
      problems,
      count: of.count,
      sections: of.sections(),
      windows: question.windows.map((window) => ({
        ...window,
        ids: of
          .entries(window.group, window.lane)
          .slice(window.from, window.to)
          .map((entry) => entry.id),
      })),
      found: question.find.flatMap((id) => {
        const entry = entries.get(id);
        const place = entry && of.placeOf(entry);
        return place ? { id, ...place } : [];
      }),
    };
  }

  function listingOf(question: Question & { readonly kind: 'list' }): NonNullable<Watch['listing']> {
    const { filter, problems } = parseQuery(question.query, question.reader.today);
    const passes = matcher(filter, question.shelf, finding());
    return { of: new Listing(entries.values(), passes, question.layout, ranks(question.reader)), problems };
  }

  function daysOf(question: Question & { readonly kind: 'days' }): NonNullable<Watch['days']> {
    const { filter, problems } = parseQuery(question.query, question.reader.today);
    const passes = matcher(filter, question.shelf, finding());
    return { of: new DayIndex(entries.values(), passes, question.keys), problems };
  }

  function days(
    question: Question & { readonly kind: 'days' },
    { of, problems }: NonNullable<Watch['days']>,
  ): Answer {
    const today = dayNumber(question.reader.today) ?? 0;
    const found = of.within(question, question.most, { today, stages: stagePlaces() });
    return { kind: 'days', problems, count: of.count, days: found };
  }

  function series({
    query,
    shelves,
    from,
    to,
    zone,
    reader,
  }: Question & { readonly kind: 'series' }): Answer {
    const { filter, problems } = parseQuery(query, reader.today);
    const found = finding();
    const tests = shelves.map((shelf) => matcher(filter, shelf, found));
    const passing = [...entries.values()].filter((entry) => tests.some((test) => test(entry)));
    const asked = { from, to, zone, today: dayNumber(reader.today) ?? 0 };
    const inOrder = stages.map(({ id }) => id);
    return { kind: 'series', problems, count: passing.length, series: seriesOf(passing, inOrder, asked) };
  }

  function stagePlaces(): ReadonlyMap<string, number> {
    return new Map(stages.map(({ id }, index) => [id, index]));
  }

  function todayOf({ mine, reader }: Question & { readonly kind: 'today' }): TodayList {
    const today = dayNumber(reader.today) ?? 0;
    return new TodayList(entries.values(), { today, stages: stageOrder([...stages, ...retired]), mine });
  }

  function finding(): Finding {
    return {
      names: {
        customers: new Map([...customers].map(([id, row]) => [id, folded(textOf(row.name))])),
        products: new Map(
          [...products].map(([id, row]) => [id, folded(`${textOf(row.nameZh)}\n${textOf(row.nameEn)}`)]),
        ),
        stages: new Map(
          [...stages, ...retired].map(({ id, nameZh, nameEn }) => [id, folded(`${nameZh}\n${nameEn}`)]),
        ),
      },
      alike: (word) => [word],
      note: () => '',
    };
  }

  function ranks({ language }: Reader): GroupRanks {
    const collator = new Intl.Collator(language === 'zh' ? 'zh-Hans-u-co-pinyin' : 'en', { numeric: true });
    return {
      stages: stagePlaces(),
      customers: new Map([...customers].map(([id, row]) => [id, textOf(row.name)])),
      products: new Map(
        [...products].map(([id, row]) => [id, textOf(language === 'zh' ? row.nameZh : row.nameEn)]),
      ),
      collate: (a, b) => collator.compare(a, b),
    };
  }

  function numbers(like: readonly string[]): Answer {
    let highest: string | null = null;
    const holders: EntityId[] = [];
    for (const { id, number } of entries.values()) {
      if (number === '') continue;
      for (const one of number.split(' | ')) {
        if (like.includes(one)) holders.push(id);
        if (highest === null || digits(one) > digits(highest)) highest = one;
      }
    }
    return { kind: 'numbers', highest, holders };
  }

  load().catch(failed);
  return {
    put,
    watch(key, question, answer) {
      const before = watches.get(key);
      const same = before !== undefined && alike(before.question, question);
      const { listing, days, today } = same ? before : { listing: null, days: null, today: null };
      const watch: Watch = { question, answer, listing, days, today, changed: true, told: '' };
      watches.set(key, watch);
      if (loaded) tell(watch);
    },
    unwatch: (key) => void watches.delete(key),
    stop() {
      stopped = true;
      cancel?.();
      cancelSeldom?.();
      watches.clear();
    },
  };
}

/** Other windows into one listing, or days of one calendar, need no other listing. */
function alike(a: Question, b: Question): boolean {
  const of = (question: Question) => {
    switch (question.kind) {
      case 'list':
        return JSON.stringify({ ...question, windows: null, find: null });
      case 'days':
        return JSON.stringify({ ...question, from: 0, to: 0, most: 0 });
      case 'today':
        return JSON.stringify({ ...question, first: null });
      case 'numbers':
      case 'series':
        return JSON.stringify(question);
    }
  };
  return of(a) === of(b);
}

function textOf(cell: CustomerRow['name'] | undefined): string {
  return cell ? valuesOf(cell).join(' | ') : '';
}

/** The number at the end of an order number; −1 without one. */
function digits(number: string): number {
  const [found] = /\d{1,15}$/.exec(number) ?? [];
  return found === undefined ? -1 : Number(found);
}
