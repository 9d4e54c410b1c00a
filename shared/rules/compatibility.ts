import type { Commodity, Reference } from '../knowledge/reference.ts';

/** What tables say that do not know everything: unknown is never yes, and never no. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** Whether a commodity gives off enough ethylene to harm another; on doubt the tables' own conservative reading. */
export function givesEthylene({ raw }: Commodity): Verdict {
  return answer(raw.producer_flag_conservative);
}

/** Whether ethylene harms it. */
export function feelsEthylene({ raw }: Commodity): Verdict {
  return answer(raw.sensitive_flag_conservative);
}

function answer(flag: string | undefined): Verdict {
  return flag === 'y' ? 'yes' : flag === 'n' ? 'no' : 'unknown';
}

interface Group {
  /** The handbook that numbers the groups: USDA 668 or 1070. */
  readonly handbook: string;
  readonly numbers: readonly string[];
}

/** `USDA 668 group 1/2` gives handbook 668 and groups 1 and 2; null where no handbook numbers it. */
function mixedLoadGroup({ mixedLoadGroup: { value, chosen } }: Commodity): Group | null {
  const [, handbook, numbers] = /^USDA (\d+) group (\d(?:\/\d)*)/.exec(value ?? '') ?? [];
  if (handbook !== undefined && numbers !== undefined) return { handbook, numbers: numbers.split('/') };
  // Groups that the team has named for itself can be compared with each other, and with nothing else.
  return chosen && value ? { handbook: 'house', numbers: value.split('/').map((one) => one.trim()) } : null;
}

/** Whether two commodities are of one group; groups of two handbooks cannot be compared. */
export function sameGroup(a: Commodity, b: Commodity): Verdict {
  const [one, other] = [mixedLoadGroup(a), mixedLoadGroup(b)];
  if (!one || !other || one.handbook !== other.handbook) return 'unknown';
  return one.numbers.some((number) => other.numbers.includes(number)) ? 'yes' : 'no';
}

/** The words of a table that keep two commodities apart because of their smell; null where none do. */
export function odourAgainst(a: Commodity, b: Commodity, reference: Reference): string | null {
  return objection(a, b, reference) ?? objection(b, a, reference);
}

function objection(a: Commodity, b: Commodity, reference: Reference): string | null {
  const note = odourOf(a, reference);
  const texts = [note, a.mixedLoadGroup.value].filter((text) => text !== null);
  const other = wordsOf(b);
  for (const text of texts) {
    if (/: alone$/.test(text)) return text;
    const apart = [
      /(?:not|never) with ([^;]+)/gi,
      /takes odour of ([^;]+)/gi,
      /odour (?:can pass to|taints) ([^;]+)/gi,
    ];
    if (apart.some((form) => names(text, form, other))) return text;
    const only = /only with (\w+)/.exec(text)?.[1];
    if (only !== undefined && !other.includes(singular(only))) return text;
  }
  const taken = odourOf(b, reference) ?? '';
  return note !== null &&
    /strong odour/.test(note) &&
    /takes odour/.test(taken) &&
    !/takes odour of/.test(taken)
    ? `${note}; ${taken}`
    : null;
}

function names(text: string, form: RegExp, words: readonly string[]): boolean {
  return [...text.matchAll(form)].some(([, list = '']) =>
    (list.toLowerCase().match(/[a-z]+/g) ?? []).some((word) => words.includes(singular(word))),
  );
}

/** The odour note; `as apple` is the note of the first apple in the table. */
function odourOf({ odour: { value } }: Commodity, { commodities }: Reference): string | null {
  const like = /^as (?:table )?(\w+)$/.exec(value ?? '')?.[1];
  if (like === undefined) return value;
  const model = commodities.find((one) => wordsOf(one)[0] === like && !/^as /.test(one.odour.value ?? 'as '));
  return model?.odour.value ?? value;
}

const citrus = ['orange', 'mandarin', 'tangerine', 'clementine', 'grapefruit', 'pomelo', 'lemon', 'lime'];

/** `Asian pear (Ya, …)` gives asian and pear; a citrus fruit is also `citrus`. */
function wordsOf({ nameEn }: Commodity): readonly string[] {
  const [head = ''] = nameEn.toLowerCase().split('(');
  const words = (head.match(/[a-z]+/g) ?? []).map(singular);
  return words.some((word) => citrus.includes(word)) ? [...words, 'citrus'] : words;
}

function singular(word: string): string {
  return word
    .toLowerCase()
    .replace(/oes$/, 'o')
    .replace(/([a-z]{3})s$/, '$1');
}
