import * as Y from 'yjs';
import type { Change, FactValue } from '../../shared/model/facts.ts';
import { fold } from '../../shared/model/fold.ts';
import { readRecords } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';

/** Orders as people write them, for the measurements of the model. */
export const author = (index: number) => ({
  person: `跟单${'甲乙丙丁'[index % 4] ?? ''}`,
  device: `d${index}`,
});
export const writtenAt = Date.UTC(2026, 10, 23, 2);

/** Of a team's orders so many are not archived: the board of a busy team, and years behind it. */
const openEach = 25;

/** 25 fields: an order with two lines and a container. */
export function orderFields(index: number): Readonly<Record<string, FactValue>> {
  return {
    number: `SO-${26_000 + index}`,
    customer: `customer_c${index % 40}`,
    stage: ['enquiry', 'contract_signed', 'booked', 'sailed', 'documents'][index % 5] ?? 'enquiry',
    position: `a${(index % 35).toString(36)}V`,
    owner: author(index).person,
    incoterm: 'CIF',
    incoterm_place: 'Laem Chabang',
    port_of_loading: 'Qingdao',
    port_of_discharge: 'Laem Chabang',
    tolerance: '±3 %',
    cartons: String(1_000 + (index % 900)),
    net_kg: '19080',
    gross_kg: '20670',
    promised_etd: '2026-12-06',
    etd: '2026-12-11',
    latest_shipment: '2026-12-20',
    'lines/l1a2b3c4/product': `product_p${index % 20}`,
    'lines/l1a2b3c4/count': '113',
    'lines/l1a2b3c4/cartons': '530',
    'lines/m1a2b3c4/product': `product_p${index % 20}`,
    'lines/m1a2b3c4/count': '125',
    'lines/m1a2b3c4/cartons': '530',
    'containers/c1a2b3c4/type': '40RH',
    'containers/c1a2b3c4/cartons': '1060',
    'containers/c1a2b3c4/set_point': '-3',
  };
}

/** Of many, most are archived. */
function birth(index: number): Change {
  return { set: { ...(index % openEach === 0 ? {} : { archived: true }), ...orderFields(index) } };
}

const edited = ['cartons', 'etd', 'net_kg', 'stage', 'containers/c1a2b3c4/set_point'] as const;
function edit(index: number): Change {
  const path = edited[index % edited.length] ?? 'cartons';
  const value =
    path === 'stage' ? 'booked' : path === 'etd' ? `2026-12-${10 + (index % 20)}` : String(1 + index);
  return { set: { [path]: value } };
}

/** An order of 25 fields, and so many edits, by devices in turn that each have read what the others wrote. */
export function order(index: number, edits: number, devices: number): Y.Doc {
  const docs = Array.from({ length: devices }, (_, device) => {
    const doc = new Y.Doc({ gc: false });
    doc.clientID = 1_000_000_000 + index * devices + device;
    return doc;
  });
  const [whole = new Y.Doc()] = docs;
  appendChange(whole, author(0), writtenAt, birth(index), 'order');
  for (let done = 0; done < edits; done++) {
    const doc = docs[done % devices] ?? whole;
    pass(whole, doc);
    appendChange(doc, author(done % devices), writtenAt + done * 60_000, edit(done), 'order');
    pass(doc, whole);
  }
  return whole;
}

function pass(from: Y.Doc, to: Y.Doc): void {
  if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
}

/** What opening an order costs a tab: its bytes, read and folded. */
export function openOrder(update: Uint8Array): number {
  const started = performance.now();
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  fold(readRecords(doc), 'order');
  return performance.now() - started;
}

export const idOf = (index: number): EntityId => `order_bench${index}` as EntityId;
