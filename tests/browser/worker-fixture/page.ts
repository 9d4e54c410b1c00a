import { Dexie, liveQuery } from 'dexie';
import * as Y from 'yjs';
import { connectLocalRelay } from '../../../client/local/connect.ts';
import type { OpenDocument } from '../../../client/local/local-relay.ts';
import { rowsOf } from '../../../client/local/rows.ts';
import { forgetKeyInAddress, keyInAddress } from '../../../client/local/workspace-key.ts';
import type { DeviceStatus } from '../../../client/worker/messages.ts';
import type { OrderRow } from '../../../shared/model/rows.ts';
import type { DocumentName, WorkspaceId } from '../../../shared/sync/document-name.ts';

/** What a test does in a page: the tab's side of the local relay and nothing else of the app. */
const workspace = (new URLSearchParams(location.search).get('workspace') ?? 'team') as WorkspaceId;
const key = keyInAddress();
let verdict: string | null = null;
const relay = connectLocalRelay(workspace, key, (judged) => {
  verdict = judged;
  forgetKeyInAddress();
});
const documents = new Map<string, Promise<OpenDocument>>();
let now: { status: DeviceStatus; unsaved: number } | null = null;
relay.onStatus((status, { unsaved }) => (now = { status, unsaved }));

let rows: readonly OrderRow[] = [];
liveQuery(() => rowsOf(workspace).orders.toArray()).subscribe((found) => (rows = found));

function document(name: string): Promise<OpenDocument> {
  const known = documents.get(name);
  if (known) return known;
  const opened = relay.open(name as DocumentName);
  documents.set(name, opened);
  return opened;
}

const device = {
  key,
  open: async (name: string) => (await document(name)).synced,
  async release(name: string) {
    (await documents.get(name))?.release();
    documents.delete(name);
  },
  async write(name: string, text: string) {
    const note = (await document(name)).doc.getText('default');
    note.insert(note.length, text);
  },
  /** Appends a change record as the model writes them. */
  async setFact(name: string, path: string, value: string) {
    const { doc } = await document(name);
    doc
      .getArray('records')
      .push([{ a: 'Test', d: relay.device, t: 1_800_000_000_000, s: [[path, value, []]] }]);
  },
  text: async (name: string) => (await document(name)).doc.getText('default').toJSON(),
  async presence(name: string, state: Record<string, string>) {
    (await document(name)).awareness.setLocalState(state);
  },
  present: async (name: string) => [...(await document(name)).awareness.getStates().values()],
  status: () => now,
  /** What became of the key in the address. */
  verdict: () => verdict,
  /** The last status, when it says that nothing is left to save in this tab. */
  saved: () => now?.unsaved === 0,
  reconnect: () => relay.reconnect(),
  /** The orders' rows as a live query gave them last. */
  rows: () => rows,
  /** What lies on this device, read past everything else. */
  async stored(name: string) {
    const db = await new Dexie(`gendan-${workspace}`).open();
    const updates = (await db.table('updates').where('document').equals(name).sortBy('sequence')) as {
      bytes: Uint8Array;
    }[];
    db.close();
    const doc = new Y.Doc();
    for (const { bytes } of updates) Y.applyUpdate(doc, bytes);
    return {
      text: doc.getText('default').toJSON(),
      updates: updates.length,
      pending: doc.store.pendingStructs !== null,
    };
  },
  async meta(name: string): Promise<unknown> {
    const db = await new Dexie(`gendan-${workspace}`).open();
    const entry: unknown = await db.table('meta').get(name);
    db.close();
    return (entry as { value: unknown } | undefined)?.value;
  },
  /** A newer version's tables. */
  upgrade: () =>
    new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(`gendan-${workspace}`, 20);
      request.onupgradeneeded = () => request.result.createObjectStore('later');
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
      request.onerror = () => reject(request.error ?? new Error('not upgraded'));
    }),
};

export type DevicePage = typeof device;

declare global {
  interface Window {
    device: DevicePage;
  }
}
window.device = device;
