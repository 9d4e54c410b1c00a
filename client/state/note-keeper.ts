import type { Doc } from 'yjs';

/** So long nobody must have written before a note is kept as it stands. */
const pause = 10 * 60_000;

interface Keeping {
  /** The note as it stands; null while there is nothing to keep. */
  text(): string | null;
  /** Whether a transaction is an edit of this tab. */
  isOwn(origin: unknown): boolean;
  keep(text: string, unlessWithin?: number): void;
}

/**
 * Keeps versions of a note by itself: as it was found, before this tab's first edit, and as it stands ten minutes after
 * the last edit, whoever made that, if this tab has edited it. Several devices that do so at once keep the same text,
 * which is one version. Gives what ends it.
 */
export function keepNote(doc: Doc, { text, isOwn, keep }: Keeping): () => void {
  let edited = false;
  let found: string | null = null;
  /** When somebody else wrote last, as far as this tab has seen. */
  let heard = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const rest = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!edited) return;
    edited = false;
    const now = text();
    if (now !== null) keep(now);
  };
  const before = ({ origin }: { readonly origin: unknown }): void => {
    if (!edited && isOwn(origin)) found = text();
  };
  const after = (_update: Uint8Array, origin: unknown): void => {
    if (!edited && isOwn(origin)) {
      edited = true;
      // What a colleague is in the middle of has not rested: she keeps it herself.
      if (found !== null && Date.now() - heard >= pause) keep(found, pause);
    }
    if (!isOwn(origin)) heard = Date.now();
    if (!edited) return;
    clearTimeout(timer);
    timer = setTimeout(rest, pause);
  };
  doc.on('beforeTransaction', before);
  doc.on('update', after);
  return () => {
    doc.off('beforeTransaction', before);
    doc.off('update', after);
    rest();
  };
}
