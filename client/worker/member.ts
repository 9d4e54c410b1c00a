import { buildName, buildOrder } from '../build-name.ts';
import type { WorkspaceId } from '../../shared/sync/document-name.ts';
import { NewerSchema } from '../local/device-database.ts';
import { joinBus, peerOf, tabId, type TabId } from './bus.ts';
import { EpochLost, type StorageLoss } from './dexie-store.ts';
import { startLeader, type Leader } from './leader.ts';
import {
  begin,
  next,
  type Leadership,
  type LeadershipEffect,
  type LeadershipEvent,
  type Leader as LeaderName,
  type Step,
  type StorageTrouble,
} from './leadership.ts';
import { createLease } from './lease.ts';
import { createWebLock } from './lock.ts';
import type { DeviceStatus, FromTab, FromWorker } from './messages.ts';
import { createSwitchboard } from './switchboard.ts';
import { createTabWatch } from './tab-watch.ts';

type Trouble = Extract<LeadershipEffect, { kind: 'tellTrouble' }>['trouble'];

const tickEvery = 1_000;
/** About 5 s of silence; workers differ, so that not all take the lock at once. */
const patience = { least: 5, spread: 2 };

/** One worker among those of its workspace in this browser: its tabs go to the hub, here or with the leader. */
export interface WorkspaceMember {
  /** Takes on a tab; gives its number. */
  join(post: (message: FromWorker, transfer: Transferable[]) => void): number;
  receive(tab: number, message: FromTab): void;
  /** The network is back. */
  reconnect(): void;
}

