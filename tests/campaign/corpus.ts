import * as Y from 'yjs';
import { encodeAwareness } from '../../shared/sync/awareness-update.ts';
import { packetsOf } from '../../shared/sync/lane-queues.ts';
import { firstChannel, type Lane, type UpFrame } from '../../shared/sync/link-frame.ts';
import { nothingKnown } from '../../shared/sync/known.ts';
import { awarenessFrame, step1Frame, step2Frame, updateFrame } from '../../shared/sync/stock-frame.ts';
import type { Sequence, StoreId } from '../../shared/sync/store.ts';
import { facts, nameOf, note, noteRoot } from './team.ts';

const elsewhere = nameOf('team/customers/customer_b/note');

/** Updates of every kind that notes and facts are made of; the ids are always the same. */
export function honestUpdates(): readonly Uint8Array[] {
  const updates: Uint8Array[] = [];
  const writer = (clientID: number) => {
    const doc = Object.assign(new Y.Doc(), { clientID });
    doc.on('update', (update: Uint8Array) => updates.push(update));
    return doc;
  };
  const [a, b] = [writer(1001), writer(2002)];
  a.getText(noteRoot).insert(0, 'a note, 一条备注');
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  b.getText(noteRoot).insert(3, 'in between ');
  b.getText(noteRoot).delete(1, 6);
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  a.getText(noteRoot).format(0, 4, { bold: true });
  a.getText(noteRoot).insertEmbed(2, { image: 'x' });
  const paragraph = new Y.XmlElement('paragraph');
  a.getXmlFragment('xml').insert(0, [paragraph]);
  paragraph.setAttribute('align', 'left');
  paragraph.insert(0, [new Y.XmlText('inside')]);
  a.getXmlFragment('xml').delete(0, 1);
  b.getMap('labels').set('a', { deep: [1, 2.5, null, 'x', true] });
  b.getMap('labels').set('a', new Uint8Array([1, 2, 3]));
  b.getMap('labels').set('list', new Y.Array());
  const recorder = writer(3003);
  for (const cartons of ['300', '310']) {
    recorder.getArray('records').push([{ a: 'Li', d: 'd1', t: 1, s: [['cartons', cartons, [3003, 0]]] }]);
  }
  return [...updates, Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b), Y.encodeStateAsUpdate(recorder)];
}

/** Frames that stock clients send, around these updates. */
export function stockFrames(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  const presence = encodeAwareness([
    { client: 1001, clock: 3, state: '{"user":{"name":"Li"}}' },
    { client: 2002, clock: 1, state: 'null' },
  ]);
  return [
    ...updates.map(updateFrame),
    ...updates.map(step2Frame),
    step1Frame(Uint8Array.of(0)),
    step1Frame(Uint8Array.of(2, 0xe9, 7, 4, 0xd2, 0x0f, 3)),
    awarenessFrame(presence),
    Uint8Array.of(3),
  ];
}

/** Frames that devices send on a link, its hello first. */
export function linkFrames(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  const device = 'd1' as StoreId;
  const cursor = { store: 's1' as StoreId, sequence: 3 as Sequence, mark: '0123456789abcdef' };
  const known = { clocks: new Map([[1001, 3]]), deletes: new Map([[1001, [{ clock: 0, length: 1 }]]]) };
  const presence = encodeAwareness([{ client: 1001, clock: 4, state: '{"user":{"name":"Li"}}' }]);
  const documents = [note, facts, elsewhere];
  const ofDevice: readonly UpFrame[] = [
    { kind: 'hello', device, cursor: null },
    { kind: 'hello', device, cursor },
    ...updates.map((update, index): UpFrame => {
      return { kind: 'update', number: index, document: documents[index % 3] ?? note, update };
    }),
    ...documents.flatMap((document): UpFrame[] => [
      { kind: 'watch', document },
      { kind: 'awareness', document, update: presence },
      { kind: 'offer', document, known },
      { kind: 'offer', document, known: nothingKnown },
      { kind: 'unwatch', document },
    ]),
    { kind: 'pulse' },
  ];
  const channels = stockFrames(updates).map((frame, index): readonly UpFrame[] => {
    const channel = (firstChannel + index) as Lane;
    return [
      { kind: 'open', channel, document: documents[index % 3] ?? note },
      { kind: 'data', channel, frame },
      { kind: 'credit', channel, bytes: 1000 },
      { kind: 'close', channel, code: 1000, reason: '' },
    ];
  });
  return [
    ...ofDevice.flatMap((frame) => [...packetsOf(frame)]),
    ...channels.flatMap((frames) => [...packetsOf(...frames), ...packetsOf(...frames.slice(0, -1))]),
  ];
}

/** What one client types in a row, one update a letter or record: what a hub may take as one. */
export function typedInARow(client: number, part: 'note' | 'facts', length: number): readonly Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = client;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let at = 0; at < length; at++) {
    if (part === 'note') doc.getText('default').insert(at, 'x');
    else doc.getArray('records').push([{ a: 'li', s: [['cartons', String(at), []]] }]);
  }
  doc.destroy();
  return updates;
}
