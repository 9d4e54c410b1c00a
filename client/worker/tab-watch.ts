import type { TabId } from './bus.ts';

/** A tab without a Web Lock says `here` each 10 s, a hidden one each minute; after so long it has gone. */
const goneAfter = 180_000;

export interface TabWatch {
  /** The tab said something at `now`; `lock` is the one it holds as long as it lives, if it has one. */
  heard(tab: TabId, now: number, lock?: string | null): void;
  forget(tab: TabId): void;
  /** Drops the tabs that have no lock and said nothing for long. */
  sweep(now: number): void;
}

/** Notices tabs that died without a word: by the lock they held, or by their silence (W5). */
export function createTabWatch(locks: LockManager | undefined, gone: (tab: TabId) => void): TabWatch {
  const silentTabs = new Map<TabId, number>();
  const waits = new Map<TabId, AbortController>();

  function forget(tab: TabId): void {
    silentTabs.delete(tab);
    waits.get(tab)?.abort();
    waits.delete(tab);
  }

  return {
    heard(tab, now, lock) {
      if (lock === undefined) {
        if (silentTabs.has(tab)) silentTabs.set(tab, now);
        return;
      }
      forget(tab);
      if (lock === null || !locks) {
        silentTabs.set(tab, now);
        return;
      }
      const wait = new AbortController();
      waits.set(tab, wait);
      locks
        .request(lock, { mode: 'shared', signal: wait.signal }, () => {
          if (waits.get(tab) !== wait) return;
          forget(tab);
          gone(tab);
        })
        .catch(() => undefined);
    },
    forget,
    sweep(now) {
      for (const [tab, heard] of silentTabs) {
        if (now - heard <= goneAfter) continue;
        forget(tab);
        gone(tab);
      }
    },
  };
}
