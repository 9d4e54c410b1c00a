import { parseWorkspace, type WorkspaceId } from '../../shared/sync/document-name.ts';
import { randomId } from '../local/random-id.ts';
import { compactionWorkerName, serveCompaction } from './compaction.ts';
import { joinWorkspace, type WorkspaceMember } from './member.ts';
import type { FromTab, FromWorker } from './messages.ts';

/** The local relay's entry: one SharedWorker for many tabs, or a dedicated worker of one; and its thread for compaction. */

interface TabPort {
  postMessage(message: FromWorker, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromTab>) => void) | null;
}

const id = randomId();
const members = new Map<WorkspaceId, WorkspaceMember>();
const locks = navigator.locks as LockManager | undefined;

/** Held as long as this worker lives, so that its tabs notice when it dies. */
const compacts = (globalThis as { readonly name?: string }).name === compactionWorkerName;
const lifeLock = locks && !compacts ? `gendan-worker-${id}` : null;
const alive = new Promise<void>((resolve) => {
  if (!locks || lifeLock === null) {
    resolve();
    return;
  }
  void locks.request(lifeLock, () => {
    resolve();
    return new Promise<never>(() => undefined);
  });
});

function memberOf(workspace: WorkspaceId): WorkspaceMember {
  const known = members.get(workspace);
  if (known) return known;
  const member = joinWorkspace(workspace, id);
  members.set(workspace, member);
  return member;
}

function attach(port: TabPort): void {
  let seat: { readonly member: WorkspaceMember; readonly tab: number } | null = null;
  const welcome = (): void => {
    void alive.then(() => port.postMessage({ kind: 'welcome', lock: lifeLock }, []));
  };
  port.onmessage = ({ data: message }) => {
    switch (message.kind) {
      case 'hello': {
        const workspace = parseWorkspace(message.workspace);
        if (!workspace) return;
        seat?.member.receive(seat.tab, { kind: 'bye' });
        const member = memberOf(workspace);
        seat = { member, tab: member.join((answer, transfer) => port.postMessage(answer, transfer)) };
        welcome();
        break;
      }
      case 'here':
        welcome();
        break;
      case 'open':
      case 'data':
      case 'close':
      case 'watch':
      case 'unwatch':
      case 'reconnect':
      case 'bye':
        break;
    }
    seat?.member.receive(seat.tab, message);
    if (message.kind === 'bye') seat = null;
  };
}

const scope = globalThis as unknown as TabPort & {
  onconnect?: ((event: MessageEvent & { readonly ports: readonly [TabPort] }) => void) | null;
  addEventListener(type: 'online', listener: () => void): void;
};
if (compacts) serveCompaction(globalThis);
else if ('onconnect' in scope) scope.onconnect = ({ ports: [port] }) => attach(port);
else attach(scope);

scope.addEventListener('online', () => {
  for (const member of members.values()) member.reconnect();
});
