/**
 * Text as it is compared when somebody looks for something: without case, accents and full width. Chinese has no spaces
 * between words, so whoever looks for a piece of it finds it as it stands.
 */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
