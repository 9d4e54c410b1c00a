import { randomId } from './random-id.ts';

const deviceKey = 'gendan.device';
const personKey = 'gendan.person';

/** A browser that forbids storage gives one identity per page. */
const memory = new Map<string, string>();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(key: string, value: string): void {
  memory.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // Kept in memory; the next page asks again.
  }
}

/** This browser's id, the same in all its tabs and workspaces; made at the first call. */
export function deviceId(): string {
  const known = read(deviceKey);
  if (known) return known;
  const made = randomId();
  write(deviceKey, made);
  // Another tab may have made one in the meantime: the one that lies there counts.
  return read(deviceKey) ?? made;
}

/** The name the person gave, or null before that. */
export function personName(): string | null {
  return read(personKey);
}

export function rememberPersonName(name: string): void {
  write(personKey, name);
}
