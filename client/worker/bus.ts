import type { WorkspaceId } from '../../shared/sync/document-name.ts';
import type { LeadershipMessage, PeerId } from './leadership.ts';
import type { FromTab, FromWorker } from './messages.ts';

/** A tab, wherever its worker is: `<peer>/<number>`. */
export type TabId = string & { readonly __brand: 'TabId' };

export function tabId(peer: PeerId, number: number): TabId {
  return `${peer}/${number}` as TabId;
}

export function peerOf(tab: TabId): PeerId {
  return tab.slice(0, tab.indexOf('/'));
}

/** What the workers of one workspace say to each other. Versions of the app meet here: add, never change. */
export type BusMessage =
  | { readonly kind: 'leadership'; readonly message: LeadershipMessage }
  /** From a follower to its leader. */
  | { readonly kind: 'fromTab'; readonly tab: TabId; readonly message: FromTab }
  /** From the leader to a follower. */
  | { readonly kind: 'toTab'; readonly tab: TabId; readonly message: FromWorker };

interface Envelope {
  readonly from: PeerId;
  /** null: to all. */
  readonly to: PeerId | null;
  readonly body: BusMessage;
}

export interface Bus {
  say(to: PeerId | null, body: BusMessage): void;
}

/** Joins the bus of a workspace. */
export function joinBus(
  workspace: WorkspaceId,
  self: PeerId,
  heard: (from: PeerId, body: BusMessage) => void,
): Bus {
  const channel = new BroadcastChannel(`gendan-${workspace}`);
  channel.onmessage = ({ data }: MessageEvent<Envelope>) => {
    if (data.to === null || data.to === self) heard(data.from, data.body);
  };
  return {
    say(to, body) {
      channel.postMessage({ from: self, to, body } satisfies Envelope);
    },
  };
}
