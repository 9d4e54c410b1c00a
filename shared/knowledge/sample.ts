import { generateNKeysBetween } from 'fractional-indexing';
import * as Y from 'yjs';
import type { Author, Change } from '../model/facts.ts';
import type { EntityKind } from '../model/field.ts';
import { factsDocument, noteDocument, splitChange } from '../model/documents.ts';
import type { Random } from '../model/ids.ts';
import { appendChange } from '../model/record.ts';
import { teamBoard } from '../model/team-ids.ts';
import type { DocumentName, EntityId, WorkspaceId } from '../sync/document-name.ts';
import { customerFacts, entityOf, orderFacts, productFacts } from './sample-facts.ts';
import type { Sample, SampleOrder } from './sample-raw.ts';

export interface SampleDocument {
  readonly name: DocumentName;
  readonly update: Uint8Array;
}

/**
 * The documents of the sample team, one update each: team, customers, products, orders. Everything is written as of
 * the sample's own date. Each call makes documents with client ids of their own, so a workspace is filled once.
 */
export function sampleDocuments(
  workspace: WorkspaceId,
  sample: Sample,
  random: Random = Math.random,
): readonly SampleDocument[] {
  const at = Date.parse(`${sample.as_of}T09:00:00+08:00`);
  const documents: SampleDocument[] = [];
  const add = (kind: EntityKind, entity: EntityId, person: string, change: Change) => {
    const author: Author = { person, device: 'sample' };
    for (const [compartment, part] of splitChange(kind, change)) {
      const doc = newDoc(random);
      appendChange(doc, author, at, part, kind);
      documents.push({
        name: factsDocument(workspace, compartment, entity),
        update: Y.encodeStateAsUpdate(doc),
      });
    }
  };
  const people = [...new Set(sample.orders.map((order) => order.owner))].sort(byStem);
  const [keeper = 'sample'] = people;
  add('team', teamBoard, keeper, teamFacts(people));
  for (const customer of sample.customers)
    add(
      'customer',
      entityOf('customer', customer.id),
      keeper,
      customerFacts(customer, sample.habitKinds[customer.id] ?? []),
    );
  for (const product of sample.products)
    add('product', entityOf('product', product.id), keeper, productFacts(product));
  const positions = generateNKeysBetween(null, null, sample.orders.length);
  sample.orders.forEach((order, index) => {
    const entity = entityOf('order', order.id);
    const first = documents.length;
    add('order', entity, order.owner, orderFacts(order, positions[index] ?? ''));
    for (let i = first; i < documents.length; i++) {
      const document = documents[i];
      if (document?.name === factsDocument(workspace, 'board', entity))
        documents[i] = { ...document, update: withConcurrentEdits(document.update, order, at, random) };
    }
    if (order.notes.length > 0)
      documents.push({ name: noteDocument(workspace, 'order', entity), update: noteOf(order.notes, random) });
  });
  return documents;
}

/** 跟单甲, 跟单乙, 跟单丙: in the order of the heavenly stems their names end with. */
function byStem(a: string, b: string): number {
  const stems = '甲乙丙丁戊己庚辛壬癸';
  return stems.indexOf(a.slice(-1)) - stems.indexOf(b.slice(-1));
}

/** Members as facts, so that the sample team can change them. */
function teamFacts(people: readonly string[]): Change {
  const members = people.map((name, index) => [`members/m${index + 1}/name`, name] as const);
  return { set: Object.fromEntries(members) };
}

/** Two people apart: each edit is written on a copy of its own that has not seen the other's. */
function withConcurrentEdits(update: Uint8Array, order: SampleOrder, at: number, random: Random): Uint8Array {
  const edits = order.concurrent_edits ?? [];
  // Heads stand in the order of their writers' ids: the edit named first is to be read first.
  const writers = edits.map(() => clientId(random)).sort((a, b) => a - b);
  const copies = edits.map((edit, index) => {
    const copy = new Y.Doc();
    copy.clientID = writers[index] ?? copy.clientID;
    Y.applyUpdate(copy, update);
    const place = /^(\S+) \((.+)\)$/.exec(edit.by);
    const [person, device] = [place?.[1] ?? edit.by, place?.[2] ?? 'sample'];
    appendChange(copy, { person, device }, at, { set: { cartons: String(edit.value) } }, 'order');
    return Y.encodeStateAsUpdate(copy);
  });
  return copies.length > 0 ? Y.mergeUpdates([update, ...copies]) : update;
}

/** A note as the editor keeps it: paragraphs in the fragment `default`. */
function noteOf(paragraphs: readonly string[], random: Random): Uint8Array {
  const doc = newDoc(random);
  const elements = paragraphs.map((text) => {
    const element = new Y.XmlElement('paragraph');
    element.insert(0, [new Y.XmlText(text)]);
    return element;
  });
  doc.getXmlFragment('default').insert(0, elements);
  return Y.encodeStateAsUpdate(doc);
}

function newDoc(random: Random): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientId(random);
  return doc;
}

function clientId(random: Random): number {
  return Math.floor(random() * 2 ** 32);
}
