import type { DeviceStore } from '../../shared/sync/store.ts';
import type { Hub } from '../../shared/sync/hub.ts';
import { createUpstream, type OfflineReason, type UpstreamStatus } from '../../shared/sync/link-device.ts';
import { systemClock } from '../clock.ts';
import { dialRelay } from './dial.ts';
import type { JoinLink } from './link.ts';

/** What came of waiting for the relay. */
export type SyncOutcome =
  /** It has everything from here, and everything from there is here but what it would not take. */
  | { readonly kind: 'synced'; readonly setAside: number }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'refused'; readonly code: number; readonly reason: string }
  | { readonly kind: 'timeout'; readonly waiting: number };

export interface SyncPatience {
  readonly milliseconds: number;
  /** Counted anew with each sign of progress. */
  readonly anew: boolean;
  /** Also when the connection is cut on the way. */
  readonly tryAgain: boolean;
}

/** The link of a device to its relay: it keeps trying until it is stopped. */
export interface Connection {
  /** Whether there is a relay, as far as is known or can be told in that time. */
  reached(milliseconds: number): Promise<boolean>;
  /** Resolves when the outbox is empty and all there is has arrived, or when that is not to be hoped for. */
  synced(patience: SyncPatience): Promise<SyncOutcome>;
  onStatus(listener: (status: UpstreamStatus) => void): () => void;
  stop(): void;
}

const offlineWords: Readonly<Record<OfflineReason, string>> = {
  unreachable: 'the connection was cut',
  notStored: 'it cannot store what it is sent',
  notStoredHere: 'this device cannot store what it sends',
};

export function connect(hub: Hub, store: DeviceStore, link: JoinLink): Connection {
  const failures = new Set<(reason: string) => void>();
  const upstream = createUpstream({
    hub,
    store,
    clock: systemClock,
    random: Math.random,
    workspace: link.workspace,
    dial: (handlers) =>
      dialRelay(link, handlers, (reason) => {
        for (const listener of failures) listener(reason);
      }),
  });

  function synced({ milliseconds, anew, tryAgain }: SyncPatience): Promise<SyncOutcome> {
    return new Promise((resolve, reject) => {
      const arm = () => setTimeout(expire, milliseconds);
      let timer = arm();
      let fewest = Infinity;
      const cleanups: (() => void)[] = [];
      const settle = (outcome: SyncOutcome): void => {
        clearTimeout(timer);
        for (const cleanup of cleanups.splice(0)) cleanup();
        resolve(outcome);
      };
      const progress = (): void => {
        if (!anew) return;
        clearTimeout(timer);
        timer = arm();
      };
      function expire(): void {
        store.outboxCount().then((waiting) => settle({ kind: 'timeout', waiting }), reject);
      }
      const failed = (reason: string): void => settle({ kind: 'unreachable', reason });
      failures.add(failed);
      cleanups.push(() => failures.delete(failed), hub.onCommitted(progress));
      // What was said before this call is old: an answer of long ago, a relay that was away.
      upstream.reconnect();
      let old = true;
      cleanups.push(
        upstream.onStatus(({ link: state, waiting, setAside }) => {
          if (waiting < fewest) {
            fewest = waiting;
            progress();
          }
          switch (state.kind) {
            case 'connecting':
              break;
            case 'connected':
              if (!state.caughtUp) break;
              // The count that is told may be an older one.
              store
                .outboxCount()
                .then((left) => (left === 0 ? settle({ kind: 'synced', setAside }) : undefined), reject);
              break;
            case 'offline':
              if (!old && !tryAgain) {
                settle({ kind: 'unreachable', reason: offlineWords[state.why] });
              }
              break;
            case 'refused':
              if (!old) settle({ kind: 'refused', code: state.code, reason: state.reason });
              break;
          }
        }),
      );
      old = false;
    });
  }

  function reached(milliseconds: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(resolve, milliseconds, false);
    const stop = upstream.onStatus(({ link: { kind } }) => {
      if (kind !== 'connecting') resolve(kind === 'connected');
    });
    return promise.finally(() => {
      clearTimeout(timer);
      stop();
    });
  }

  return {
    reached,
    synced,
    onStatus: (listener) => upstream.onStatus(listener),
    stop: () => upstream.stop(),
  };
}
