import { buildName } from '../build-name.ts';
import type { FromTab, FromWorker } from '../worker/messages.ts';
import type { WorkspaceId } from '../../shared/sync/document-name.ts';
import { randomId } from './random-id.ts';

/** What a tab has in its hand of a worker, shared or its own. */
interface Port {
  postMessage(message: FromTab, transfer: Transferable[]): void;
  close(): void;
}

export interface WorkerConnection {
  send(message: FromTab, transfer?: Transferable[]): void;
  close(): void;
}

interface Handlers {
  received(message: FromWorker): void;
  /** The worker is gone with all its channels; another one is being started. */
  lost(): void;
}

/** Where there are no Web Locks: how often each side gives a sign of life, and after how many unanswered a worker is dead. */
const signEvery = 10_000;
const maxUnanswered = 2;
const restartAfter = { first: 200, longest: 15_000 };

/**
 * Keeps this tab joined to a worker: a SharedWorker where there is one, else a dedicated one (W3). A worker that dies is
 * noticed by the Web Lock it held, or by its silence (W5), and replaced.
 */
export function connectWorker(
  workspace: WorkspaceId,
  broughtKey: string | null,
  handlers: Handlers,
): WorkerConnection {
  let key = broughtKey;
  let port: Port | null = null;
  let waiting: [FromTab, Transferable[]][] = [];
  let failures = 0;
  let unanswered = 0;
  let closed = false;
  /** The present worker runs. */
  let welcomed = false;
  let session = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  // Held as long as this tab lives: the worker asks for it too, and gets it when the tab has gone.
  const locks = navigator.locks as LockManager | undefined;
  const tabLock = locks ? `gendan-tab-${randomId()}` : null;
  const tabEnds = Promise.withResolvers<undefined>();
  const ready = new Promise<void>((resolve) => {
    if (locks === undefined || tabLock === null) {
      resolve();
      return;
    }
    void locks.request(tabLock, () => {
      resolve();
      return tabEnds.promise;
    });
  });

  async function start(): Promise<void> {
    await ready;
    const { signal } = session;
    if (signal.aborted) return;
    welcomed = false;
    const began = openPort(
      workspace,
      (message) => {
        if (!signal.aborted) received(message, signal);
      },
      () => {
        // An error thrown in a worker that lives is no reason to end it; one that died is noticed by its lock.
        if (!signal.aborted && !welcomed) restart();
      },
    );
    port = began;
    began.postMessage({ kind: 'hello', workspace, key, build: buildName, lock: tabLock }, []);
    for (const [message, transfer] of waiting) began.postMessage(message, transfer);
    waiting = [];
  }

  function received(message: FromWorker, signal: AbortSignal): void {
    unanswered = 0;
    if (message.kind !== 'welcome') {
      // Kept or judged: a later worker need not hear of it.
      if (message.kind === 'key' && message.key === key) key = null;
      handlers.received(message);
      return;
    }
    failures = 0;
    welcomed = true;
    if (!locks || message.lock === null) return;
    locks
      .request(message.lock, { mode: 'shared', signal }, () => {
        if (!signal.aborted) restart();
      })
      .catch(() => undefined);
  }

  function stopSession(): void {
    session.abort();
    session = new AbortController();
    port?.close();
    port = null;
    waiting = [];
    unanswered = 0;
    clearTimeout(timer);
  }

  function restart(): void {
    stopSession();
    handlers.lost();
    const wait = failures === 0 ? 0 : Math.min(restartAfter.first * 2 ** failures, restartAfter.longest);
    failures += 1;
    timer = setTimeout(() => void start(), wait);
  }

  const signs = locks
    ? undefined
    : setInterval(() => {
        if (!port) return;
        if (unanswered >= maxUnanswered) {
          restart();
          return;
        }
        unanswered += 1;
        port.postMessage({ kind: 'here' }, []);
      }, signEvery);

  const onHide = (): void => port?.postMessage({ kind: 'bye' }, []);
  // Back from the page cache: the worker has forgotten this tab.
  const onShow = (event: PageTransitionEvent): void => {
    if (event.persisted) restart();
  };
  addEventListener('pagehide', onHide);
  addEventListener('pageshow', onShow);

  void start();
  return {
    send(message, transfer = []) {
      if (closed) return;
      if (port) port.postMessage(message, transfer);
      else waiting.push([message, transfer]);
    },
    close() {
      if (closed) return;
      port?.postMessage({ kind: 'bye' }, []);
      closed = true;
      stopSession();
      clearInterval(signs);
      removeEventListener('pagehide', onHide);
      removeEventListener('pageshow', onShow);
      tabEnds.resolve(undefined);
    },
  };
}

function openPort(workspace: WorkspaceId, received: (message: FromWorker) => void, failed: () => void): Port {
  // One shared worker per workspace and build: the name and the address tell them apart.
  const name = `gendan-${workspace}`;
  if (typeof SharedWorker === 'function') {
    const worker = new SharedWorker(new URL('../worker/worker.ts', import.meta.url), {
      type: 'module',
      name,
    });
    worker.onerror = failed;
    worker.port.onmessage = (event: MessageEvent<FromWorker>) => received(event.data);
    return worker.port;
  }
  const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module', name });
  worker.onerror = failed;
  worker.onmessage = (event: MessageEvent<FromWorker>) => received(event.data);
  return {
    postMessage: (message, transfer) => worker.postMessage(message, transfer),
    close: () => worker.terminate(),
  };
}
