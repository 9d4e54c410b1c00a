import type { EntityId } from '../sync/document-name.ts';
import type { Reading } from './capture.ts';
import { foldName } from './fold-line.ts';
import type { Known, KnownCustomer, KnownPort, KnownProduct } from './known.ts';
import { namedPorts } from './ports.ts';
import { latinSound } from './sound.ts';

/** What a name in a line may stand for. */
export type Meaning = Extract<
  Reading,
  { readonly kind: 'customer' | 'product' | 'port' | 'owner' | 'stage' }
>;

export interface LatinName {
  readonly meaning: Meaning;
  readonly words: readonly string[];
  /** The words of which one at least must be there; null: all words, as of ports. */
  readonly telling: ReadonlySet<string> | null;
}

/** What is known, laid out for reading lines; made once for many lines. */
export interface Lexicon {
  readonly known: Known;
  readonly customers: ReadonlyMap<EntityId, KnownCustomer>;
  readonly products: ReadonlyMap<EntityId, KnownProduct>;
  /** By the first letter of each of their words. */
  readonly latin: ReadonlyMap<string, readonly { readonly word: string; readonly name: LatinName }[]>;
  /** `qrf`: initials of customers' names. */
  readonly initials: ReadonlyMap<string, readonly Meaning[]>;
  readonly chinese: ChineseNames;
  /** Customers by how a word of their name sounds in Chinese. */
  readonly sounds: ReadonlyMap<string, readonly Meaning[]>;
}

/** Chinese names and the parts of them that people say. */
export interface ChineseNames {
  readonly parts: ReadonlyMap<string, readonly Meaning[]>;
  /** Parts out of the middle of a name: words only where no other character stands on both sides. */
  readonly middles: ReadonlyMap<string, readonly Meaning[]>;
  /** 蒜: the last character of a product's name, a word where it stands alone. */
  readonly nouns: ReadonlyMap<string, readonly Meaning[]>;
  readonly longest: number;
}

/** Words of firms' names that many have; none of them tells which customer is meant. */
const firmWords = new Set(
  (
    'co ltd limited inc llc company corp group the and of al el trading trade import imports export exports general ' +
    'international foods food foodstuff foodstuffs fresh fruit fruits vegetables produce products agro global gmbh bv sa'
  ).split(' '),
);
const chineseFirmWords = /有限责任公司|有限公司|股份|公司|集团|国际|贸易|进出口|食品|果业|果蔬|商贸|实业/g;
/** What goods are like, which does not say what they are. */
const likeness = new Set(
  (
    'fresh white red green yellow black purple golden pure normal air dried honey baby new whole peeled frozen organic ' +
    'large small big mini sweet'
  ).split(' '),
);

