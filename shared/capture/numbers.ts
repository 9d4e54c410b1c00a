/** A number as people write it, thousands grouped or not; for building patterns. Nothing of a longer number. */
export const figure = String.raw`(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?(?!\d|[.,]\d)`;

/** The same without grouping, as an exact decimal. */
export function plain(written: string): string {
  return written.replaceAll(',', '').replace(/^0+(?=\d)/, '');
}
