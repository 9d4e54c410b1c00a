import { folded } from './folded.ts';
import { queryKeys, wordOf, type QueryKey } from './query-words.ts';

/** Conditions of a query as text: what is chosen in a list and what is typed are one thing. */

type ChosenKey = Extract<QueryKey, { readonly key: unknown }>['key'];

interface Piece {
  readonly from: number;
  readonly to: number;
  /** What follows the key: `:本周`, `<"2026-12-10"`. */
  readonly rest: string;
}

const condition = /(?<![^\s])([\p{L}]+)((?:<=|>=|[:：=＝<＜>＞≤≥])(?:"[^"]*"?|“[^”]*”?|[^\s]*))/gu;

function pieceOf(text: string, key: ChosenKey): Piece | null {
  for (const match of text.matchAll(condition)) {
    const [whole, word = '', rest = ''] = match;
    const known = queryKeys.get(folded(word));
    if (known && 'key' in known && known.key === key)
      return { from: match.index, to: match.index + whole.length, rest };
  }
  return null;
}

/**
 * What a query asks of a key, as typed after it (`:本周`); null where it asks nothing. Of several conditions of one key
 * it is the first, and one that excludes (`-owner:甲`) does not count.
 */
export function conditionIn(text: string, key: ChosenKey): string | null {
  return pieceOf(text, key)?.rest ?? null;
}

/** The text with a key's condition replaced, added, or, with null, taken out; everything else stays as it was typed. */
export function withCondition(
  text: string,
  key: ChosenKey,
  rest: string | null,
  language: 'zh' | 'en',
): string {
  const written = rest === null ? '' : `${wordOf(key, language)}${rest}`;
  const piece = pieceOf(text, key);
  const parts = piece
    ? [text.slice(0, piece.from).trimEnd(), written, text.slice(piece.to).trimStart()]
    : [text.trim(), written];
  return parts.filter((part) => part !== '').join(' ');
}

/**
 * A name as the value of a condition: `:甲`, `:"Qasr Foods"`. A comma would begin another name and a quotation mark end
 * it, so of a name with such signs its longest piece is looked for.
 */
export function nameValue(name: string): string {
  const piece = name
    .split(/[,，"“”]/)
    .map((part) => part.trim())
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '');
  return /\s/.test(piece) ? `:"${piece}"` : `:${piece}`;
}

/** Whether a query holds a word of its own, such as `has:conflict`. */
export function hasWord(text: string, word: string): boolean {
  return text.split(/\s+/).includes(word);
}

/** The text with a word added, or taken out. */
export function withWord(text: string, word: string, present: boolean): string {
  const others = text.split(/\s+/).filter((one) => one !== word && one !== '');
  if (!present) return hasWord(text, word) ? others.join(' ') : text;
  return hasWord(text, word) ? text : [text.trim(), word].filter(Boolean).join(' ');
}
