import type { CustomerRow, ProductRow, Shelf, StageRow, TeamRow, TextRow } from '../../shared/model/rows.ts';
import { valuesOf } from '../../shared/model/cell-values.ts';
import { defaultStages } from '../../shared/model/stages.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { OrderEntry } from '../../shared/views/entry.ts';
import { folded } from '../../shared/views/folded.ts';
import type { GroupRanks } from '../../shared/views/grouping.ts';
import { Listing } from '../../shared/views/listing.ts';
import { matcher, type Finding, type Names } from '../../shared/views/matcher.ts';
import { parseQuery, type QueryProblem } from '../../shared/views/query.ts';
import { search } from '../../shared/views/search.ts';
import type { Answer, Question, Reader } from './question.ts';
import { Vocabulary } from './vocabulary.ts';

/** Orders change many times a second: a tab is told at most so often, ms. */
const pause = 16;

/** What the roster begins with, out of the tables. */
export interface RosterSource {
  /** Every entry, some at a time. */
  entries(): AsyncIterable<readonly OrderEntry[]>;
  /** What people wrote, likewise. */
  texts(): AsyncIterable<readonly TextRow[]>;
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
  readonly texts: readonly TextRow[];
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
  /** Folded words of notes and habits, of whatever has any. */
  const texts = new Map<EntityId, string>();
  const vocabulary = new Vocabulary();
  const watches = new Map<string, Watch>();
  /** Folded names, until one changes. */
  let names: Names | null = null;
  const interned = new Map<string, string>();
  let loaded = false;
  /** Until then an empty text says that what stands in the tables is old. */
  let allTexts = false;
  let stopped = false;
  let cancel: (() => void) | null = null;

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
      owners: entry.owners.map(own),
      ports: entry.ports.map(own),
      incoterm: own(entry.incoterm),
      currency: own(entry.currency),
      containers: entry.containers.map(([type, count]) => [own(type), count] as const),
    };
  }

  async function load(): Promise<void> {
    keepNames(await source.names(), false);
    for await (const some of source.entries()) {
      if (stopped) return;
      // What was written meanwhile is newer.
      for (const entry of some) if (!entries.has(entry.id)) keepEntry(entry);
    }
    loaded = true;
    due();
    // Nobody waits for the notes to see a board.
    for await (const some of source.texts()) {
      if (stopped) return;
      for (const row of some) if (!texts.has(row.id)) keepText(row);
    }
    allTexts = true;
    for (const [id, text] of texts) if (text === '') texts.delete(id);
    for (const watch of watches.values()) if (asksForWords(watch.question)) again(watch);
    due();
  }

  function keepEntry(entry: OrderEntry): OrderEntry {
    const kept = compact(entry);
    entries.set(kept.id, kept);
    vocabulary.add(kept.text);
    return kept;
  }

  function keepText({ id, folded: words }: TextRow): void {
    if (words === '' && allTexts) texts.delete(id);
    else texts.set(id, words);
    vocabulary.add(words);
  }

  function again(watch: Watch): void {
    watch.listing = null;
    watch.changed = true;
  }

  /** Of rows read and rows written the written ones stand. Gives whether any name is another now. */
  function keepNames(given: RosterNames, written: boolean): boolean {
    let other = false;
    for (const row of given.customers) {
      if (!written && customers.has(row.id)) continue;
      other ||= textOf(customers.get(row.id)?.name) !== textOf(row.name);
      customers.set(row.id, row);
      vocabulary.add(folded(textOf(row.name)));
    }
    for (const row of given.products) {
      if (!written && products.has(row.id)) continue;
      const old = products.get(row.id);
      other ||= textOf(old?.nameZh) !== textOf(row.nameZh) || textOf(old?.nameEn) !== textOf(row.nameEn);
      products.set(row.id, row);
      vocabulary.add(folded(textOf(row.nameEn)));
    }
    if (given.team && (written || stages === defaultStages)) {
      other = true;
      stages = given.team.stages;
      retired = given.team.retired;
    }
    if (other) names = null;
    return other;
  }

  function put(change: RosterChange): void {
    if (keepNames(change, true)) for (const watch of watches.values()) again(watch);
    for (const row of change.texts) keepText(row);
    for (const watch of watches.values()) if (watch.question.kind === 'search') watch.changed = true;
    // A listing cannot say whether an order was found by what its note said before.
    if (change.texts.length > 0)
      for (const watch of watches.values()) if (asksForWords(watch.question)) again(watch);
    for (const entry of change.entries) {
      const old = entries.get(entry.id) ?? null;
      const next = keepEntry(entry);
      for (const watch of watches.values()) {
        const { question } = watch;
        switch (question.kind) {
          case 'numbers':
            watch.changed ||= old?.number !== next.number;
            break;
          case 'search':
            break;
          case 'list':
            if (watch.listing?.of.replace(old, next)) watch.changed = true;
        }
      }
    }
    due();
  }

  function due(): void {
    if (!loaded || cancel || stopped) return;
    cancel = clock.after(pause, () => {
      cancel = null;
      for (const watch of watches.values()) if (watch.changed) tell(watch);
    });
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
    if (question.kind === 'numbers') return numbers(question.like);
    if (question.kind === 'search') return found(question);
    const { of, problems } = (watch.listing ??= listingOf(question));
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

  function found({ text, limit, reader }: Question & { readonly kind: 'search' }): Answer {
    const { filter, problems } = parseQuery(text, reader.today);
    const shelfOf = (id: EntityId): Shelf => (customers.get(id) ?? products.get(id))?.shelf ?? 'open';
    const result = search(filter, limit, { entries: entries.values(), finding: finding(), shelfOf });
    return { kind: 'search', text, problems, ...result };
  }

  function finding(): Finding {
    return {
      names: (names ??= {
        customers: new Map([...customers].map(([id, row]) => [id, folded(textOf(row.name))])),
        products: new Map(
          [...products].map(([id, row]) => [id, folded(`${textOf(row.nameZh)}\n${textOf(row.nameEn)}`)]),
        ),
        stages: new Map(
          [...stages, ...retired].map(({ id, nameZh, nameEn }) => [id, folded(`${nameZh}\n${nameEn}`)]),
        ),
      }),
      alike: (word) => vocabulary.alike(word),
      noted,
    };
  }

  function noted(pieces: readonly string[]): ReadonlySet<EntityId> {
    const ids = new Set<EntityId>();
    for (const [id, text] of texts) if (pieces.some((piece) => text.includes(piece))) ids.add(id);
    return ids;
  }

  function ranks({ language }: Reader): GroupRanks {
    const collator = new Intl.Collator(language === 'zh' ? 'zh-Hans-u-co-pinyin' : 'en', { numeric: true });
    return {
      stages: new Map(stages.map(({ id }, index) => [id, index])),
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
      const same =
        before?.question.kind === 'list' && question.kind === 'list' && alike(before.question, question);
      const listing = same ? before.listing : null;
      const watch: Watch = { question, answer, listing, changed: true, told: '' };
      watches.set(key, watch);
      if (loaded) tell(watch);
    },
    unwatch: (key) => void watches.delete(key),
    stop() {
      stopped = true;
      cancel?.();
      watches.clear();
    },
  };
}

/** Whether what is found may depend on what stands in notes. */
function asksForWords(question: Question): boolean {
  switch (question.kind) {
    case 'numbers':
      return false;
    case 'list':
      return question.query.trim() !== '';
    case 'search':
      return true;
  }
}

/** Other windows into one listing need no other listing. */
function alike(a: Question & { readonly kind: 'list' }, b: Question & { readonly kind: 'list' }): boolean {
  const of = (question: Question) => JSON.stringify({ ...question, windows: null, find: null });
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
