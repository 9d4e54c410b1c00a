/** The workspace that `/` opens: the last one that has let this device in. */
export const lastWorkspace = 'gendan.workspace';

/** Small choices of this browser. Where storage is forbidden they last as long as the page. */
const memory = new Map<string, string>();

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

export function remember(key: string, value: string): void {
  memory.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // Kept in memory only.
  }
}
