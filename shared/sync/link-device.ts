import { closeCode } from './close-code.ts';
import { DeviceSession, type LinkEnd, type SessionOptions } from './device-session.ts';

const firstRetry = 250;
const longestRetry = 5_000;

/**
 * notStored: the relay can be reached, and cannot store what it is sent.
 * notStoredHere: this device cannot read or store what the link needs.
 */
export type OfflineReason = 'unreachable' | 'notStored' | 'notStoredHere';

export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly caughtUp: boolean }
  | { readonly kind: 'offline'; readonly since: number; readonly why: OfflineReason }
  /** A final answer (44xx): wrong key, another version. `reconnect` asks again. */
  | { readonly kind: 'refused'; readonly code: number; readonly reason: string };

export interface UpstreamStatus {
  readonly link: LinkState;
  readonly waiting: number;
  readonly setAside: number;
  /** Documents received, and how much of all in per cent, while much is being fetched. */
  readonly filling: { readonly received: number; readonly percent: number } | null;
}

export interface Upstream {
  onStatus(listener: (status: UpstreamStatus) => void): () => void;
  /** Tries at once, also after a final answer. */
  reconnect(): void;
  stop(): void;
}

interface Options extends SessionOptions {
  readonly random: () => number;
}

/**
 * The device's end of a link: sends the outbox, takes the feed, and keeps trying for as long as it lives.
 * A change leaves the outbox on acknowledgement alone (H10).
 */
export function createUpstream(options: Options): Upstream {
  return new DeviceUpstream(options);
}

class DeviceUpstream implements Upstream {
  readonly #options: Options;
  readonly #listeners = new Set<(status: UpstreamStatus) => void>();
  readonly #cleanups: (() => void)[] = [];
  #link: LinkState = { kind: 'connecting' };
  #session: DeviceSession | null = null;
  #cancelRetry: (() => void) | null = null;
  #failures = 0;
  #stopped = false;
  #counts = { waiting: 0, setAside: 0 };
  #filling: UpstreamStatus['filling'] = null;
  /** Once for each time that somebody asked for it, and at the first connection: bounds may be others by now. */
  #takeBack = true;
  /** The last link ended because the relay could not store; it has stored nothing since, and something waits for it. */
  #notStored = false;
  /** null: nothing was said yet on this link. */
  #caughtUp: boolean | null = null;
  #counting = false;
  #stale = false;

  constructor(options: Options) {
    this.#options = options;
    this.#cleanups.push(
      options.hub.onCommitted((entries) => {
        const own = entries.filter(({ source }) => source === 'own').length;
        if (own > 0) {
          // Before anybody hears that they are saved here: what waits is told first, then counted exactly.
          this.#counts = { ...this.#counts, waiting: this.#counts.waiting + own };
          this.#tell();
          this.#recount();
          this.#session?.sendOutbox();
        }
      }),
      options.hub.onRoom((document, open) => this.#session?.watch(document, open)),
    );
    this.#recount();
    this.#dial();
  }

  onStatus(listener: (status: UpstreamStatus) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#status());
    return () => {
      this.#listeners.delete(listener);
    };
  }

  reconnect(): void {
    if (this.#stopped) return;
    this.#takeBack = true;
    if (this.#session) {
      if (this.#caughtUp !== null) this.#session.retryAsides();
      return;
    }
    this.#failures = 0;
    this.#dial();
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cancelRetry?.();
    for (const cleanup of this.#cleanups) cleanup();
    this.#session?.close('the device lets go');
    this.#session = null;
  }

  #dial(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#caughtUp = null;
    const session = new DeviceSession(this.#options, {
      caughtUp: (caughtUp) => {
        this.#caughtUp = caughtUp;
        if (!caughtUp && this.#takeBack) session.retryAsides();
        this.#filling = null;
        // That it can be reached is no news while it stores nothing: first it must take something.
        if (this.#notStored && this.#counts.waiting > 0) return;
        if (caughtUp) this.#failures = 0;
        this.#set({ kind: 'connected', caughtUp });
      },
      received: (progress) => {
        this.#filled(progress);
      },
      acknowledged: () => {
        this.#storesAgain();
      },
      outboxChanged: () => {
        this.#recount();
      },
      tookBack: () => {
        this.#takeBack = false;
      },
      ended: (end) => {
        if (this.#session === session) this.#ended(end);
      },
    });
    this.#session = session;
  }

  /** It has stored something, or nothing waits for it any more. */
  #storesAgain(): void {
    if (!this.#notStored || this.#caughtUp === null) return;
    this.#notStored = false;
    this.#failures = 0;
    this.#set({ kind: 'connected', caughtUp: this.#caughtUp });
  }

  #ended(end: LinkEnd): void {
    const { code, reason } = end;
    this.#caughtUp = null;
    this.#session = null;
    if (this.#stopped) return;
    if (code >= 4400 && code < 4500) {
      this.#set({ kind: 'refused', code, reason });
      return;
    }
    const why = offlineReason(end);
    this.#notStored = why === 'notStored';
    const since = this.#link.kind === 'offline' ? this.#link.since : this.#options.clock.now();
    if (this.#link.kind !== 'offline' || this.#link.why !== why) this.#set({ kind: 'offline', since, why });
    const wait = Math.min(longestRetry, firstRetry * 2 ** this.#failures) * (0.5 + this.#options.random());
    this.#failures = Math.min(this.#failures + 1, 10);
    this.#cancelRetry = this.#options.clock.after(wait, () => {
      this.#dial();
    });
  }

  #set(link: LinkState): void {
    this.#link = link;
    this.#tell();
  }

  #status(): UpstreamStatus {
    const { waiting, setAside } = this.#counts;
    return {
      link: this.#link,
      waiting,
      setAside,
      filling: this.#link.kind === 'connected' ? this.#filling : null,
    };
  }

  #filled(progress: number | null): void {
    if (progress === null) return;
    const percent = Math.floor(progress * 100);
    const { received, percent: before } = this.#filling ?? { received: 0, percent: -1 };
    this.#filling = { received: received + 1, percent };
    if (percent !== before) this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#status());
  }

  /** One count at a time: of two at once the older could end last and stand for ever. */
  #recount(): void {
    this.#stale = true;
    if (this.#counting) return;
    this.#counting = true;
    this.#countWhileStale()
      .catch(() => {
        // A store that cannot be read is told by the hub; the last count stands.
      })
      .finally(() => {
        this.#counting = false;
      });
  }

  async #countWhileStale(): Promise<void> {
    const { store } = this.#options;
    while (this.#stale) {
      this.#stale = false;
      const [waiting, setAside] = await Promise.all([store.outboxCount(), store.setAsideCount()]);
      this.#counts = { waiting, setAside };
      this.#tell();
      if (waiting === 0) this.#storesAgain();
    }
  }
}

function offlineReason({ code, by }: LinkEnd): OfflineReason {
  if (code !== closeCode.storeFailed) return 'unreachable';
  return by === 'relay' ? 'notStored' : 'notStoredHere';
}
