import { setTimeout } from 'node:timers/promises';
import * as Y from 'yjs';
import { appendChange } from '../../../shared/model/record.ts';
import { parseDocumentName, type DocumentName } from '../../../shared/sync/document-name.ts';
import { LaneIntake } from '../../../shared/sync/lane-intake.ts';
import { decodeDown } from '../../../shared/sync/link-frame.ts';
import { helloFrame, upPackets } from '../many-documents.ts';
import { author } from '../orders.ts';
import { openWire } from '../wire.ts';
import { factsDocument, workspace } from './team.ts';

/** One change as it went: times are epoch milliseconds, `acknowledged` when the relay has committed and passed it on. */
export interface Sent {
  readonly order: string;
  readonly cartons: number;
  readonly sent: number;
  acknowledged: number | null;
}

/** Another device of the team, in this process: it changes the cartons of orders. */
export interface Colleague {
  change(order: string): void;
  /** So many changes a second for so long, of one order after the other. */
  changeAll(orders: readonly string[], perSecond: number, seconds: number): Promise<void>;
  /** Every change so far, when all are acknowledged. */
  all(): Promise<readonly Sent[]>;
  leave(): void;
}

const mostFrame = 64 * 1024 * 1024;
/** A relay lets a link go that says nothing for 45 s. */
const pulseEvery = 15_000;
const answersWithin = 60_000;
const now = (): number => performance.timeOrigin + performance.now();

/** Joins over the link and keeps the documents of the orders that will be changed; `null`: of all. */
export async function joinAsColleague(port: number, orders: ReadonlySet<string> | null): Promise<Colleague> {
  const wire = await openWire(port, `/link/${workspace}`);
  const intake = new LaneIntake(mostFrame);
  const stored = new Map<string, Uint8Array[]>();
  const docs = new Map<string, Y.Doc>();
  const sent: Sent[] = [];
  let unanswered = 0;
  let refusal: string | null = null;
  const caughtUp = Promise.withResolvers<undefined>();

  wire.onFrame((bytes, start, end) => {
    intake.read(bytes.subarray(start, end), (lane, body) => {
      const frame = body && decodeDown(lane, body);
      switch (frame?.kind) {
        case 'entry':
          keep(frame.document, frame.update);
          break;
        case 'caughtUp':
          caughtUp.resolve(undefined);
          break;
        case 'acknowledged':
          for (const number of frame.numbers) acknowledge(number);
          break;
        case 'refused':
          refusal = frame.reason;
          break;
        default:
          break;
      }
      return frame !== null;
    });
  });

  function keep(document: DocumentName, update: Uint8Array): void {
    const entity = parseDocumentName(document)?.entity;
    if (entity === undefined || !document.includes('/board/') || !(orders?.has(entity) ?? true)) return;
    // The bytes lie in a buffer that is read into again.
    const copy = new Uint8Array(update);
    const updates = stored.get(entity);
    if (updates) updates.push(copy);
    else stored.set(entity, [copy]);
  }

  function acknowledge(number: number): void {
    const change = sent[number - 1];
    if (!change || change.acknowledged !== null) return;
    change.acknowledged = now();
    unanswered--;
  }

  function docOf(order: string): Y.Doc {
    const known = docs.get(order);
    if (known) return known;
    const doc = new Y.Doc({ gc: false });
    for (const update of stored.get(order) ?? []) Y.applyUpdate(doc, update);
    stored.delete(order);
    docs.set(order, doc);
    return doc;
  }

  function change(order: string): void {
    const doc = docOf(order);
    const before = Y.encodeStateVector(doc);
    const number = sent.length + 1;
    const cartons = 10_000 + (number % 80_000);
    appendChange(doc, author(1), Date.now(), { set: { cartons: String(cartons) } }, 'order');
    const update = Y.encodeStateAsUpdate(doc, before);
    const document = factsDocument('order', order);
    sent.push({ order, cartons, sent: now(), acknowledged: null });
    unanswered++;
    wire.write(upPackets({ kind: 'update', number, document, update }));
  }

  const pulse = setInterval(() => {
    wire.write(upPackets({ kind: 'pulse' }));
  }, pulseEvery);
  wire.write(helloFrame('colleague'));
  await caughtUp.promise;

  return {
    change,
    async changeAll(some, perSecond, seconds) {
      const count = perSecond * seconds;
      const started = performance.now();
      for (let made = 0; made < count;) {
        const due = Math.min(count, Math.floor(((performance.now() - started) / 1000) * perSecond) + 1);
        for (; made < due; made++) change(some[made % some.length] ?? '');
        await setTimeout(Math.max(0, started + (made / perSecond) * 1000 - performance.now()));
      }
    },
    async all() {
      const deadline = performance.now() + answersWithin;
      while (unanswered > 0) {
        if (refusal !== null) throw new Error(`the relay refused a change: ${refusal}`);
        if (!wire.isOpen) throw new Error('the relay let the colleague go');
        if (performance.now() > deadline) throw new Error('the relay does not answer');
        await setTimeout(10);
      }
      return sent;
    },
    leave() {
      clearInterval(pulse);
      wire.destroy();
    },
  };
}
