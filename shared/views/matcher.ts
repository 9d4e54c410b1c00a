import type { Shelf } from '../model/rows.ts';
import type { EntityId } from '../sync/document-name.ts';
import type { Condition, Filter, Having, NameKey } from './condition.ts';
import { dateKeys, quantityKeys, type OrderEntry } from './entry.ts';

/** The names that entries stand for by id, folded. */
export interface Names {
  readonly customers: ReadonlyMap<EntityId, string>;
  readonly products: ReadonlyMap<EntityId, string>;
  readonly stages: ReadonlyMap<string, string>;
}

export interface Finding {
  readonly names: Names;
  /** Words that a typed one may have meant, itself first; for typing errors. */
  readonly alike: (word: string) => readonly string[];
  /** Whatever has one of these folded pieces in its note. */
  readonly noted: (pieces: readonly string[]) => ReadonlySet<EntityId>;
}

export type Test = (entry: OrderEntry) => boolean;

/**
 * The test of a filter, to be put to many entries: names are looked up once, here. An order is found by its own words, its
 * note's, and those of its customers and products. Only those on `shelf` are, unless the filter names another one.
 */
export function matcher(filter: Filter, shelf: Shelf, finding: Finding): Test {
  const passes = anywhere(filter, finding);
  return asksForShelf(filter) ? passes : (entry) => entry.shelf === shelf && passes(entry);
}

export function asksForShelf(filter: Filter): boolean {
  return filter.some((condition) => condition.kind === 'shelf');
}

/** The same, whatever shelf an order is on. */
export function anywhere(filter: Filter, finding: Finding): Test {
  const tests = filter.map((condition) => testOf(condition, finding));
  const [only] = tests;
  return tests.length === 1 && only ? only : (entry) => tests.every((test) => test(entry));
}

/**
 * Whether a filter finds nothing that another one does not find too, on the same shelf: who types on adds a letter to a
 * word, or a word. False where that is not certain, as for a word that may have meant another one.
 */
export function narrows(next: Filter, before: Filter, { alike }: Pick<Finding, 'alike'>): boolean {
  return (
    asksForShelf(next) === asksForShelf(before) &&
    before.every((condition, index) => {
      const other = next[index];
      return other !== undefined && isWithin(other, condition, alike);
    })
  );
}

function isWithin(next: Condition, before: Condition, alike: Finding['alike']): boolean {
  if (next.kind === 'word' && before.kind === 'word' && !next.not && !before.not)
    return next.word.includes(before.word) && (next.word === before.word || alike(next.word).length === 1);
  return JSON.stringify(next) === JSON.stringify(before);
}

function testOf(condition: Condition, finding: Finding): Test {
  const test = positive(condition, finding);
  // What was not checked yet has no findings that are known of, and is not without.
  if (
    condition.kind === 'has' &&
    condition.not &&
    (condition.what === 'finding' || condition.what === 'error')
  )
    return (entry) => entry.found !== null && !test(entry);
  return condition.not ? (entry) => !test(entry) : test;
}

function positive(condition: Condition, { names, alike, noted }: Finding): Test {
  switch (condition.kind) {
    case 'word': {
      const words = alike(condition.word);
      const customers = idsWith(names.customers, words);
      const products = idsWith(names.products, words);
      const notes = noted(words);
      const [word = ''] = words;
      // Put to every order while somebody types: what no name and no note has is not looked for in each of them.
      const ofItsOwn: Test =
        words.length === 1
          ? (entry) => entry.text.includes(word)
          : (entry) => words.some((one) => entry.text.includes(one));
      const tests: readonly Test[] = [
        ofItsOwn,
        ...(customers.size > 0
          ? [(entry: OrderEntry) => entry.customers.some((id) => customers.has(id))]
          : []),
        ...(products.size > 0 ? [(entry: OrderEntry) => entry.products.some((id) => products.has(id))] : []),
        ...(notes.size > 0 ? [(entry: OrderEntry) => notes.has(entry.id)] : []),
      ];
      return tests.length === 1 ? ofItsOwn : (entry) => tests.some((test) => test(entry));
    }
    case 'name':
      return nameTest(condition.key, condition.texts, names);
    case 'day': {
      const index = dateKeys.indexOf(condition.key);
      return ({ days }) => {
        const day = days[index] ?? null;
        return day !== null && day >= condition.from && day <= condition.to;
      };
    }
    case 'quantity': {
      const index = quantityKeys.indexOf(condition.key);
      return ({ quantities }) => {
        const quantity = quantities[index] ?? null;
        return quantity !== null && quantity >= condition.from && quantity <= condition.to;
      };
    }
    case 'has':
      return hasTest(condition.what);
    case 'shelf':
      return (entry) => entry.shelf === condition.shelf;
  }
}

function nameTest(key: NameKey, texts: readonly string[], names: Names): Test {
  const within = (value: string) => texts.some((text) => value.includes(text));
  switch (key) {
    case 'customer': {
      const ids = idsWith(names.customers, texts);
      return (entry) => entry.customers.some((id) => ids.has(id));
    }
    case 'product': {
      const ids = idsWith(names.products, texts);
      return (entry) => entry.products.some((id) => ids.has(id));
    }
    case 'stage': {
      const ids = idsWith(names.stages, texts);
      return (entry) => ids.has(entry.stage) || texts.includes(entry.stage);
    }
    case 'owner':
      return (entry) => entry.owners.some((owner) => within(owner.toLowerCase()));
    case 'port':
      return (entry) => entry.ports.some((port) => within(port.toLowerCase()));
    case 'number':
      return (entry) => within(entry.number.toLowerCase());
    case 'incoterm':
      return (entry) => within(entry.incoterm.toLowerCase());
    case 'container':
      return (entry) => entry.containers.some(([type]) => within(type.toLowerCase()));
  }
}

/** What has one of these pieces in its name. */
export function idsWith<K>(names: ReadonlyMap<K, string>, texts: readonly string[]): ReadonlySet<K> {
  const found = new Set<K>();
  for (const [id, name] of names) if (texts.some((text) => name.includes(text))) found.add(id);
  return found;
}

function hasTest(what: Having): Test {
  switch (what) {
    case 'conflict':
      return (entry) => entry.conflicts > 0;
    case 'waiting':
      return (entry) => entry.waiting;
    case 'finding':
      return ({ found }) => found !== null && found.errors + found.warnings > 0;
    case 'error':
      return ({ found }) => found !== null && found.errors > 0;
    case 'customer':
      return (entry) => entry.customers.length > 0;
    case 'product':
      return (entry) => entry.products.length > 0;
    case 'owner':
      return (entry) => entry.owners.length > 0;
    case 'port':
      return (entry) => entry.ports.length > 0;
    case 'stage':
      return () => true;
    case 'number':
      return (entry) => entry.number !== '';
    case 'incoterm':
      return (entry) => entry.incoterm !== '';
    case 'container':
      return (entry) => entry.containers.length > 0;
    case 'latestShipment':
    case 'etd':
    case 'promisedEtd':
    case 'requestedEtd':
    case 'sailed':
    case 'eta':
    case 'papersDue':
    case 'paymentDue':
    case 'answerDue':
    case 'enquiry': {
      const index = dateKeys.indexOf(what);
      return ({ days }) => (days[index] ?? null) !== null;
    }
    case 'cartons':
    case 'netKg':
    case 'grossKg':
    case 'amount': {
      const index = quantityKeys.indexOf(what);
      return ({ quantities }) => (quantities[index] ?? null) !== null;
    }
  }
}
