import { sameReading } from './capture.ts';
import type { LatinName, Lexicon, Meaning } from './lexicon.ts';
import type { Place, Sheet } from './sheet.ts';
import { chineseSound } from './sound.ts';
import { fitOf } from './spelling.ts';

/** Claims what names customers, products, ports, people and stages, in both scripts. */
export function findNames(sheet: Sheet, lexicon: Lexicon): void {
  findLatin(sheet, lexicon);
  findChinese(sheet, lexicon);
}

type Word = Place & { readonly text: string };
interface Run {
  readonly name: LatinName;
  readonly words: number;
  readonly fits: number;
  /** The worst fit of a word. */
  readonly worst: number;
}

function findLatin(sheet: Sheet, lexicon: Lexicon): void {
  const open = sheet.open();
  const words: readonly Word[] = Array.from(open.matchAll(/(?<![a-z\d])[a-z]+/g), ({ index, 0: text }) => ({
    text,
    from: index,
    to: index + text.length,
  }));
  /** Words of one name stand side by side. */
  const joined = (at: number): boolean =>
    /^(?: |[-.'&/()]){0,3}$/.test(open.slice(words[at - 1]?.to, words[at]?.from));
  for (let at = 0; at < words.length;) {
    const runs = runsFrom(words, at, joined, lexicon);
    const [best] = runs;
    const [first] = words.slice(at, at + 1);
    if (best && first) {
      const last = words[at + best.words - 1] ?? first;
      name(
        sheet,
        { from: first.from, to: last.to },
        runs.map((run) => run.name.meaning),
        best.worst >= 2,
      );
    } else if (first) findInitials(sheet, first, lexicon);
    at += best?.words ?? 1;
  }
}

/** The longest and best fitting of the names that begin at a word; several where they are equally good. */
function runsFrom(
  words: readonly Word[],
  at: number,
  joined: (at: number) => boolean,
  lexicon: Lexicon,
): readonly Run[] {
  const { text = '' } = words[at] ?? {};
  const names = new Set<LatinName>();
  for (const { word, name } of lexicon.latin.get(text.charAt(0)) ?? [])
    if (fitOf(text, word) > 0) names.add(name);
  let best: Run[] = [];
  for (const name of names) {
    const run = runOf(name, words, at, joined);
    if (!run) continue;
    const [top] = best;
    const better = top ? run.words - top.words || run.fits - top.fits : 1;
    if (better > 0) best = [run];
    else if (better === 0) best.push(run);
  }
  return best;
}

function runOf(
  name: LatinName,
  words: readonly Word[],
  at: number,
  joined: (at: number) => boolean,
): Run | null {
  const left = [...name.words];
  let [count, fits, worst, told] = [0, 0, 3, false];
  for (let next = at; next < words.length; next++) {
    if (next > at && !joined(next)) break;
    const { text } = words[next] ?? { text: '' };
    const fitting = left.map((word) => fitOf(text, word));
    const fit = Math.max(0, ...fitting);
    if (fit === 0) break;
    const [word = ''] = left.splice(
      fitting.findIndex((one) => one === fit),
      1,
    );
    count++;
    fits += fit;
    worst = Math.min(worst, fit);
    told ||= name.telling?.has(word) ?? false;
    if (left.length === 0) break;
  }
  // Beginnings of words are no port, and `book` is not the stage Booked.
  const slack = name.meaning.kind === 'port' ? 2 : 0;
  const enough = name.telling === null ? left.length === 0 && fits >= count * 3 - slack : told;
  return enough ? { name, words: count, fits, worst } : null;
}

/** `QRF`, in capitals: more customers may have the same, and it may mean something else. */
function findInitials(sheet: Sheet, word: Word, lexicon: Lexicon): void {
  const meanings = lexicon.initials.get(word.text) ?? [];
  if (/^[A-Z]{3,}$/.test(sheet.line.slice(word.from, word.to))) name(sheet, word, meanings, false);
}

const han = /\p{Script=Han}/u;

function findChinese(sheet: Sheet, { chinese, sounds }: Lexicon): void {
  const { parts, middles, nouns, longest } = chinese;
  const open = sheet.open();
  for (let from = 0; from < open.length;) {
    const to = han.test(open.charAt(from)) ? longestPart(from) : from;
    if (to > from) {
      const part = open.slice(from, to);
      const meanings = parts.get(part) ?? middles.get(part) ?? [];
      // 青岛港
      const harbour = meanings[0]?.kind === 'port' && open.charAt(to) === '港' && !part.endsWith('港');
      name(sheet, { from, to: harbour ? to + 1 : to }, meanings, true);
    }
    from = Math.max(to, from + 1);
  }
  // What stands alone when all else is claimed.
  for (const run of sheet.find(/\p{Script=Han}+/gu)) {
    const text = sheet.folded.slice(run.from, run.to);
    const noun = /^[大老鲜新白红]?(.)[子头]?$/u.exec(text)?.[1];
    const meanings = noun === undefined ? undefined : nouns.get(noun);
    if (meanings) name(sheet, run, meanings, true);
    else if (text.length >= 2) name(sheet, run, sounds.get(chineseSound(text) ?? '') ?? [], false);
  }

  function longestPart(from: number): number {
    for (let to = Math.min(open.length, from + longest); to >= from + 2; to--) {
      const part = open.slice(from, to);
      if (parts.has(part)) return to;
      if (middles.has(part) && !(han.test(open.charAt(from - 1)) && han.test(open.charAt(to)))) return to;
    }
    return from;
  }
}

const likelier: readonly Meaning['kind'][] = ['product', 'port', 'customer', 'owner', 'stage'];

/** Words before a name that say what it names; they belong to its piece. */
const labels: readonly (readonly [takes: (meaning: Meaning) => Meaning | null, pattern: RegExp])[] = [
  [portOf('loading'), /(?:(?<![a-z])(?:pol|from|ex)|起运港|装运港|装货?港|从|自)[ :]*$/],
  [portOf('discharge'), /(?:(?<![a-z])(?:pod|to)|目的港|卸货?港|发往|运往|到|至|去)[ :]*$/],
  [only('customer'), /(?:(?<![a-z])(?:customer|buyer|client)|客户|买家|买方)[ :]*$/],
  [only('owner'), /(?:@|(?<![a-z])owner|跟单员?|负责人)[ :]*$/],
  [only('stage'), /(?:(?<![a-z])stage|阶段)[ :]*$/],
];
const longestLabel = 16;

function portOf(role: 'loading' | 'discharge'): (meaning: Meaning) => Meaning | null {
  return (meaning) => (meaning.kind === 'port' ? { ...meaning, role } : null);
}
function only(kind: Meaning['kind']): (meaning: Meaning) => Meaning | null {
  return (meaning) => (meaning.kind === kind ? meaning : null);
}

/** Claims a name for what it may mean, with the label before it; a label leaves only what it names. */
function name(sheet: Sheet, place: Place, meanings: readonly Meaning[], sure: boolean): void {
  const sorted = meanings
    .filter((one, index) => meanings.findIndex((other) => sameReading(one, other)) === index)
    .toSorted((a, b) => likelier.indexOf(a.kind) - likelier.indexOf(b.kind));
  const head = sheet.open().slice(Math.max(0, place.from - longestLabel), place.from);
  for (const [takes, pattern] of labels) {
    const label = pattern.exec(head)?.[0];
    const named = label === undefined ? [] : sorted.map(takes).filter((one) => one !== null);
    const [first, ...others] = named;
    if (label === undefined || !first) continue;
    const from = place.from - label.trimStart().length;
    sheet.claim({ from, to: place.to }, first, {
      certain: sure && others.length === 0,
      alternatives: others,
    });
    return;
  }
  const [first, ...others] = sorted;
  if (!first) return;
  // A stage is named in passing more often than it is meant.
  const certain = sure && others.length === 0 && first.kind !== 'stage';
  sheet.claim(place, first, { certain, alternatives: others });
}
