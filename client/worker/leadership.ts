/**
 * Who of several workers of one browser runs the hub (W1-W3, W5): events in, the next state and effects out. Pure;
 * `member.ts` does what the effects say. The lock decides who leads; the epoch in the database, which every
 * write checks, makes it safe; the beats on the bus tell that a leader lives.
 */

export type PeerId = string;

export interface Leader {
  readonly id: PeerId;
  readonly epoch: number;
}

/** A version of the app: `order` grows from one to the next (W2). */
export interface Build {
  readonly name: string;
  readonly order: number;
}

type Role =
  /** `stealing`: the lock is about to be taken from a leader that yielded or fell silent. */
  | { readonly kind: 'following'; readonly lock: 'queued' | 'stealing' }
  /** The lock is held, the tables are being opened. */
  | { readonly kind: 'starting' }
  | { readonly kind: 'leading'; readonly epoch: number }
  /** The hub flushes and closes its channels, for a worker of a newer build asked (W2). */
  | { readonly kind: 'yielding'; readonly to: PeerId }
  /** The hub is down; the lock waits to be taken. */
  | { readonly kind: 'yielded'; readonly ticks: number }
  /** The tables cannot be opened now; tried again. */
  | { readonly kind: 'failed'; readonly ticks: number }
  /** A newer build has changed the tables: never leads again, passes its tabs' edits on to whoever does (W2). */
  | { readonly kind: 'outdated' };

export interface Leadership {
  readonly id: PeerId;
  readonly build: Build;
  readonly role: Role;
  /** Whom this worker follows. */
  readonly leader: Leader | null;
  /** Ticks since a sign of life of a leader. */
  readonly silent: number;
  /** Ticks of silence after which the lock is taken; differs a little between workers. */
  readonly patience: number;
  /** A worker asks the first leader it meets to yield, if that is of an older build, and never again. */
  readonly asked: boolean;
}

export type LeadershipMessage =
  | { readonly kind: 'who' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'lead'; readonly epoch: number; readonly build: Build }
  | { readonly kind: 'yield' }
  | { readonly kind: 'yielded' };

export type StorageTrouble = 'epoch' | 'upgraded' | 'removed' | 'unavailable';

export type LeadershipEvent =
  | { readonly kind: 'granted' }
  | { readonly kind: 'lockLost' }
  | { readonly kind: 'hubUp'; readonly epoch: number }
  | { readonly kind: 'hubDown' }
  | { readonly kind: 'storage'; readonly trouble: StorageTrouble }
  | { readonly kind: 'heard'; readonly from: PeerId; readonly message: LeadershipMessage }
  /** Once a second. */
  | { readonly kind: 'tick' };

export type LeadershipEffect =
  | { readonly kind: 'say'; readonly to: PeerId | null; readonly message: LeadershipMessage }
  | { readonly kind: 'queueLock' }
  | { readonly kind: 'stealLock' }
  /** Gives the lock back, or leaves its queue. */
  | { readonly kind: 'releaseLock' }
  /** Open the tables, begin an epoch, run the hub; answered by `hubUp` or `storage`. */
  | { readonly kind: 'startHub' }
  /** Flush, close the channels, let go of the tables; answered by `hubDown`. */
  | { readonly kind: 'stopHub' }
  /** Nothing can be written any more: close the channels at once. */
  | { readonly kind: 'dropHub' }
  /** The tabs' channels go to this leader now; their old ones are closed. null: to nobody yet. */
  | { readonly kind: 'follow'; readonly leader: Leader | null }
  | { readonly kind: 'tellTrouble'; readonly trouble: 'upgraded' | 'removed' | 'unavailable' };

export type Step = readonly [Leadership, readonly LeadershipEffect[]];

/** A leader answers `who` and a beat comes each tick: whoever has heard of none waits no longer than this. */
const firstPatience = 2;
const yieldedPatience = 3;
const retryAfter = 5;

