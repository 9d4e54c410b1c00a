import { SvelteSet } from 'svelte/reactivity';
import { whenIdle } from './idle.ts';

interface Fetched {
  fetch(): Promise<void>;
}

/** Every part of the app that is not in its first load. */
const parts = new Set<Fetched>();

/** Parts that somebody waits for and that could not be fetched. */
export const missingParts = new SvelteSet<Fetched>();

const tryAgainAfter = 5_000;
/** A new page for a part that does not come is opened at most once in so many milliseconds. */
const newPageAfter = 60_000;
const lastNewPage = 'gendan.newPageAt';

/** A part of the app with a file of its own, fetched after the first paint. */
export class Part<T> {
  readonly #import: () => Promise<T>;
  /** Without it nothing can have been edited in this page, so that a new one loses nothing. */
  readonly #beforeAnyEdit: boolean;
  #missingSince: number | null = null;
  readonly #arrival = Promise.withResolvers<T>();
  #value: T | null = $state.raw(null);
  #state: 'absent' | 'fetching' | 'here' = 'absent';
  #wanted = false;

  constructor(fetchIt: () => Promise<T>, when: 'beforeAnyEdit' | 'anyTime' = 'anyTime') {
    this.#import = fetchIt;
    this.#beforeAnyEdit = when === 'beforeAnyEdit';
    parts.add(this);
  }

  /** null until it is here; who reads it in a component or an effect follows. */
  get value(): T | null {
    return this.#value;
  }

  /** Resolves when it is here, however often that must be tried; while it fails it is among `missingParts`. */
  load(): Promise<T> {
    this.#wanted = true;
    void this.fetch();
    return this.#arrival.promise;
  }

  /** Tries once; a failure concerns nobody unless somebody waits. */
  async fetch(): Promise<void> {
    if (this.#state !== 'absent') return;
    this.#state = 'fetching';
    try {
      const value = await this.#import();
      this.#state = 'here';
      this.#value = value;
      missingParts.delete(this);
      this.#arrival.resolve(value);
    } catch {
      this.#state = 'absent';
      if (!this.#wanted) return;
      missingParts.add(this);
      this.#missingSince ??= Date.now();
      if (this.#beforeAnyEdit && Date.now() - this.#missingSince >= tryAgainAfter) await openNewPage();
      setTimeout(() => void this.fetch(), tryAgainAfter);
    }
  }
}

/** Fetches everything that may be asked for later, one after the other, so that a click finds it here. */
export async function fetchParts(): Promise<void> {
  for (const part of parts) {
    await whenIdle();
    await part.fetch();
  }
}

/** Tries again what could not be fetched. */
export async function fetchMissing(): Promise<void> {
  await Promise.all([...missingParts].map((part) => part.fetch()));
  // Some browsers keep the failure of an import, and a newer build has other files: then only a new page helps.
  if (missingParts.size > 0 && (await relayAnswers())) location.reload();
}

/** By itself, for one who waits; not again and again where that does not help either. */
async function openNewPage(): Promise<void> {
  const before = Number(sessionStorage.getItem(lastNewPage) ?? 0);
  if (Date.now() - before < newPageAfter || !(await relayAnswers())) return;
  sessionStorage.setItem(lastNewPage, String(Date.now()));
  location.reload();
}

async function relayAnswers(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
