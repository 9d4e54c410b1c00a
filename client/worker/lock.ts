import type { WorkspaceId } from '../../shared/sync/document-name.ts';

/** The one lock of a workspace, of which one worker of this browser holds at most one. */
export interface Lock {
  /** Waits in line. */
  queue(): void;
  /** Takes it from whoever has it. */
  steal(): void;
  /** Gives it back, or leaves the line. */
  release(): void;
}

export interface LockEvents {
  granted(): void;
  /** It was stolen, or ran out. */
  lost(): void;
}

function lockName(workspace: WorkspaceId): string {
  return `gendan-${workspace}-hub`;
}

interface Claim {
  readonly leave: AbortController;
  readonly end: PromiseWithResolvers<undefined>;
  held: boolean;
}

/** The lock as the browser keeps it; it is free again when its worker dies. */
export function createWebLock(locks: LockManager, workspace: WorkspaceId, events: LockEvents): Lock {
  let claim: Claim | null = null;

  function give(): void {
    const given = claim;
    claim = null;
    given?.leave.abort();
    given?.end.resolve(undefined);
  }

  function request(steal: boolean): void {
    give();
    const mine: Claim = { leave: new AbortController(), end: Promise.withResolvers(), held: false };
    claim = mine;
    locks
      .request(lockName(workspace), steal ? { steal } : { signal: mine.leave.signal }, () => {
        if (claim !== mine) return undefined;
        mine.held = true;
        events.granted();
        return mine.end.promise;
      })
      .catch(() => {
        // Stolen; or the wait was given up, which needs no word.
        if (claim !== mine) return;
        claim = null;
        if (mine.held) events.lost();
      });
  }

  return { queue: () => request(false), steal: () => request(true), release: give };
}