/** A worker that has just started: it asks who leads and joins the queue for the lock. */
export function begin(id: PeerId, build: Build, patience: number): Step {
  return [
    {
      id,
      build,
      role: { kind: 'following', lock: 'queued' },
      leader: null,
      silent: 0,
      patience,
      asked: false,
    },
    [{ kind: 'say', to: null, message: { kind: 'who' } }, { kind: 'queueLock' }],
  ];
}

export function next(state: Leadership, event: LeadershipEvent): Step {
  switch (event.kind) {
    case 'granted':
      return whenGranted(state);
    case 'lockLost':
      return whenLockLost(state);
    case 'hubUp':
      return whenHubUp(state, event.epoch);
    case 'hubDown':
      return whenHubDown(state);
    case 'storage':
      return whenStorageFails(state, event.trouble);
    case 'heard':
      return whenHeard(state, event.from, event.message);
    case 'tick':
      return whenTicked(state);
  }
}

function whenGranted(state: Leadership): Step {
  if (state.role.kind !== 'following') return [state, [{ kind: 'releaseLock' }]];
  return [
    { ...state, role: { kind: 'starting' }, leader: null, asked: true },
    [
      { kind: 'follow', leader: null },
      { kind: 'say', to: null, message: { kind: 'starting' } },
      { kind: 'startHub' },
    ],
  ];
}

function whenLockLost(state: Leadership): Step {
  switch (state.role.kind) {
    case 'starting':
    case 'leading':
      return stepDown(state);
    case 'yielding':
    case 'yielded':
      return [queued(state), [{ kind: 'follow', leader: null }, { kind: 'queueLock' }]];
    case 'following':
    case 'failed':
    case 'outdated':
      return [state, []];
  }
}

function whenHubUp(state: Leadership, epoch: number): Step {
  if (state.role.kind !== 'starting') return [state, []];
  const leader = { id: state.id, epoch };
  return [
    { ...state, role: { kind: 'leading', epoch }, leader },
    [
      { kind: 'say', to: null, message: { kind: 'lead', epoch, build: state.build } },
      { kind: 'follow', leader },
    ],
  ];
}

function whenHubDown(state: Leadership): Step {
  if (state.role.kind !== 'yielding') return [state, []];
  return [
    { ...state, role: { kind: 'yielded', ticks: 0 }, leader: null, silent: 0 },
    [
      { kind: 'follow', leader: null },
      { kind: 'say', to: state.role.to, message: { kind: 'yielded' } },
    ],
  ];
}

function whenStorageFails(state: Leadership, trouble: StorageTrouble): Step {
  const { role } = state;
  // A hub that stops anyway is reported by `hubDown`.
  if (role.kind !== 'starting' && role.kind !== 'leading') return [state, []];
  const fall: LeadershipEffect[] = [
    { kind: 'dropHub' },
    { kind: 'releaseLock' },
    { kind: 'follow', leader: null },
  ];
  const fallen = { ...state, leader: null, silent: 0 };
  switch (trouble) {
    case 'epoch':
      return [queued(state), [...fall, { kind: 'queueLock' }]];
    case 'upgraded':
      return [{ ...fallen, role: { kind: 'outdated' } }, [...fall, { kind: 'tellTrouble', trouble }]];
    case 'removed':
    case 'unavailable':
      return [{ ...fallen, role: { kind: 'failed', ticks: 0 } }, [...fall, { kind: 'tellTrouble', trouble }]];
  }
}

function whenHeard(state: Leadership, from: PeerId, message: LeadershipMessage): Step {
  const { role } = state;
  switch (message.kind) {
    case 'who':
      if (role.kind === 'starting')
        return [state, [{ kind: 'say', to: from, message: { kind: 'starting' } }]];
      return [state, role.kind === 'leading' ? [lead(state, role.epoch, from)] : []];
    case 'starting':
      return [{ ...state, silent: 0 }, []];
    case 'lead':
      return whenAnotherLeads(state, { id: from, epoch: message.epoch }, message.build);
    case 'yield':
      if (role.kind !== 'leading') return [state, []];
      return [{ ...state, role: { kind: 'yielding', to: from } }, [{ kind: 'stopHub' }]];
    case 'yielded':
      if (role.kind !== 'following') return [state, []];
      return [{ ...state, role: { kind: 'following', lock: 'stealing' } }, [{ kind: 'stealLock' }]];
  }
}