export function lexiconOf(known: Known): Lexicon {
  const ports = namedPorts([...known.customers.flatMap(portsOf), ...known.ports]);
  const latin: LatinName[] = [];
  const whole = (meaning: Meaning, name: string): void => {
    const words = wordsOf(name);
    if (words.length > 0 && words.join('').length >= 2) latin.push({ meaning, words, telling: null });
  };
  const initials = new Pairs<Meaning>();
  const sounds = new Pairs<Meaning>();
  for (const { id, names } of known.customers) {
    const meaning = { kind: 'customer', customer: id } as const;
    for (const name of names) {
      const words = wordsOf(name);
      const own = words.filter((word) => word.length >= 3 && !firmWords.has(word));
      latin.push({ meaning, words, telling: new Set(own) });
      if (words.length >= 3) initials.add(words.map((word) => word.charAt(0)).join(''), meaning);
      for (const word of own) if (latinSound(word).length >= 2) sounds.add(latinSound(word), meaning);
    }
  }
  for (const { id, names } of known.products)
    for (const name of names) {
      const meaning = { kind: 'product', product: id } as const;
      const words = wordsOf(name);
      const short = wordsOf(name.replace(/\(.*/, '')).filter((word) => word !== 'fresh');
      // NW for normal white: what the goods are like by its initials, beside their name.
      const letters = short
        .slice(0, -1)
        .map((word) => word.charAt(0))
        .join('');
      const own = words.filter((word) => word.length >= 4 && !likeness.has(word));
      const head = short.at(-1);
      latin.push({
        meaning,
        words: letters.length >= 2 ? [...words, letters] : words,
        telling: new Set(head === undefined ? own : [...own, head]),
      });
    }
  for (const { name, role, names } of ports)
    for (const one of names) whole({ kind: 'port', port: name, role }, one);
  for (const owner of known.people) whole({ kind: 'owner', owner }, owner);
  for (const { id, nameEn } of known.stages) whole({ kind: 'stage', stage: id }, nameEn);
  return {
    known,
    customers: new Map(known.customers.map((one) => [one.id, one])),
    products: new Map(known.products.map((one) => [one.id, one])),
    latin: byFirstLetter(latin),
    initials: initials.all,
    chinese: chineseNames(known, ports),
    sounds: sounds.all,
  };
}

function portsOf({ portOfLoading, portOfDischarge }: KnownCustomer): readonly KnownPort[] {
  return [
    ...(portOfLoading === null ? [] : [{ name: portOfLoading, role: 'loading' as const }]),
    ...(portOfDischarge === null ? [] : [{ name: portOfDischarge, role: 'discharge' as const }]),
  ];
}

function wordsOf(name: string): readonly string[] {
  return foldName(name).match(/[a-z]+/g) ?? [];
}

function byFirstLetter(names: readonly LatinName[]): Lexicon['latin'] {
  const index = new Map<string, { word: string; name: LatinName }[]>();
  for (const name of names)
    for (const word of new Set(name.words)) {
      const letter = word.charAt(0);
      const entries = index.get(letter) ?? [];
      entries.push({ word, name });
      index.set(letter, entries);
    }
  return index;
}

function chineseNames(
  known: Known,
  ports: readonly { names: readonly string[]; name: string; role: KnownPort['role'] }[],
): ChineseNames {
  const parts = new Pairs<Meaning>();
  const middles = new Pairs<Meaning>();
  const nouns = new Pairs<Meaning>();
  const portNames = new Set(ports.flatMap((port) => port.names));
  /** Every part of two characters or more. */
  const partly = (name: string, meaning: Meaning): void => {
    for (let from = 0; from < name.length; from++)
      for (let to = from + 2; to <= name.length; to++) {
        const part = name.slice(from, to);
        if (portNames.has(part)) continue;
        (from === 0 || to === name.length ? parts : middles).add(part, meaning);
      }
  };
  for (const { id, names } of known.customers)
    for (const name of names)
      for (const run of chineseRuns(name.replace(chineseFirmWords, ' ')))
        partly(run, { kind: 'customer', customer: id });
  for (const { id, names } of known.products)
    for (const run of names.flatMap(chineseRuns)) {
      const meaning = { kind: 'product', product: id } as const;
      partly(run, meaning);
      nouns.add(run.slice(-1), meaning);
    }
  for (const { name, role, names } of ports)
    for (const run of names.flatMap(chineseRuns)) parts.add(run, { kind: 'port', port: name, role });
  for (const owner of known.people)
    for (const run of chineseRuns(owner)) if (run === owner) parts.add(run, { kind: 'owner', owner });
  for (const { id, nameZh } of known.stages) parts.add(nameZh, { kind: 'stage', stage: id });
  const longest = Math.max(0, ...[...parts.all.keys()].map((part) => part.length));
  return { parts: parts.all, middles: middles.all, nouns: nouns.all, longest };
}

/** At most twelve characters each: longer ones are no names that anybody types. */
function chineseRuns(name: string): readonly string[] {
  return name.match(/\p{Script=Han}{1,12}/gu) ?? [];
}

/** Meanings by name, each once. */
class Pairs<T> {
  readonly all = new Map<string, T[]>();

  add(key: string, value: T): void {
    const values = this.all.get(key) ?? [];
    if (!values.some((one) => JSON.stringify(one) === JSON.stringify(value))) values.push(value);
    this.all.set(key, values);
  }
}

/** The customer that a line names first. */
export function customerIn(
  spots: readonly { readonly reading: Reading }[],
  { customers }: Lexicon,
): KnownCustomer | undefined {
  for (const { reading } of spots) if (reading.kind === 'customer') return customers.get(reading.customer);
  return undefined;
}
