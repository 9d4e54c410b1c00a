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

/** Reads the workspace key out of the page's address and removes it there, from the history as well (W6). */
export function takeWorkspaceKey(): string | null {
  const { key, rest } = parseKey(location.hash);
  const address = location.pathname + location.search + rest;
  if (rest !== location.hash) history.replaceState(history.state, '', address);
  return key;
}
