const allowed = new Set(['http:', 'https:', 'mailto:']);

/**
 * What a link in a note may lead to: an absolute http, https or mailto address, in the spelling of the URL parser.
 * Null for anything else. Documents come from other people's editors, so this is asked when a link is shown, not only
 * when one is made.
 */
export function safeHref(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const url = URL.parse(value.trim());
  return url !== null && allowed.has(url.protocol) ? url.href : null;
}

/** The same for what a person typed: `example.com` means https, `a@example.com` a mail. */
export function readHref(typed: string): string | null {
  const text = typed.trim();
  if (text.includes(':')) return safeHref(text);
  if (!/^[^\s/]+\.[^\s]+$/.test(text)) return null;
  return safeHref(/^[^\s@/]+@[^\s@/]+$/.test(text) ? `mailto:${text}` : `https://${text}`);
}
