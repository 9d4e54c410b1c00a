/**
 * How many slips of the finger part two words: a letter too much, too few, another one, or two that changed places
 * (Damerau's distance between strings aligned once). Gives `most + 1` for anything beyond `most`.
 */
export function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        least = Math.min(least, (before[column - 2] ?? 0) + 1);
      current.push(least);
    }
    if (Math.min(...current) > most) return most + 1;
    [before, above] = [above, current];
  }
  return Math.min(above[b.length] ?? 0, most + 1);
}

/**
 * How well a typed word fits a known one, both in small letters: 3 as written or in the plural, 2 its beginning
 * (four letters at least), 1 with a slip or two of the finger, 0 not at all. Short words must be written right.
 */
export function fitOf(typed: string, word: string): 0 | 1 | 2 | 3 {
  if (typed === word || typed === `${word}s` || typed === `${word}es`) return 3;
  if (typed.length < 4 || typed[0] !== word[0]) return 0;
  if (word.startsWith(typed)) return 2;
  if (word.length < 4) return 0;
  // Of four letters two may have changed places, no more: `song` is not `long`.
  if (Math.min(word.length, typed.length) === 4) return swapped(typed, word) ? 1 : 0;
  const most = word.length >= 8 ? 2 : 1;
  return slips(typed, word, most) <= most ? 1 : 0;
}

function swapped(typed: string, word: string): boolean {
  const letters = (text: string): string => (text.match(/./g) ?? []).sort().join('');
  return letters(typed) === letters(word) && slips(typed, word, 1) === 1;
}
