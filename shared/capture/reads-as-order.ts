import type { Capture, Reading } from './capture.ts';

/** What alone says nothing of an order: whoever types no more than that is looking for something. */
const names: ReadonlySet<Reading['kind']> = new Set(['customer', 'product', 'owner', 'stage', 'port']);
const nothing: ReadonlySet<Reading['kind']> = new Set(['text', 'space']);

/**
 * Whether a line reads as an order: `surely` where it says three different things or more, one of them no name; `maybe`
 * where it says two. A word that cannot be read may be one of them, misspelt: beside two that can it makes the third.
 * `Qasr garlic` looks for something, and so does a number.
 */
export function readsAsOrder({ pieces }: Capture): 'surely' | 'maybe' | 'no' {
  const kinds = new Set(pieces.map(({ reading }) => reading.kind).filter((kind) => !nothing.has(kind)));
  if ([...kinds].every((kind) => names.has(kind))) return 'no';
  const unread = pieces.some(({ reading, text }) => reading.kind === 'text' && /[\p{L}\d]/u.test(text));
  const said = kinds.size + (kinds.size === 2 && unread ? 1 : 0);
  return said >= 3 ? 'surely' : said === 2 ? 'maybe' : 'no';
}
