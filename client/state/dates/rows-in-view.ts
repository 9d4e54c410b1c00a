/** A scrolled box of rows of one height, all in px. */
export interface Scrolled {
  readonly top: number;
  readonly height: number;
  readonly row: number;
  readonly total: number;
}

/** The rows that are seen, and `margin` more on each side: from one, to before another. */
export function rowsInView(
  { top, height, row, total }: Scrolled,
  margin: number,
): { readonly from: number; readonly to: number } {
  if (row <= 0 || total <= 0) return { from: 0, to: 0 };
  const from = Math.max(0, Math.min(total - 1, Math.floor(top / row)) - margin);
  return { from, to: Math.max(from, Math.min(total, Math.ceil((top + height) / row) + margin)) };
}