function whenAnotherLeads(state: Leadership, leader: Leader, build: Build): Step {
  const { role } = state;
  switch (role.kind) {
    case 'starting':
    case 'yielding':
      return [state, []];
    case 'leading':
      // A leader back from being frozen: the higher epoch is the one whose writes count.
      if (leader.epoch > role.epoch) return stepDown(state);
      return [state, [lead(state, role.epoch, leader.id)]];
    case 'yielded': {
      const [followed, effects] = follow(queued(state), leader);
      return [followed, [{ kind: 'releaseLock' }, { kind: 'queueLock' }, ...effects]];
    }
    case 'following':
    case 'failed':
    case 'outdated': {
      if (state.leader && leader.epoch < state.leader.epoch) return [state, []];
      const [followed, effects] = follow(state, leader);
      if (state.asked || role.kind !== 'following') return [followed, effects];
      const ask: LeadershipEffect[] = isNewer(state.build, build)
        ? [{ kind: 'say', to: leader.id, message: { kind: 'yield' } }]
        : [];
      return [{ ...followed, asked: true }, [...effects, ...ask]];
    }
  }
}

/** An older one never takes the lead from a newer one; equal sources, built twice, leave it where it is. */
function isNewer(mine: Build, other: Build): boolean {
  if (mine.name === other.name) return false;
  return mine.order === other.order ? mine.name > other.name : mine.order > other.order;
}

function whenTicked(state: Leadership): Step {
  const { role } = state;
  switch (role.kind) {
    case 'leading':
      return [state, [lead(state, role.epoch, null)]];
    case 'starting':
      return [state, [{ kind: 'say', to: null, message: { kind: 'starting' } }]];
    case 'following': {
      const silent = state.silent + 1;
      if (silent < (state.leader ? state.patience : firstPatience)) return [{ ...state, silent }, []];
      // Counted anew: should the lock not come, it is asked for again.
      return [
        { ...state, silent: 0, role: { kind: 'following', lock: 'stealing' } },
        [{ kind: 'stealLock' }],
      ];
    }
    case 'yielded':
      if (role.ticks + 1 < yieldedPatience)
        return [{ ...state, role: { kind: 'yielded', ticks: role.ticks + 1 } }, []];
      // The one who asked has gone.
      return [queued(state), [{ kind: 'releaseLock' }, { kind: 'queueLock' }]];
    case 'failed':
      if (role.ticks + 1 < retryAfter)
        return [{ ...state, role: { kind: 'failed', ticks: role.ticks + 1 } }, []];
      return [{ ...state, role: { kind: 'following', lock: 'queued' }, silent: 0 }, [{ kind: 'queueLock' }]];
    case 'yielding':
    case 'outdated':
      return [state, []];
  }
}

function stepDown(state: Leadership): Step {
  return [
    queued(state),
    [{ kind: 'dropHub' }, { kind: 'releaseLock' }, { kind: 'follow', leader: null }, { kind: 'queueLock' }],
  ];
}

function queued(state: Leadership): Leadership {
  return { ...state, role: { kind: 'following', lock: 'queued' }, leader: null, silent: 0 };
}

function follow(state: Leadership, leader: Leader): Step {
  const same = state.leader?.id === leader.id && state.leader.epoch === leader.epoch;
  return [{ ...state, leader, silent: 0 }, same ? [] : [{ kind: 'follow', leader }]];
}

function lead(state: Leadership, epoch: number, to: PeerId | null): LeadershipEffect {
  return { kind: 'say', to, message: { kind: 'lead', epoch, build: state.build } };
}
