import type { Shelf } from '../model/rows.ts';
import type { EntityId } from '../sync/document-name.ts';
import type { Filter } from './condition.ts';
import type { OrderEntry } from './entry.ts';
import { anywhere, asksForShelf, idsWith, type Finding } from './matcher.ts';

/** Where the word that was hardest to find stands. */
export type Where = 'number' | 'name' | 'words' | 'note';
export type SearchKind = 'order' | 'customer' | 'product';

export interface SearchHit {
  readonly kind: SearchKind;
  readonly id: EntityId;
  readonly where: Where;
}

export interface SearchResult {
  /** The best first, at most as many as were asked for. */
  readonly hits: readonly SearchHit[];
  readonly counts: Readonly<Record<SearchKind, number>>;
  /** What was looked for, folded, typing errors as they were understood: what is to be marked in a hit. */
  readonly marks: readonly string[];
}

/** What is searched. Customers and products are known by their names in `finding`. */
export interface Searched {
  readonly entries: Iterable<OrderEntry>;
  readonly finding: Finding;
  /** Where a customer or product stands. */
  readonly shelfOf: (id: EntityId) => Shelf;
}

/** How far off a word was found: the less, the better. What a typed word may have meant besides is a little further. */
const distance = {
  wholeNumber: 0,
  endOfNumber: 2,
  startOfName: 4,
  startOfWord: 5,
  inName: 6,
  words: 8,
  note: 12,
} as const;
const meant = 1;
const nowhere = Infinity;

/**
 * Orders, customers and products at once. An entity is found where every word is; it stands where its hardest word puts
 * it: a whole number, the end of one, names, other words, notes; then what is open before what is archived, and the
 * newest number first. What lies in the trash is found when the filter asks for it. A condition about orders (`etd<…`)
 * finds orders alone, and an empty filter nothing.
 */
export function search(filter: Filter, limit: number, searched: Searched): SearchResult {
  const { finding, shelfOf } = searched;
  const typed = filter.flatMap((condition) =>
    condition.kind === 'word' && !condition.not ? [condition.word] : [],
  );
  const words = typed.map((word) => finding.alike(word));
  const rest = filter.filter((condition) => condition.kind !== 'word' || condition.not);
  const best = new Best(limit);
  const counts = { order: 0, customer: 0, product: 0 };
  const found = (kind: SearchKind, id: EntityId, shelf: Shelf, name: string, far: number): void => {
    counts[kind]++;
    best.offer(kind, id, far * 4 + shelfRank[shelf], name);
  };
  if (filter.length > 0) {
    const everywhere = asksForShelf(filter);
    const passes = anywhere(rest, finding);
    const distances = words.map((forms) => orderDistance(forms, finding));
    for (const entry of searched.entries) {
      if (!everywhere && entry.shelf === 'trash') continue;
      const far = farthest(distances, entry);
      if (far !== nowhere && passes(entry)) found('order', entry.id, entry.shelf, entry.number, far);
    }
  }
  if (words.length > 0 && rest.every((condition) => condition.kind === 'word')) {
    const excluded = rest.map((condition) => ('word' in condition ? condition.word : ''));
    const hidden = finding.noted(excluded);
    const distances = words.map((forms) => nameDistance(forms, finding));
    for (const [kind, names] of [
      ['customer', finding.names.customers],
      ['product', finding.names.products],
    ] as const)
      for (const [id, name] of names) {
        const shelf = shelfOf(id);
        if (shelf === 'trash' || hidden.has(id) || excluded.some((word) => name.includes(word))) continue;
        const far = farthest(distances, { id, name });
        if (far !== nowhere) found(kind, id, shelf, name, far);
      }
  }
  return { hits: best.hits(), counts, marks: marksOf(words) };
}

/** The longer first, so that of two that overlap the longer one is marked. */
function marksOf(words: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(words.flat())].sort((a, b) => b.length - a.length);
}

interface Named {
  readonly id: EntityId;
  readonly name: string;
}

const shelfRank: Readonly<Record<Shelf, number>> = { open: 0, archived: 1, trash: 2 };
/** The hardest word decides, and all together where that is equal; no query has so many words. */
const hardest = 100_000;

