import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Clock } from './clock.ts';
import { closeCode } from './close-code.ts';
import { asDocumentName, type DocumentName } from './document-name.ts';
import { createHub, type Hub } from './hub.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';
import { decodeStockFrame, step1Frame } from './stock-frame.ts';

/** What comes in one turn, before any hold can take effect, must not make the relay keep or do it all at once. */

const clock: Clock = {
  now: () => 1_000_000,
  soon: (task) => void setImmediate(task),
  after: () => () => undefined,
};
const note = numbered(0);

let store: MemoryStore;
let hub: Hub;
/** Readings of the store: all of them, and the most that were under way at once. */
let reads: { known: number; documents: number; atOnce: number };

beforeEach(() => {
  reads = { known: 0, documents: 0, atOnce: 0 };
  let underWay = 0;
  const counted = async <T>(read: Promise<T>): Promise<T> => {
    reads.atOnce = Math.max(reads.atOnce, ++underWay);
    await turn();
    underWay--;
    return read;
  };
  const memory = createMemoryStore(Math.random);
  store = {
    ...memory,
    known(document) {
      reads.known++;
      return counted(memory.known(document));
    },
    read(document) {
      reads.documents++;
      return counted(memory.read(document));
    },
  };
  hub = createHub({ store, clock });
});
afterEach(() => hub.stop(closeCode.shuttingDown, 'over'));

describe('questions', () => {
  test('[H3] [H14] of those on one connection one is answered at a time, and of those that wait the last', async () => {
    await hub.write(note, typed('x'.repeat(1_000)));
    const frames: Uint8Array[] = [];
    const session = hub.join(note, { send: (frame) => frames.push(frame), close: () => undefined });
    for (let times = 0; times < 1_000; times++) session.receive(step1Frame(Uint8Array.of(0)));
    await settled();
    const answers = () => frames.flatMap((frame) => decodeStockFrame(frame) ?? []).map(({ kind }) => kind);
    expect(answers()[0]).toBe('step1');
    expect(answers().filter((kind) => kind === 'step2').length).toBeLessThanOrEqual(2);
    expect(reads.documents).toBeLessThanOrEqual(2);
    expect(reads.atOnce).toBe(1);

    frames.length = 0;
    session.receive(step1Frame(Uint8Array.of(0)));
    await settled();
    expect(answers()).toEqual(['update', 'step2']);
  });
});

function typed(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('default').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Until nothing has been read, written or sent for some turns. */
async function settled(): Promise<void> {
  for (let quiet = 0, before = ''; quiet < 5;) {
    await hub.flush();
    await turn();
    const now = JSON.stringify(reads);
    quiet = now === before ? quiet + 1 : 0;
    before = now;
  }
}

function numbered(at: number): DocumentName {
  return asDocumentName(`team/board/order_n${at}/note`) ?? nothing();
}

function nothing(): never {
  throw new Error('nothing there');
}
