import { localDate } from '../i18n/format.ts';

/** Now and today as this device has them; a view that reads them is drawn anew each minute. */
class Wall {
  #now = $state(Date.now());

  constructor() {
    setInterval(() => (this.#now = Date.now()), 60_000);
    document.addEventListener('visibilitychange', () => (this.#now = Date.now()));
  }

  get now(): number {
    return this.#now;
  }

  /** `2026-11-23` */
  get today(): string {
    return localDate(new Date(this.#now));
  }
}

export const wall = new Wall();

/** Whether a media query holds. */
class Query {
  #matches = $state(false);

  constructor(query: string) {
    const list = matchMedia(query);
    this.#matches = list.matches;
    list.addEventListener('change', () => (this.#matches = list.matches));
  }

  get matches(): boolean {
    return this.#matches;
  }
}

export const phone = new Query('(max-width: 760px)');
export const dark = new Query('(prefers-color-scheme: dark)');
export const still = new Query('(prefers-reduced-motion: reduce)');
/** Whether ⌘ is the key of commands here. */
export const mac = /Mac|iP(hone|ad)/.test(navigator.platform);