function whereOf(far: number): Where {
  if (far >= distance.note) return 'note';
  if (far >= distance.words) return 'words';
  return far >= distance.startOfName ? 'name' : 'number';
}

function farthest<T>(distances: readonly ((one: T) => number)[], one: T): number {
  let most = 0;
  let sum = 0;
  for (const distanceOf of distances) {
    const far = distanceOf(one);
    if (far === nowhere) return nowhere;
    sum += far;
    if (far > most) most = far;
  }
  return most * hardest + sum;
}

/** The distance of the first form that is found at all: the word as it was typed goes before what it may have meant. */
function firstFound<T>(each: readonly ((one: T) => number)[]): (one: T) => number {
  return (one) => {
    for (const [index, distanceOf] of each.entries()) {
      const far = distanceOf(one);
      if (far !== nowhere) return index === 0 ? far : far + meant;
    }
    return nowhere;
  };
}

function orderDistance(forms: readonly string[], { names, noted }: Finding): (entry: OrderEntry) => number {
  return firstFound(
    forms.map((form) => {
      const customers = idsWith(names.customers, [form]);
      const products = idsWith(names.products, [form]);
      const notes = noted([form]);
      return (entry) => {
        if (entry.text.includes(form)) return numberDistance(entry.number, form);
        if (entry.customers.some((one) => customers.has(one))) return distance.words;
        if (entry.products.some((one) => products.has(one))) return distance.words;
        return notes.has(entry.id) ? distance.note : nowhere;
      };
    }),
  );
}

function numberDistance(number: string, form: string): number {
  // Most orders have the same few words: their numbers are not folded for nothing.
  if (number.length < form.length) return distance.words;
  const end = number.slice(-form.length).toLowerCase();
  if (end !== form) return distance.words;
  return number.length === form.length ? distance.wholeNumber : distance.endOfNumber;
}

function nameDistance(forms: readonly string[], { noted }: Finding): (one: Named) => number {
  return firstFound(
    forms.map((form) => {
      const notes = noted([form]);
      return ({ id, name }) => {
        const at = name.indexOf(form);
        if (at === 0) return distance.startOfName;
        if (at > 0) return /[\s(]/.test(name.charAt(at - 1)) ? distance.startOfWord : distance.inName;
        return notes.has(id) ? distance.note : nowhere;
      };
    }),
  );
}

interface Ranked {
  readonly kind: SearchKind;
  readonly id: EntityId;
  /** How far off, and then its shelf. */
  readonly far: number;
  /** The order's number, or the folded name. */
  readonly name: string;
}

const kindRank: Readonly<Record<SearchKind, number>> = { customer: 0, product: 1, order: 2 };

function compareRanked(a: Ranked, b: Ranked): number {
  return (
    a.far - b.far ||
    kindRank[a.kind] - kindRank[b.kind] ||
    (a.kind === 'order' ? newerFirst(a.name, b.name) : order(a.name, b.name)) ||
    order(a.id, b.id)
  );
}

/** A longer number is a later one: `SO-100000` comes after `SO-99999`. */
function newerFirst(a: string, b: string): number {
  return b.length - a.length || order(b, a);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Keeps the first few of many, without sorting the many. */
class Best {
  readonly #limit: number;
  readonly #kept: Ranked[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(kind: SearchKind, id: EntityId, far: number, name: string): void {
    const kept = this.#kept;
    const last = kept.at(-1);
    const full = kept.length >= this.#limit;
    if (full && (!last || far > last.far)) return;
    const one: Ranked = { kind, id, far, name };
    if (full && last && compareRanked(one, last) >= 0) return;
    let at = kept.length;
    for (let before = kept[at - 1]; before && compareRanked(one, before) < 0; before = kept[at - 1]) at--;
    kept.splice(at, 0, one);
    if (kept.length > this.#limit) kept.pop();
  }

  hits(): readonly SearchHit[] {
    return this.#kept.map(({ kind, id, far }) => ({
      kind,
      id,
      where: whereOf(Math.floor(far / 4 / hardest)),
    }));
  }
}
