import { afterEach, expect, test } from 'vitest';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import { createHub } from '../../shared/sync/hub.ts';
import { createMemoryStore } from '../../shared/sync/memory-store.ts';
import { createOpenDocuments, type CountingTransport, type OpenDocuments } from './open-documents.ts';

const clock: Clock = {
  now: () => Date.now(),
  soon: (task) => void setImmediate(task),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
};
const note = 'team/board/order_x1/note' as DocumentName;

const opened: OpenDocuments[] = [];
afterEach(() => {
  for (const documents of opened.splice(0)) documents.destroy();
});

/** A tab and the hub of its device, which takes documents of so many bytes. */
function setUp(documentBytes: number): OpenDocuments {
  const hub = createHub({ store: createMemoryStore(Math.random), clock, limits: { documentBytes } });
  const listeners: {
    sent: (document: DocumentName, frame: Uint8Array) => void;
    saved: (document: DocumentName, frames: number) => void;
    closed: (document: DocumentName) => void;
  } = { sent: () => undefined, saved: () => undefined, closed: () => undefined };
  const transport: CountingTransport = {
    open(room, events) {
      const document = room as DocumentName;
      const session = hub.join(document, {
        send: (frame) => events.data(new Uint8Array(frame).buffer),
        saved: (frames) => listeners.saved(document, frames),
        close(code, reason) {
          listeners.closed(document);
          events.closed(code, reason);
        },
      });
      setImmediate(() => events.opened());
      return {
        send(frame) {
          listeners.sent(document, frame);
          session.receive(new Uint8Array(frame));
        },
        close: () => session.gone(),
      };
    },
    onSent: (listener) => (listeners.sent = listener),
    onSaved: (listener) => (listeners.saved = listener),
    onClosed: (listener) => (listeners.closed = listener),
  };
  const documents = createOpenDocuments(transport, () => undefined);
  opened.push(documents);
  return documents;
}

test('what the device takes is saving, then saved', async () => {
  const documents = setUp(10_000);
  const { doc, synced } = documents.open(note);
  await synced;
  doc.getText('default').insert(0, 'short');
  expect([documents.unsaved(), documents.refused()]).toEqual([1, 0]);
  await expect.poll(() => documents.unsaved()).toBe(0);
});

test('edits of a document that is refused for good are not being saved: they are in this page alone', async () => {
  const documents = setUp(1_000);
  const { doc, synced, refused, release } = documents.open(note);
  await synced;
  doc.getText('default').insert(0, 'x'.repeat(2_000));
  expect((await refused).code).toBe(4413);
  await expect.poll(() => [documents.unsaved(), documents.refused()]).toEqual([0, 1]);
  doc.getText('default').insert(0, 'more');
  expect([documents.unsaved(), documents.refused()]).toEqual([0, 1]);
  // Nobody looks at it any more, and it is still the only place where they are.
  release();
  expect(documents.refused()).toBe(1);
  expect(documents.open(note).doc.getText('default').length).toBe(2_004);
});
