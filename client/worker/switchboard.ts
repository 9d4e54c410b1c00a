import { closeCode } from '../../shared/sync/close-code.ts';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import type { TabId } from './bus.ts';
import type { FromTab, FromWorker } from './messages.ts';
import type { Question } from './question.ts';

/** Takes the tabs' messages: this worker's own hub, or the leader's over the bus. */
export type Target = (tab: TabId, message: FromTab) => void;

interface Channel {
  readonly document: DocumentName;
  /** Whether the present target knows of it. */
  served: boolean;
}

interface Tab {
  hello: FromTab & { readonly kind: 'hello' };
  readonly channels: Map<number, Channel>;
  /** What it asks of whoever leads. */
  readonly watches: Map<number, Question>;
}

export interface Switchboard {
  fromTab(tab: TabId, message: FromTab): void;
  toTab(tab: TabId, message: FromWorker, transfer: Transferable[]): void;
  tabGone(tab: TabId): void;
  tabs(): readonly TabId[];
  /** The key that a tab's address brought last, until it is kept or judged: from then on the device's own counts. */
  key(): string | null;
  /**
   * Everything goes to `target` from here on. Channels that the former one served are closed with 4504: y-websocket's
   * provider opens new ones and sends what it has, so nothing is lost. Those that waited for a leader go on.
   */
  setTarget(target: Target | null): void;
}

/** Connects this worker's tabs with whoever leads. `post` reaches one of them. */
export function createSwitchboard(
  post: (tab: TabId, message: FromWorker, transfer: Transferable[]) => void,
): Switchboard {
  const tabs = new Map<TabId, Tab>();
  let target: Target | null = null;
  let key: string | null = null;

  /** An older tab must not bring its old key to the next leader. */
  function forget(judged: string): void {
    if (key === judged) key = null;
    for (const tab of tabs.values()) if (tab.hello.key === judged) tab.hello = { ...tab.hello, key: null };
  }

  return {
    fromTab(id, message) {
      if (message.kind === 'hello') {
        tabs.set(id, { hello: message, channels: new Map(), watches: new Map() });
        key = message.key ?? key;
        target?.(id, message);
        return;
      }
      const tab = tabs.get(id);
      if (!tab) return;
      switch (message.kind) {
        case 'open':
          tab.channels.set(message.channel, { document: message.document, served: target !== null });
          break;
        case 'data':
          // A frame of a channel that was closed at our end a moment ago.
          if (!tab.channels.get(message.channel)?.served) return;
          break;
        case 'close':
          tab.channels.delete(message.channel);
          break;
        case 'watch':
          tab.watches.set(message.watch, message.question);
          break;
        case 'unwatch':
          tab.watches.delete(message.watch);
          break;
        case 'bye':
          tabs.delete(id);
          break;
        case 'reconnect':
        case 'here':
          break;
      }
      target?.(id, message);
    },

    toTab(id, message, transfer) {
      const tab = tabs.get(id);
      if (!tab) return;
      switch (message.kind) {
        case 'opened':
        case 'data':
        case 'saved':
          if (!tab.channels.get(message.channel)?.served) return;
          break;
        case 'closed':
          if (!tab.channels.delete(message.channel)) return;
          break;
        case 'answer':
          if (!tab.watches.has(message.watch)) return;
          break;
        case 'key':
          forget(message.key);
          break;
        case 'status':
        case 'welcome':
          break;
      }
      post(id, message, transfer);
    },

    tabGone(id) {
      if (tabs.delete(id)) target?.(id, { kind: 'bye' });
    },

    tabs: () => [...tabs.keys()],
    key: () => key,

    setTarget(next) {
      target = next;
      for (const [id, tab] of tabs) {
        for (const [channel, { served }] of tab.channels) {
          if (!served) continue;
          tab.channels.delete(channel);
          post(id, { kind: 'closed', channel, code: closeCode.hubMoved, reason: 'another worker leads' }, []);
        }
        if (!next) continue;
        next(id, tab.hello);
        for (const [channel, waiting] of tab.channels) {
          waiting.served = true;
          next(id, { kind: 'open', channel, document: waiting.document });
        }
        for (const [watch, question] of tab.watches) next(id, { kind: 'watch', watch, question });
      }
    },
  };
}
