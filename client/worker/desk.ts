import { closeCode } from '../../shared/sync/close-code.ts';
import { parseDocumentName, type DocumentName, type WorkspaceId } from '../../shared/sync/document-name.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import type { Hub } from '../../shared/sync/hub.ts';
import type { StockSession } from '../../shared/sync/socket.ts';
import type { TabId } from './bus.ts';
import type { KeyVerdict } from './keyring.ts';
import type { DeviceStatus, FromTab, FromWorker } from './messages.ts';
import type { Question } from './question.ts';
import type { Answering } from './answering.ts';

export interface Desk {
  receive(tab: TabId, message: FromTab): void;
  tell(status: DeviceStatus): void;
}

interface Options {
  readonly hub: Hub;
  readonly roster: Answering;
  readonly workspace: WorkspaceId;
  readonly post: (tab: TabId, message: FromWorker, transfer: Transferable[]) => void;
  /** Resolves when the device keeps the key, or the relay has judged it. */
  readonly keyArrived: (key: string) => Promise<KeyVerdict>;
  readonly reconnect: () => void;
  /** Runs a task when what has arrived by now is read. */
  readonly soon: Clock['soon'];
}

/** Where the tabs of all workers meet the leader's hub: each channel is a stock y-websocket connection to it. */
export function createDesk({ hub, roster, workspace, post, keyArrived, reconnect, soon }: Options): Desk {
  const tabs = new Map<TabId, Map<number, StockSession>>();
  const watches = new Map<TabId, Set<number>>();
  /** The newest question of each, to be answered soon: who types fast asks again before the one before is looked at. */
  const asked = new Map<string, () => void>();
  let status: DeviceStatus | null = null;

  function ask(tab: TabId, watch: number, question: Question): void {
    const key = `${tab} ${watch}`;
    if (asked.size === 0)
      soon(() => {
        const newest = [...asked.values()];
        asked.clear();
        for (const begin of newest) begin();
      });
    asked.set(key, () =>
      roster.watch(key, question, (answer) => post(tab, { kind: 'answer', watch, answer }, [])),
    );
  }

  async function judge(tab: TabId, key: string): Promise<void> {
    const verdict = await keyArrived(key);
    if (tabs.has(tab)) post(tab, { kind: 'key', key, verdict }, []);
  }

  function leave(tab: TabId): void {
    const sessions = tabs.get(tab);
    tabs.delete(tab);
    for (const session of sessions?.values() ?? []) session.gone();
    for (const watch of watches.get(tab) ?? []) {
      asked.delete(`${tab} ${watch}`);
      roster.unwatch(`${tab} ${watch}`);
    }
    watches.delete(tab);
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
        if (status) post(tab, { kind: 'status', status }, []);
        if (message.key !== null) void judge(tab, message.key);
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
        case 'watch':
          watches.set(tab, (watches.get(tab) ?? new Set()).add(message.watch));
          ask(tab, message.watch, message.question);
          break;
        case 'unwatch':
          watches.get(tab)?.delete(message.watch);
          asked.delete(`${tab} ${message.watch}`);
          roster.unwatch(`${tab} ${message.watch}`);
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