/** The shell around `leadership.ts`: does what its effects say, and tells it what came of them. */
export function joinWorkspace(workspace: WorkspaceId, self: string): WorkspaceMember {
  const locks = navigator.locks as LockManager | undefined;
  const posts = new Map<TabId, (message: FromWorker, transfer: Transferable[]) => void>();
  let nextTab = 1;
  let leader: Leader | null = null;
  /** Counts the hubs started here: what an earlier one reports later is of no account. */
  let turn = 0;
  let trouble: Trouble | null = null;
  let lastStatus: DeviceStatus | null = null;

  const switchboard = createSwitchboard((tab, message, transfer) => {
    posts.get(tab)?.(message, transfer);
  });
  const watch = createTabWatch(locks, (tab) => {
    posts.delete(tab);
    switchboard.tabGone(tab);
    leader?.receive(tab, { kind: 'bye' });
  });
  const bus = joinBus(workspace, self, (from, body) => {
    switch (body.kind) {
      case 'leadership':
        happened({ kind: 'heard', from, message: body.message });
        break;
      case 'fromTab':
        if (!leader) break;
        if (body.message.kind === 'bye') watch.forget(body.tab);
        else watch.heard(body.tab, Date.now(), lockIn(body.message));
        leader.receive(body.tab, body.message);
        break;
      case 'toTab':
        toTab(body.tab, body.message);
        break;
    }
  });
  const lockEvents = {
    granted: () => happened({ kind: 'granted' }),
    lost: () => happened({ kind: 'lockLost' }),
  };
  const lock = locks
    ? createWebLock(locks, workspace, lockEvents)
    : createLease(workspace, self, { ...lockEvents, failed: (reason) => tellTrouble(reason) });

  let state: Leadership;
  const queue: LeadershipEvent[] = [];
  let busy = false;

  /** Effects may make further events: those wait until the present one is done with. */
  function happened(event: LeadershipEvent): void {
    queue.push(event);
    if (busy) return;
    busy = true;
    try {
      for (let due = queue.shift(); due; due = queue.shift()) settle(next(state, due));
    } finally {
      busy = false;
    }
  }

  function settle([after, effects]: Step): void {
    state = after;
    for (const effect of effects) perform(effect);
  }

  function perform(effect: LeadershipEffect): void {
    switch (effect.kind) {
      case 'say':
        bus.say(effect.to, { kind: 'leadership', message: effect.message });
        break;
      case 'queueLock':
        lock.queue();
        break;
      case 'stealLock':
        lock.steal();
        break;
      case 'releaseLock':
        lock.release();
        break;
      case 'startHub':
        start();
        break;
      case 'stopHub':
        stop();
        break;
      case 'dropHub':
        turn++;
        leader?.drop();
        leader = null;
        break;
      case 'follow':
        follow(effect.leader);
        break;
      case 'tellTrouble':
        tellTrouble(effect.trouble);
        break;
    }
  }

  function start(): void {
    const mine = ++turn;
    startLeader({
      workspace,
      key: switchboard.key(),
      post: (tab, message, transfer) => {
        if (peerOf(tab) === self) toTab(tab, message, transfer);
        else bus.say(peerOf(tab), { kind: 'toTab', tab, message });
      },
      lost: (loss: StorageLoss) => {
        if (mine === turn) happened({ kind: 'storage', trouble: loss });
      },
    }).then(
      (started) => {
        if (mine !== turn) {
          started.drop();
          return;
        }
        leader = started;
        happened({ kind: 'hubUp', epoch: started.epoch });
      },
      (error: unknown) => {
        if (mine === turn) happened({ kind: 'storage', trouble: troubleIn(error) });
      },
    );
  }

  function stop(): void {
    const stopping = leader;
    const mine = turn;
    const done = (): void => {
      if (mine !== turn) return;
      leader = null;
      happened({ kind: 'hubDown' });
    };
    if (stopping) stopping.stop().then(done, done);
    else done();
  }

  function follow(name: LeaderName | null): void {
    // Whoever leads has tables that work; those of a newer version stay closed to this one all the same.
    if (name !== null && trouble !== 'upgraded') trouble = null;
    if (name === null) switchboard.setTarget(null);
    else if (name.id === self) switchboard.setTarget((tab, message) => leader?.receive(tab, message));
    else switchboard.setTarget((tab, message) => bus.say(name.id, { kind: 'fromTab', tab, message }));
  }

  /** To one of this worker's tabs, past the switchboard, which knows what is still open. */
  function toTab(tab: TabId, message: FromWorker, transfer: Transferable[] = []): void {
    if (message.kind === 'status') lastStatus = message.status;
    switchboard.toTab(tab, message.kind === 'status' ? truthful(message) : message, transfer);
  }

  function truthful(message: FromWorker & { readonly kind: 'status' }): FromWorker {
    if (trouble === null) return message;
    return { kind: 'status', status: { ...message.status, storage: { kind: 'failed', reason: trouble } } };
  }

  function tellTrouble(reason: Trouble): void {
    trouble = reason;
    lastStatus ??= {
      link: { kind: 'offline', since: Date.now(), why: 'unreachable' },
      waiting: 0,
      setAside: 0,
      filling: null,
      projecting: null,
      storage: { kind: 'durable' },
    };
    for (const tab of switchboard.tabs()) toTab(tab, { kind: 'status', status: lastStatus });
  }

  settle(
    begin(self, { name: buildName, order: buildOrder }, patience.least + Math.random() * patience.spread),
  );
  setInterval(() => {
    watch.sweep(Date.now());
    happened({ kind: 'tick' });
  }, tickEvery);

  return {
    join(post) {
      const number = nextTab++;
      posts.set(tabId(self, number), post);
      return number;
    },
    receive(number, message) {
      const tab = tabId(self, number);
      if (message.kind === 'bye') {
        watch.forget(tab);
        posts.delete(tab);
      } else {
        watch.heard(tab, Date.now(), lockIn(message));
      }
      switchboard.fromTab(tab, message);
      if (message.kind === 'hello' && trouble !== null) tellTrouble(trouble);
    },
    reconnect: () => leader?.reconnect(),
  };
}

function lockIn(message: FromTab): string | null | undefined {
  return message.kind === 'hello' ? message.lock : undefined;
}

function troubleIn(error: unknown): StorageTrouble {
  if (error instanceof NewerSchema) return 'upgraded';
  return error instanceof EpochLost ? 'epoch' : 'unavailable';
}
