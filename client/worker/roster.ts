import type {
  CustomerRow,
  OrderRow,
  ProductRow,
  StageRow,
  TeamRow,
  TextRow,
} from '../../shared/model/rows.ts';
import { valuesOf } from '../../shared/model/cell-values.ts';
import { defaultStages } from '../../shared/model/stages.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { FoundMark, OrderEntry } from '../../shared/views/entry.ts';
import { folded } from '../../shared/views/folded.ts';
import type { GroupRanks } from '../../shared/views/grouping.ts';
import type { Finding, Names } from '../../shared/views/matcher.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import type { FoundChange } from './judge.ts';
import type { Answer, Question, Reader } from './question.ts';
import type { Ground, StandingAnswer, StandingQuestion } from './standing.ts';
import { asksForFound, asksForWords, standingAnswer } from './standing-answer.ts';
import { Vocabulary } from './vocabulary.ts';

/** Orders change many times a second: a tab is told at most so often, ms. */
const pause = 16;
/** The same of what is made from all orders each time: figures, which nobody watches by the second. */
const seldom = 1_000;
/** Of more rows than these, written at once, a tab is told no more than whose they are: it reads those it shows. */
const mostRows = 48;

/** What the roster begins with, out of the tables. */
export interface RosterSource {
  /** Every entry, some at a time. */
  entries(): AsyncIterable<readonly OrderEntry[]>;
  /** What people wrote, likewise. */
  texts(): AsyncIterable<readonly TextRow[]>;
  /** What the checks found, likewise. */
  found(): AsyncIterable<readonly Found[]>;
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
  readonly orders: readonly OrderRow[];
  readonly entries: readonly OrderEntry[];
  readonly texts: readonly TextRow[];
}

export interface Roster {
  /** Rows that are about to be written: whoever shows one need not wait for the tables. */
  ahead(orders: readonly OrderRow[]): void;
  put(change: RosterChange): void;
  /** What the checks found anew. */
  found(change: FoundChange): void;
  /** Answers now, or when everything is read, and again at each change, until the key is asked anew or taken back. */
  watch(key: string, question: Question, answer: (answer: Answer) => void): void;
  unwatch(key: string): void;
  stop(): void;
}

interface Watch {
  readonly question: StandingQuestion;
  readonly answer: (answer: Answer) => void;
  /** null before it is asked for, and when it must be made anew. */
  standing: StandingAnswer | null;
  /** The answer before anybody looked for something, kept in step: people come back to it. */
  whole: StandingAnswer | null;
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
  /** Whose answers are being made; the last comes first, for it was asked last. */
  const making: Watch[] = [];
  /** Answers that are given, and not ready for changes. */
  const preparing = new Set<StandingAnswer>();
  /** Rows that were told and are not written yet. */
  const news = new Map<EntityId, OrderRow>();
  /** Who hears of rows as they are written. */
  const listeners = new Map<string, (answer: Answer) => void>();
  /** Folded names, until one changes. */
  let names: Names | null = null;
  const interned = new Map<string, string>();
  /** What the checks found, of orders that have entries and of others. */
  const marks = new Map<EntityId, FoundMark | null>();
  let loaded = false;
  /** Until then a mark of null says that what stands in the tables is old. */
  let allFound = false;
  /** Until then an empty text says that what stands in the tables is old. */
  let allTexts = false;
  let stopped = false;
  let cancel: (() => void) | null = null;
  let cancelSeldom: (() => void) | null = null;
  let atWork = false;

