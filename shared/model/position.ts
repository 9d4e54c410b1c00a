import { generateKeyBetween } from 'fractional-indexing';
import type { Random } from './ids.ts';

const jitterBits = 18;

/** Far longer than any list makes it; the time to make a key grows with its neighbours. */
const longestKey = 256;
const wellFormed = /^[A-Za-z][0-9A-Za-z]*$/;

/** Whether a text is a key that others can be placed beside; takes any text. */
export function isPositionKey(text: string): boolean {
  if (text.length > longestKey || !wellFormed.test(text)) return false;
  try {
    // Before the smallest keys of all there is no place that is itself a neighbour.
    generateKeyBetween(generateKeyBetween(null, text), text);
    return true;
  } catch {
    return false;
  }
}

/** A neighbour to be placed beside, or null: keys come out of documents, and anybody may have written them. */
function usable(key: string | null): string | null {
  // Of a longer one its beginning will do: the place is near, if not always on the right side.
  const near = key !== null && key.length > longestKey ? key.slice(0, longestKey).replace(/0+$/, '') : key;
  return near !== null && isPositionKey(near) ? near : null;
}

/**
 * A key between two neighbours (null: no neighbour on that side), as text that sorts by code units.
 * Random bits keep two people who drop a card in the same gap from making the same key; where keys are equal
 * all the same, the card's id decides (`comparePosition`), and a card dropped between two equal keys takes that key.
 */
export function positionBetween(before: string | null, after: string | null, random: Random): string {
  let low = usable(before);
  let high = usable(after);
  if (low !== null && high !== null && low >= high) return low;
  const middle = generateKeyBetween(low, high);
  low = middle;
  high = generateKeyBetween(middle, high);
  for (let bit = 0; bit < jitterBits; bit++) {
    const next = generateKeyBetween(low, high);
    if (random() < 0.5) low = next;
    else high = next;
  }
  return low;
}

/** The order of cards in a column: by key, by id where keys are equal. */
export function comparePosition(
  a: { readonly position: string; readonly id: string },
  b: { readonly position: string; readonly id: string },
): number {
  if (a.position !== b.position) return a.position < b.position ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
