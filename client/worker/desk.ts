import { closeCode } from '../../shared/sync/close-code.ts';
import { parseDocumentName, type DocumentName, type WorkspaceId } from '../../shared/sync/document-name.ts';
import type { Hub } from '../../shared/sync/hub.ts';
import type { StockSession } from '../../shared/sync/socket.ts';
import type { TabId } from './bus.ts';
import type { DeviceStatus, FromTab, FromWorker } from './messages.ts';

export interface Desk {
  receive(tab: TabId, message: FromTab): void;
  tell(status: DeviceStatus): void;
}

interface Options {
  readonly hub: Hub;
  readonly workspace: WorkspaceId;
  readonly post: (tab: TabId, message: FromWorker, transfer: Transferable[]) => void;
  /** Resolves when the device keeps the key. */
  readonly keyArrived: (key: string) => Promise<void>;
  readonly reconnect: () => void;
}

/** Where the tabs of all workers meet the leader's hub: each channel is a stock y-websocket connection to it. */
export function createDesk({ hub, workspace, post, keyArrived, reconnect }: Options): Desk {
  const tabs = new Map<TabId, Map<number, StockSession>>();
  let status: DeviceStatus | null = null;

  /** The first status tells the tab that its key is kept. */
  async function greet(tab: TabId, key: string | null): Promise<void> {
    if (key !== null) await keyArrived(key);
    if (status && tabs.has(tab)) post(tab, { kind: 'status', status }, []);
  }

  function leave(tab: TabId): void {
    const sessions = tabs.get(tab);
    tabs.delete(tab);
    for (const session of sessions?.values() ?? []) session.gone();
  }

  function open(
    tab: TabId,
    sessions: Map<number, StockSession>,
    channel: number,
    document: DocumentName,
  ): void {
    // The name comes from another context: it is checked like one from a wire (H16).
    if (parseDocumentName(document)?.workspace !== workspace) {
      post(tab, { kind: 'closed', channel, code: closeCode.badName, reason: 'not a document name' }, []);
      return;
    }
    post(tab, { kind: 'opened', channel }, []);
    const session = hub.join(document, {
      send(frame) {
        const copy = new Uint8Array(frame).buffer;
        post(tab, { kind: 'data', channel, frame: copy }, [copy]);
      },
      saved: (frames) => post(tab, { kind: 'saved', channel, frames }, []),
      close(code, reason) {
        sessions.delete(channel);
        post(tab, { kind: 'closed', channel, code, reason }, []);
      },
    });
    sessions.set(channel, session);
  }

  return {
    receive(tab, message) {
      if (message.kind === 'hello') {
        leave(tab);
        tabs.set(tab, new Map());
        void greet(tab, message.key);
        return;
      }
      const sessions = tabs.get(tab);
      if (!sessions) return;
      switch (message.kind) {
        case 'open':
          open(tab, sessions, message.channel, message.document);
          break;
        case 'data':
          sessions.get(message.channel)?.receive(new Uint8Array(message.frame));
          break;
        case 'close':
          sessions.get(message.channel)?.gone();
          sessions.delete(message.channel);
          break;
        case 'reconnect':
          reconnect();
          break;
        case 'here':
          break;
        case 'bye':
          leave(tab);
          break;
      }
    },

    tell(next) {
      status = next;
      for (const tab of tabs.keys()) post(tab, { kind: 'status', status: next }, []);
    },
  };
}
