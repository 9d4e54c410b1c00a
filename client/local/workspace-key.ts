const keyPattern = /^[A-Za-z0-9_-]{1,200}$/;

/** Takes the part of an address from `#` on; gives the key it carries and what stays when the key is taken out (W6). */
export function parseKey(hash: string): { readonly key: string | null; readonly rest: string } {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const text = fields.get('key');
  if (text === null) return { key: null, rest: hash };
  fields.delete('key');
  const rest = fields.toString();
  return { key: keyPattern.test(text) ? text : null, rest: rest === '' ? '' : `#${rest}` };
}

/** The workspace key that the page's address brought; it stays there until the device keeps it (W6). */
export function keyInAddress(): string | null {
  return parseKey(location.hash).key;
}

/** Takes the key out of the page's address, and so out of the history (W6). */
export function forgetKeyInAddress(): void {
  const { rest } = parseKey(location.hash);
  if (rest !== location.hash)
    history.replaceState(history.state, '', location.pathname + location.search + rest);
}
