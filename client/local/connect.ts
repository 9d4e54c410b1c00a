import type { DocumentName, WorkspaceId } from '../../shared/sync/document-name.ts';
import { closeCode } from '../../shared/sync/close-code.ts';
import type { ChannelEvents } from '../../shared/sync/channel-socket.ts';
import type { KeyVerdict } from '../worker/keyring.ts';
import type { DeviceStatus } from '../worker/messages.ts';
import type { Answer, AnswerTo, Question } from '../worker/question.ts';
import { deviceId } from './identity.ts';
import type { LocalRelay, OpenDocument, TabEdits } from './local-relay.ts';
import type * as OpenDocumentsModule from './open-documents.ts';
import type { CountingTransport, OpenDocuments } from './open-documents.ts';
import { rowsOf } from './rows.ts';
import { connectWorker } from './worker-connection.ts';

interface Channel {
  readonly document: DocumentName;
  readonly events: ChannelEvents;
}

const unknownYet: DeviceStatus = {
  link: { kind: 'connecting' },
  waiting: 0,
  setAside: 0,
  filling: null,
  projecting: null,
  storage: { kind: 'durable' },
};

/**
 * Joins this tab to the local relay of a workspace. `key` is the one the address brought, or null; the device keeps it
 * (W6) and `keyJudged` is called when it does, or when the relay has refused it: a page that is left before that has
 * not lost it. Call it once per workspace and page. `load` brings the code that documents need, when the first one is opened.
 */
export function connectLocalRelay(
  workspace: WorkspaceId,
  key: string | null,
  keyJudged: (verdict: KeyVerdict) => void = () => undefined,
  load: () => Promise<typeof OpenDocumentsModule> = () => import('./open-documents.ts'),
): LocalRelay {
  const channels = new Map<number, Channel>();
  const watches = new Map<number, { question: Question; readonly answered: (answer: Answer) => void }>();
  let nextWatch = 1;
  const listeners = new Set<(status: DeviceStatus, edits: TabEdits) => void>();
  let nextChannel = 1;
  let status = unknownYet;
  let lostTables: 'upgraded' | 'removed' | 'unavailable' | null = null;
  let underWay = 0;
  let told: { status: DeviceStatus; edits: TabEdits } | null = null;

  const connection = connectWorker(workspace, key, {
    received(message) {
      switch (message.kind) {
        case 'welcome':
          break;
        case 'status': {
          const before = status.link.kind;
          status = message.status;
          if (before !== 'connected' && message.status.link.kind === 'connected') documents?.renewPresence();
          tell();
          break;
        }
        case 'key':
          keyJudged(message.verdict);
          break;
        case 'opened':
          channels.get(message.channel)?.events.opened();
          break;
        case 'data':
          channels.get(message.channel)?.events.data(message.frame);
          break;
        case 'saved': {
          const channel = channels.get(message.channel);
          if (channel) saved(channel.document, message.frames);
          break;
        }
        case 'answer':
          watches.get(message.watch)?.answered(message.answer);
          break;
        case 'closed':
          closeChannel(message.channel, message.code, message.reason);
          break;
      }
    },
    lost() {
      status = { ...status, link: { kind: 'connecting' } };
      for (const id of [...channels.keys()]) closeChannel(id, closeCode.hubMoved, 'the worker has gone');
      // The next one knows of none of them.
      for (const [watch, { question }] of watches) connection.send({ kind: 'watch', watch, question });
      tell();
    },
  });

  function closeChannel(id: number, code: number, reason: string): void {
    const channel = channels.get(id);
    if (!channel) return;
    channels.delete(id);
    closedListener(channel.document);
    channel.events.closed(code, reason);
  }

  let sent: (document: DocumentName, frame: Uint8Array) => void = () => undefined;
  let saved: (document: DocumentName, frames: number) => void = () => undefined;
  let closedListener: (document: DocumentName) => void = () => undefined;

  const transport: CountingTransport = {
    open(room, events) {
      const document = room as DocumentName;
      const id = nextChannel++;
      channels.set(id, { document, events });
      connection.send({ kind: 'open', channel: id, document });
      return {
        send(frame) {
          if (!channels.has(id)) return;
          sent(document, frame);
          const copy = new Uint8Array(frame).buffer;
          connection.send({ kind: 'data', channel: id, frame: copy }, [copy]);
        },
        close() {
          if (!channels.delete(id)) return;
          closedListener(document);
          connection.send({ kind: 'close', channel: id });
        },
      };
    },
    onSent: (listener) => (sent = listener),
    onSaved: (listener) => (saved = listener),
    onClosed: (listener) => (closedListener = listener),
  };
  let documents: OpenDocuments | null = null;
  let closed = false;

  async function open(name: DocumentName): Promise<OpenDocument> {
    const { createOpenDocuments } = await load();
    if (closed) throw new Error('the relay of this tab is closed');
    documents ??= createOpenDocuments(transport, () => tell());
    return documents.open(name);
  }

  function current(): DeviceStatus {
    return lostTables === null ? status : { ...status, storage: { kind: 'failed', reason: lostTables } };
  }

  function edits(): TabEdits {
    return { unsaved: (documents?.unsaved() ?? 0) + underWay, refused: documents?.refused() ?? 0 };
  }

  function tell(): void {
    const next = { status: current(), edits: edits() };
    if (told?.status === next.status && same(told.edits, next.edits)) return;
    told = next;
    for (const listener of listeners) listener(next.status, next.edits);
  }

  void rowsOf(workspace).lost.then((reason) => {
    lostTables = reason;
    tell();
  });

  return {
    workspace,
    device: deviceId(),
    open,
    watch<Q extends Question>(question: Q, answered: (answer: AnswerTo<Q>) => void) {
      const watch = nextWatch++;
      const asked = { question, answered: answered as (answer: Answer) => void };
      watches.set(watch, asked);
      connection.send({ kind: 'watch', watch, question });
      return {
        ask(next: Q) {
          if (!watches.has(watch)) return;
          asked.question = next;
          connection.send({ kind: 'watch', watch, question: next });
        },
        stop() {
          if (watches.delete(watch)) connection.send({ kind: 'unwatch', watch });
        },
      };
    },
    onStatus(listener) {
      listeners.add(listener);
      listener(current(), edits());
      return () => listeners.delete(listener);
    },
    underWay() {
      underWay++;
      tell();
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        underWay--;
        tell();
      };
    },
    reconnect() {
      connection.send({ kind: 'reconnect' });
      documents?.wake();
    },
    close() {
      closed = true;
      documents?.destroy();
      connection.close();
      listeners.clear();
    },
  };
}

function same(a: TabEdits, b: TabEdits): boolean {
  return a.unsaved === b.unsaved && a.refused === b.refused;
}
