import { folded } from './folded.ts';

/** A stretch of a text, and whether it is what somebody looked for. */
export interface MarkedPiece {
  readonly text: string;
  readonly hit: boolean;
}

/** Cuts a text at what was looked for; `words` are folded. The pieces in order are the text. */
export function marked(text: string, words: readonly string[]): readonly MarkedPiece[] {
  const { fold, starts } = foldedWithPlaces(text);
  const hits = new Uint8Array(text.length);
  for (const word of words) {
    if (word === '') continue;
    for (let at = fold.indexOf(word); at >= 0; at = fold.indexOf(word, at + word.length))
      hits.fill(1, starts[at], starts[at + word.length]);
  }
  const pieces: MarkedPiece[] = [];
  for (let from = 0; from < text.length;) {
    let to = from + 1;
    while (to < text.length && hits[to] === hits[from]) to++;
    pieces.push({ text: text.slice(from, to), hit: hits[from] === 1 });
    from = to;
  }
  return pieces;
}

/** A line of a long text with the first hit in it, cut to `width` signs around the hit; null where there is none. */
export function snippet(text: string, words: readonly string[], width: number): string | null {
  for (const line of text.split('\n')) {
    const { fold, starts } = foldedWithPlaces(line);
    const at = Math.min(...words.map((word) => fold.indexOf(word)).filter((found) => found >= 0));
    if (at === Infinity) continue;
    const hit = starts[at] ?? 0;
    const from = Math.max(0, Math.min(hit - Math.floor(width / 4), line.length - width));
    const cut = line.slice(from, from + width);
    return `${from > 0 ? '…' : ''}${cut}${from + width < line.length ? '…' : ''}`;
  }
  return null;
}

/** The folded text, and where each unit of it begins in the text; one more for the end. */
function foldedWithPlaces(text: string): { readonly fold: string; readonly starts: readonly number[] } {
  let fold = '';
  const starts: number[] = [];
  let at = 0;
  for (const sign of text) {
    const piece = folded(sign);
    for (let unit = 0; unit < piece.length; unit++) starts.push(at);
    fold += piece;
    at += sign.length;
  }
  return { fold, starts: [...starts, text.length] };
}