  const ground: Ground = {
    entries: () => entries.values(),
    get count() {
      return entries.size;
    },
    entry: (id) => entries.get(id),
    get stages() {
      return stages;
    },
    get retired() {
      return retired;
    },
    finding,
    ranks,
    shelfOf: (id) => (customers.get(id) ?? products.get(id))?.shelf ?? 'open',
  };

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
    keepNames(await source.names(), false);
    for await (const some of source.entries()) {
      if (stopped) return;
      // What was written meanwhile is newer.
      for (const entry of some) if (!entries.has(entry.id)) keepEntry(entry);
    }
    loaded = true;
    due();
    // Nobody waits for findings and notes to see a board.
    for await (const some of source.found()) {
      if (stopped) return;
      for (const row of some) if (!marks.has(row.id)) mark(row.id, markOf(row));
    }
    allFound = true;
    for (const [id, found] of marks) if (found === null) marks.delete(id);
    for (const watch of watches.values()) if (asksForFound(watch.question)) afresh(watch);
    due();
    for await (const some of source.texts()) {
      if (stopped) return;
      for (const row of some) if (!texts.has(row.id)) keepText(row);
    }
    allTexts = true;
    for (const [id, text] of texts) if (text === '') texts.delete(id);
    wordsChanged();
    due();
  }

  function keepEntry(entry: OrderEntry): OrderEntry {
    const kept = { ...compact(entry), found: marks.get(entry.id) ?? null };
    entries.set(kept.id, kept);
    vocabulary.add(kept.text);
    return kept;
  }

  /** The entry as it is with this mark, where there is one. */
  function mark(id: EntityId, found: FoundMark | null): OrderEntry | null {
    if (found || !allFound) marks.set(id, found);
    else marks.delete(id);
    const entry = entries.get(id);
    if (!entry) return null;
    const next = { ...entry, found };
    entries.set(id, next);
    return next;
  }

  function markOf({ errors, warnings, errorCodes }: Found): FoundMark {
    return { errors, warnings, errorCodes: errorCodes.map(own) };
  }

  function keepText({ id, folded: words }: TextRow): void {
    if (words === '' && allTexts) texts.delete(id);
    else texts.set(id, words);
    vocabulary.add(words);
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

  /** What is being made for it is wanted no more. */
  function forget(key: string): void {
    const watch = watches.get(key);
    watches.delete(key);
    const at = watch ? making.indexOf(watch) : -1;
    if (at >= 0) making.splice(at, 1);
  }

  function again(watch: Watch): void {
    watch.standing = null;
    watch.changed = true;
  }

  /** What it would come back to is old as well. */
  function afresh(watch: Watch): void {
    again(watch);
    watch.whole = null;
  }

  /** Keeps its answers in step with an order that changed. */
  function follow(watch: Watch, old: OrderEntry | null, next: OrderEntry): void {
    if (watch.standing?.replace(old, next)) watch.changed = true;
    if (watch.whole !== watch.standing) watch.whole?.replace(old, next);
  }

  /** An answer cannot say whether an order was found by what its note said before. */
  function wordsChanged(): void {
    for (const watch of watches.values()) if (asksForWords(watch.question)) again(watch);
  }

  function namesChanged(): void {
    for (const watch of watches.values()) afresh(watch);
  }

  function tellRows(told: Answer & { readonly kind: 'changes' }): void {
    for (const answer of listeners.values()) answer(told);
  }

  /** Of an order that has been made anew by now nobody is told what it was before, nor to read that. */
  function writtenOf(orders: readonly OrderRow[]): Answer & { readonly kind: 'changes' } {
    if (orders.length <= mostRows)
      return { kind: 'changes', rows: orders.map((row) => news.get(row.id) ?? row) };
    const written = orders.filter((row) => (news.get(row.id) ?? row) === row);
    return { kind: 'changes', rows: null, of: written.map(({ id }) => id) };
  }

  function put(change: RosterChange): void {
    const { orders } = change;
    // Once more, though most were told ahead: who has read one meanwhile may have found it as it was.
    if (orders.length > 0) tellRows(writtenOf(orders));
    for (const row of orders) if (news.get(row.id) === row) news.delete(row.id);
    if (keepNames(change, true)) namesChanged();
    for (const row of change.texts) keepText(row);
    if (change.texts.length > 0) wordsChanged();
    for (const entry of change.entries) {
      const old = entries.get(entry.id) ?? null;
      const next = keepEntry(entry);
      for (const watch of watches.values()) follow(watch, old, next);
    }
    if (change.customers.length + change.products.length > 0)
      for (const watch of watches.values()) if (watch.question.kind === 'search') watch.changed = true;
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
    for (const watch of watches.values())
      if (watch.changed && of(watch) && !(watch.standing && making.includes(watch))) tell(watch);
  }

  function tell(watch: Watch): void {
    const begun = (watch.standing ??= standingAnswer(watch.question, ground, [watch.whole]));
    make(watch, begun);
  }

  /** The first piece at once, for most need no more; the others in turns of their own, so that newer questions are heard. */
  function make(watch: Watch, standing: StandingAnswer): void {
    const at = making.indexOf(watch);
    if (at >= 0) making.splice(at, 1);
    if (standing.advance()) answer(watch, standing);
    else making.push(watch);
    work();
  }

  function work(): void {
    if (atWork || stopped || making.length + preparing.size === 0) return;
    atWork = true;
    clock.soon(() => {
      atWork = false;
      const newest = making.at(-1);
      const [unprepared] = preparing;
      if (newest?.standing) make(newest, newest.standing);
      // It is to begin anew, and will be told of by then.
      else if (newest) making.pop();
      else if (unprepared?.prepare()) preparing.delete(unprepared);
      work();
    });
  }

  function answer(watch: Watch, standing: StandingAnswer): void {
    watch.changed = false;
    if (standing.isWhole && watch.whole !== standing) {
      watch.whole = standing;
      preparing.add(standing);
    }
    const made = standing.answer();
    const text = JSON.stringify(made);
    if (text === watch.told) return;
    watch.told = text;
    watch.answer(made);
  }

  function finding(): Finding {
    names ??= {
      customers: new Map([...customers].map(([id, row]) => [id, folded(textOf(row.name))])),
      products: new Map(
        [...products].map(([id, row]) => [id, folded(`${textOf(row.nameZh)}\n${textOf(row.nameEn)}`)]),
      ),
      stages: new Map(
        [...stages, ...retired].map(({ id, nameZh, nameEn }) => [id, folded(`${nameZh}\n${nameEn}`)]),
      ),
    };
    return { names, alike: (word) => vocabulary.alike(word), noted };
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

  load().catch(failed);
  return {
    ahead(orders) {
      // Of many at once it is told when they are written; what was told of one before is not the newest any more.
      if (orders.length > mostRows) {
        for (const { id } of orders) news.delete(id);
        return;
      }
      for (const row of orders) news.set(row.id, row);
      tellRows({ kind: 'changes', rows: orders });
    },
    put,
    found({ found, gone }) {
      const changed = [
        ...found.map((row) => [row.id, markOf(row)] as const),
        ...gone.map((id) => [id, null] as const),
      ];
      for (const [id, one] of changed) {
        const old = entries.get(id) ?? null;
        const next = mark(id, one);
        if (!next) continue;
        for (const watch of watches.values()) if (asksForFound(watch.question)) follow(watch, old, next);
      }
      due();
    },
    watch(key, question, answer) {
      if (question.kind === 'found' || question.kind === 'touched') return;
      if (question.kind === 'changes') {
        listeners.set(key, answer);
        answer({ kind: 'changes', rows: null });
        return;
      }
      const { standing: before = null, whole = null } = watches.get(key) ?? {};
      forget(key);
      const standing = [before, whole].find((one) => one?.turnTo(question)) ?? null;
      const watch: Watch = { question, answer, standing, whole, changed: true, told: '' };
      watches.set(key, watch);
      if (!loaded) return;
      // What is typed on to is found among what was found.
      watch.standing ??= standingAnswer(question, ground, [before, whole]);
      tell(watch);
    },
    unwatch(key) {
      forget(key);
      listeners.delete(key);
    },
    stop() {
      stopped = true;
      making.length = 0;
      preparing.clear();
      cancel?.();
      cancelSeldom?.();
      watches.clear();
      listeners.clear();
    },
  };
}

function textOf(cell: CustomerRow['name'] | undefined): string {
  return cell ? valuesOf(cell).join(' | ') : '';
}
