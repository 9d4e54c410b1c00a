import { generateNKeysBetween } from 'fractional-indexing';
import * as Y from 'yjs';
import type { Change, FactValue } from '../../../shared/model/facts.ts';
import { appendChange } from '../../../shared/model/record.ts';
import { defaultStages } from '../../../shared/model/stages.ts';
import type { DocumentName } from '../../../shared/sync/document-name.ts';
import { author, orderFields, writtenAt } from '../orders.ts';

/** The team whose board is measured: all orders open, spread over the stages that come with the app. */
export const workspace = 'bench';
const customers = 40;
const products = 20;
/** Coprime to the orders of a stage: the first card of a column is not the first order that was ever made. */
const stride = 7919;

type Fields = Readonly<Record<string, FactValue>>;

type Kind = 'order' | 'customer' | 'product';

/** What was written of each entity, oldest first: the same for our documents and for the naive one. */
export interface TeamEntity {
  readonly kind: Kind;
  readonly id: string;
  readonly history: readonly Fields[];
}

/** Customers and products, and then so many orders. */
export function* teamEntities(orders: number): Generator<TeamEntity> {
  for (let index = 0; index < customers; index++)
    yield { kind: 'customer', id: `customer_c${index}`, history: [customerFields(index)] };
  for (let index = 0; index < products; index++)
    yield { kind: 'product', id: `product_p${index}`, history: [productFields(index)] };
  const stages = defaultStages.length;
  const inStage = Math.ceil(orders / stages);
  const positions = generateNKeysBetween(null, null, inStage);
  for (let index = 0; index < orders; index++) {
    const place = (Math.floor(index / stages) * stride) % inStage;
    yield {
      kind: 'order',
      id: orderId(index),
      history: [
        {
          ...orderFields(index),
          number: orderNumber(index),
          stage: defaultStages[index % stages]?.id ?? '',
          position: positions[place] ?? '',
          customer: `customer_c${(index * 7) % customers}`,
          'lines/l1a2b3c4/product': `product_p${(index * 3) % products}`,
          'lines/m1a2b3c4/product': `product_p${(index * 3) % products}`,
        },
        { etd: `2026-12-${10 + (index % 20)}` },
        { cartons: String(900 + (index % 700)) },
        { net_kg: String(18_000 + (index % 999)) },
        { 'containers/c1a2b3c4/set_point': '-2' },
      ],
    };
  }
}

export const orderId = (index: number): string => `order_bench${index}`;
/** Six digits in all of them, so that each digit typed leaves a tenth. */
export const orderNumber = (index: number): string => `SO-${100_000 + index}`;

/** The document that holds an entity's facts. */
export function factsDocument(kind: Kind, id: string): DocumentName {
  const compartment = { order: 'board', customer: 'customers', product: 'products' }[kind];
  return `${workspace}/${compartment}/${id}/facts` as DocumentName;
}

/** The facts document of an entity, by one writer. */
export function factsUpdate({ kind, history }: TeamEntity, writer: number): Uint8Array {
  const doc = new Y.Doc({ gc: false });
  doc.clientID = 1_000_000_000 + writer;
  for (const [step, set] of history.entries()) {
    const change: Change = { set };
    appendChange(doc, author(writer + step), writtenAt + step * 3_600_000, change, kind);
  }
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** The same team as most would begin: one document, a Y.Map of an entity's fields in a Y.Map of each kind. */
export function naiveUpdate(orders: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const later: (readonly [Y.Map<FactValue>, Fields])[] = [];
  doc.transact(() => {
    for (const { kind, id, history } of teamEntities(orders)) {
      const [birth = {}, ...edits] = history;
      const entity = new Y.Map<FactValue>(Object.entries(birth));
      doc.getMap(`${kind}s`).set(id, entity);
      for (const edit of edits) later.push([entity, edit]);
    }
  });
  for (const [entity, edit] of later)
    doc.transact(() => {
      for (const [name, value] of Object.entries(edit)) entity.set(name, value);
    });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

const firstWords = ['Najd', 'Merkato', 'Oresund', 'Tanjung', 'Lagos Bay', 'Cordillera', 'Baltika', 'Mekong'];
const lastWords = ['Fresh', 'Fruit Import', 'Produce', 'Cold Chain', 'Trading'];

function customerFields(index: number): Fields {
  return {
    name: `${firstWords[index % firstWords.length] ?? ''} ${lastWords[Math.floor(index / firstWords.length) % lastWords.length] ?? ''}`,
    country: ['SA', 'ET', 'DK', 'MY', 'NG', 'CL', 'LV', 'VN'][index % 8] ?? 'SA',
    port_of_discharge: 'Laem Chabang',
    usual_incoterm: 'CIF',
  };
}

const goods = [
  ['红富士苹果', 'Fuji apple'],
  ['大蒜', 'Garlic'],
  ['生姜', 'Ginger'],
  ['鸭梨', 'Ya pear'],
  ['洋葱', 'Onion'],
  ['胡萝卜', 'Carrot'],
  ['蜜柚', 'Honey pomelo'],
  ['砂糖橘', 'Mandarin'],
  ['土豆', 'Potato'],
  ['西兰花', 'Broccoli'],
] as const;

function productFields(index: number): Fields {
  const [zh, en] = goods[index % goods.length] ?? goods[0];
  const kilograms = index < goods.length ? 18 : 10;
  return {
    name_zh: zh,
    name_en: en,
    hs: `0808.${10 + index}`,
    set_point: '-2',
    ventilation: 'closed',
    'packings/p1/package': `${kilograms} kg telescopic carton`,
    'packings/p1/net_kg': String(kilograms),
    'packings/p1/gross_kg': String(kilograms + 1.5),
    'packings/p1/cartons_40rh': '1060',
  };
}
