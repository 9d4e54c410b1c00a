import type { Clock } from './clock.ts';
import type { CompactionOutcome } from './compact-document.ts';
import type { DocumentName } from './document-name.ts';
import type { Hub } from './hub.ts';
import type { Store, TailBounds } from './store.ts';

/** Where the work is done: a thread, a worker, or between other things. */
export interface CompactionPlace {
  compact(document: DocumentName): Promise<CompactionOutcome>;
  /** What is under way comes to its end or to nothing. */
  close(): Promise<void>;
}

export interface CompactorSettings {
  /** How long a tail may be. */
  readonly tail: TailBounds;
  /** Milliseconds from a commit to the look at what has become long. */
  readonly lookAfter: number;
  /** After each document it rests for so many times as long as that took. */
  readonly restFactor: number;
}

export const defaultCompactorSettings: CompactorSettings = {
  tail: { updates: 200, bytes: 256 * 1024 },
  lookAfter: 2_000,
  restFactor: 4,
};

export interface Compactor {
  stop(): Promise<void>;
}

interface Options {
  readonly hub: Pick<Hub, 'onCommitted'>;
  readonly store: Pick<Store, 'heavy'>;
  readonly clock: Clock;
  readonly place: CompactionPlace;
  readonly settings?: Partial<CompactorSettings>;
  /** A document stays as it is, for now or for good, and why; told once for each. */
  readonly refused?: (document: DocumentName, reason: string) => void;
}

const documentsPerLook = 16;
/** After a failure a document rests, twice as long each time, up to so many looks. */
const longestRest = 1_024;
/** Once it has failed so often, it is told. */
const toldAfter = 3;

/** Compacts what has grown long (H6), behind the hub, one document at a time. */
export function createCompactor({ hub, store, clock, place, refused, ...options }: Options): Compactor {
  const settings = { ...defaultCompactorSettings, ...options.settings };
  /** Not tried again as long as this process lives. */
  const given = new Set<DocumentName>();
  const failures = new Map<DocumentName, { readonly count: number; readonly until: number }>();
  let stopped = false;
  let cancel: (() => void) | null = null;
  let running: Promise<void> | null = null;

  function arm(): void {
    if (stopped || cancel || running) return;
    cancel = clock.after(settings.lookAfter, () => {
      cancel = null;
      running = look()
        // A store that cannot be read is told by the hub.
        .catch(() => false)
        .then((again) => {
          running = null;
          if (again) arm();
        });
    });
  }

  /** True when there may be more to do. */
  async function look(): Promise<boolean> {
    const heavy = await store.heavy(settings.tail, documentsPerLook + given.size + failures.size);
    const now = clock.now();
    const due = heavy
      .filter((document) => !given.has(document) && (failures.get(document)?.until ?? 0) <= now)
      .slice(0, documentsPerLook);
    for (const document of due) {
      if (stopped) return false;
      const began = clock.now();
      await attempt(document);
      await pause((clock.now() - began) * settings.restFactor);
    }
    return due.length > 0;
  }

  async function attempt(document: DocumentName): Promise<void> {
    try {
      const outcome = await place.compact(document);
      failures.delete(document);
      if (outcome.kind === 'refused') giveUp(document, outcome.reason);
    } catch (error) {
      if (stopped) return;
      // A full disk or a thread that died: it passes, or it comes again and costs ever less.
      const count = (failures.get(document)?.count ?? 0) + 1;
      const rest = settings.lookAfter * Math.min(2 ** count, longestRest);
      failures.set(document, { count, until: clock.now() + rest });
      if (count === toldAfter) refused?.(document, error instanceof Error ? error.message : String(error));
    }
  }

  function giveUp(document: DocumentName, reason: string): void {
    failures.delete(document);
    given.add(document);
    refused?.(document, reason);
  }

  let wake: (() => void) | null = null;
  function pause(milliseconds: number): Promise<void> {
    if (stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const cancelPause = clock.after(milliseconds, resolve);
      wake = () => {
        cancelPause();
        resolve();
      };
    });
  }

  const unsubscribe = hub.onCommitted(arm);
  arm();
  return {
    async stop() {
      if (stopped) return;
      stopped = true;
      unsubscribe();
      cancel?.();
      wake?.();
      await place.close();
      await running;
    },
  };
}
