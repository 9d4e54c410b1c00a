import * as Y from 'yjs';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import { channelSocket } from '../../shared/sync/channel-socket.ts';
import type { ChannelTransport } from '../../shared/sync/channel-socket.ts';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import type { OpenDocument } from './local-relay.ts';
import { nothingUnsaved, unsavedEdits, whenEdited, whenClosed, whenSaved, whenSent } from './unsaved.ts';
import type { Unsaved } from './unsaved.ts';

interface Entry {
  readonly name: DocumentName;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly provider: WebsocketProvider;
  readonly synced: Promise<void>;
  readonly refused: OpenDocument['refused'];
  holders: number;
  unsaved: Unsaved;
  /** The device has refused it, and is not being asked again now. */
  turnedAway: boolean;
}

export interface OpenDocuments {
  open(name: DocumentName): OpenDocument;
  /** So many edits of this tab are not committed by the worker yet. */
  unsaved(): number;
  /** So many documents have edits that the worker will not take (44xx): they are in this tab alone. */
  refused(): number;
  /** Shows this tab's presence anew: after a cut others have forgotten it and take no state with an old clock. */
  renewPresence(): void;
  /** Bring every closed connection back at once, without the provider's backoff. */
  wake(): void;
  destroy(): void;
}

/** A transport that tells more than y-websocket needs: what was sent, and what of it is saved. */
export interface CountingTransport extends ChannelTransport {
  onSent(listener: (document: DocumentName, frame: Uint8Array) => void): void;
  onSaved(listener: (document: DocumentName, frames: number) => void): void;
  onClosed(listener: (document: DocumentName) => void): void;
}

/** The documents this tab has open: one Y.Doc per name, however many views hold it. */
export function createOpenDocuments(transport: CountingTransport, unsavedChanged: () => void): OpenDocuments {
  const entries = new Map<DocumentName, Entry>();
  // The provider asks for the whole class and uses what ChannelSocket has (H15).
  const Socket = channelSocket(transport) as unknown as typeof WebSocket;

  const update = (name: DocumentName, step: (unsaved: Unsaved) => Unsaved) => {
    const entry = entries.get(name);
    if (!entry) return;
    entry.unsaved = step(entry.unsaved);
    unsavedChanged();
    closeIfDone(entry);
  };
  transport.onSent((name, frame) => update(name, (unsaved) => whenSent(unsaved, frame)));
  transport.onSaved((name, frames) => update(name, (unsaved) => whenSaved(unsaved, frames)));
  transport.onClosed((name) => update(name, whenClosed));

  function openEntry(name: DocumentName): Entry {
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    const provider = new WebsocketProvider('channel://device/sync', name, doc, {
      awareness,
      WebSocketPolyfill: Socket,
      disableBc: true,
    });
    const synced = new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    const refused = new Promise<{ code: number; reason: string }>((resolve) => {
      provider.once('closed', resolve);
    });
    const entry: Entry = {
      name,
      doc,
      awareness,
      provider,
      synced,
      refused,
      holders: 0,
      unsaved: nothingUnsaved,
      turnedAway: false,
    };
    entries.set(name, entry);
    provider.on('closed', () => {
      entry.turnedAway = true;
      unsavedChanged();
    });
    provider.on('status', ({ status }) => {
      if (status === 'connected') entry.turnedAway = false;
    });
    doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin !== provider) update(name, (unsaved) => whenEdited(unsaved, provider.wsconnected));
    });
    return entry;
  }

  function closeIfDone(entry: Entry): void {
    if (entry.holders > 0 || unsavedEdits(entry.unsaved) > 0 || entries.get(entry.name) !== entry) return;
    entries.delete(entry.name);
    entry.provider.destroy();
    entry.awareness.destroy();
    entry.doc.destroy();
  }

  return {
    open(name) {
      const entry = entries.get(name) ?? openEntry(name);
      entry.holders += 1;
      if (entry.awareness.getLocalState() === null) entry.awareness.setLocalState({});
      let held = true;
      return {
        name,
        doc: entry.doc,
        awareness: entry.awareness,
        synced: entry.synced,
        refused: entry.refused,
        release() {
          if (!held) return;
          held = false;
          entry.holders -= 1;
          if (entry.holders === 0) entry.awareness.setLocalState(null);
          closeIfDone(entry);
        },
      };
    },
    unsaved() {
      let edits = 0;
      for (const entry of entries.values()) if (!entry.turnedAway) edits += unsavedEdits(entry.unsaved);
      return edits;
    },
    refused() {
      let documents = 0;
      for (const entry of entries.values())
        if (entry.turnedAway && unsavedEdits(entry.unsaved) > 0) documents += 1;
      return documents;
    },
    renewPresence() {
      for (const { awareness } of entries.values()) awareness.setLocalState(awareness.getLocalState());
    },
    wake() {
      for (const { provider } of entries.values()) {
        provider.wsUnsuccessfulReconnects = 0;
        provider.connect();
      }
    },
    destroy() {
      for (const entry of [...entries.values()]) {
        entries.delete(entry.name);
        entry.provider.destroy();
        entry.awareness.destroy();
        entry.doc.destroy();
      }
    },
  };
}
