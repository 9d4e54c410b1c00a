import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { EntityId } from '../sync/document-name.ts';
import { isStanding } from './cell.ts';
import { readCustomer } from './customer.ts';
import { noFacts as emptyFacts, type Change, type Facts, type Path } from './facts.ts';
import type { EntityKind } from './field.ts';
import { fold } from './fold.ts';
import { readOrder } from './order.ts';
import { readProduct } from './product.ts';
import { projectCustomer, projectOrder, projectProduct } from './project.ts';
import { readRecords } from './read.ts';
import { appendChange } from './record.ts';
import { sumCells } from './sums.ts';

const id = 'order_x1' as EntityId;
const author = { person: '跟单甲', device: 'd' };

function docOf(kind: EntityKind, ...changes: Change[]): Y.Doc {
  const doc = new Y.Doc();
  for (const change of changes) appendChange(doc, author, 0, change, kind);
  return doc;
}

function factsOf(kind: EntityKind, ...docs: Y.Doc[]): Facts {
  const all = new Y.Doc();
  for (const doc of docs) Y.applyUpdate(all, Y.encodeStateAsUpdate(doc));
  return fold(readRecords(all), kind);
}

/** Both changes on copies of the base that do not know of each other. */
function concurrently(kind: EntityKind, base: Y.Doc, ...changes: Change[]): Facts {
  const first = Math.min(...[base.clientID]);
  const copies = changes.map((change, index) => {
    const copy = new Y.Doc();
    copy.clientID = first + 1 + index;
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(base));
    appendChange(copy, author, 0, change, kind);
    return copy;
  });
  return factsOf(kind, base, ...copies);
}

const none = { kind: 'none' };
const one = (value: string) => ({ kind: 'one', value });
const many = (...values: string[]) => ({ kind: 'many', values });

describe('an open order', () => {
  const board = {
    set: {
      number: 'SO-1',
      'lines/b/cartons': '543',
      'lines/a/cartons': '544',
      'containers/c/cartons': '1087',
      'instructions/r2/revision': '2',
      'instructions/r10/revision': '10',
      'instructions/r2/acks/finance': true,
      'instructions/r2/acks/packing_house': true,
      'papers/x/kind': 'packing_list',
      'papers/y/kind': 'commercial_invoice',
    },
  };
  const prices = { set: { currency: 'USD', 'lines/a/unit_price': '10.325', 'lines/b/unit_price': '10.32' } };

  test('its items stand in a stable order, its sums are exact', () => {
    const order = readOrder(
      id,
      factsOf('order', docOf('order', board)),
      factsOf('order', docOf('order', prices)),
    );
    expect(order.lines.map((line) => line.id)).toEqual(['a', 'b']);
    expect(order.instructions.map((item) => item.id)).toEqual(['r2', 'r10']);
    expect(order.instructions[0]?.acks.map((ack) => ack.id)).toEqual(['packing_house', 'finance']);
    expect(order.papers.map((paper) => paper.id)).toEqual(['y', 'x']);
    expect(order.sums.lineCartons).toEqual(one('1087'));
    expect(order.sums.containerCartons).toEqual(one('1087'));
    // 544 x 10.325 = 5,616.80; 543 x 10.32 = 5,603.76: each line rounded, then summed.
    expect(order.sums.lineAmounts).toEqual(one('11220.56'));
    expect(order.fields.number.cell).toEqual(one('SO-1'));
    expect(order.fields.etd).toMatchObject({ path: 'etd', state: null, cell: none });
  });

  test('who may not see prices gets the order without them', () => {
    const order = readOrder(id, factsOf('order', docOf('order', board)), null);
    expect(order.lines[0]?.fields.unit_price.cell).toEqual(none);
    expect(order.sums.lineAmounts).toEqual(none);
  });

  test('positions order lines before ids do', () => {
    const doc = docOf('order', board, { set: { 'lines/a/position': 'a2', 'lines/b/position': 'a1' } });
    const order = readOrder(id, factsOf('order', doc), null);
    expect(order.lines.map((line) => line.id)).toEqual(['b', 'a']);
  });

  test('[F3] a line removed on the board while its price changed is shown as such', () => {
    const commercialBase = docOf('order', prices);
    const commercial = concurrently(
      'order',
      commercialBase,
      { remove: ['lines/a'] },
      { set: { 'lines/a/unit_price': '11' } },
    );
    const removed = docOf('order', board, { remove: ['lines/a'] });
    const order = readOrder(id, factsOf('order', removed), commercial);
    expect(order.lines.map((line) => [line.id, line.removedAndChanged])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(order.conflicts).toEqual([{ path: 'lines/a', values: [false, true] }]);
  });

  test('a removed line is gone, and a conflict inside it asks nobody', () => {
    const base = docOf('order', board);
    const facts = concurrently(
      'order',
      base,
      { set: { 'lines/a/cartons': '1' } },
      { set: { 'lines/a/cartons': '2' } },
    );
    expect(facts.paths.get('lines/a/cartons' as Path)?.kind).toBe('conflict');
    const both = new Y.Doc();
    Y.applyUpdate(both, Y.encodeStateAsUpdate(base));
    for (const value of ['1', '2']) {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(base));
      appendChange(copy, author, 0, { set: { 'lines/a/cartons': value } }, 'order');
      Y.applyUpdate(both, Y.encodeStateAsUpdate(copy));
    }
    appendChange(both, author, 0, { remove: ['lines/a'] }, 'order');
    const order = readOrder(id, factsOf('order', both), null);
    expect(order.lines.map((line) => line.id)).toEqual(['b']);
    expect(order.conflicts).toEqual([]);
  });
});

describe('sums over conflicts', () => {
  test('a sum has one value per alternative', () => {
    expect(
      sumCells([
        { kind: 'many', values: ['1', '2'] },
        { kind: 'one', value: '10' },
      ]),
    ).toEqual(many('11', '12'));
  });

  test('what cannot be read as a number makes the sum unknown, never smaller', () => {
    expect(
      sumCells([
        { kind: 'one', value: 'about 5' },
        { kind: 'one', value: '10' },
      ]),
    ).toEqual(none);
    expect(sumCells([])).toEqual(none);
  });
});

describe('rows', () => {
  test('an empty document is an order in the first stage', () => {
    expect(projectOrder(id, emptyFacts, null)).toMatchObject({
      stage: 'enquiry',
      stages: ['enquiry'],
      number: none,
      cartons: none,
      shelf: 'open',
      conflicts: [],
    });
  });

  test('a conflict shows every value, a stage in conflict names all and stands in one', () => {
    const base = docOf('order', { set: { stage: 'packing', cartons: '1630', position: 'a1' } });
    const facts = concurrently(
      'order',
      base,
      { set: { stage: 'booked', cartons: '1590', position: 'a2' } },
      { set: { stage: 'inspection', cartons: '1605', position: 'a3' } },
    );
    const row = projectOrder(id, facts, null);
    expect(row.cartons).toEqual(many('1590', '1605'));
    expect([row.stage, row.stages]).toEqual(['booked', ['booked', 'inspection']]);
    expect(row.conflicts.map((conflict) => conflict.path)).toEqual(['cartons', 'stage']);
    // Where a card stands within its column is no question for anybody.
    expect(row.position).toBe('a2');
  });

  test('without a count of its own the order counts its lines', () => {
    const doc = docOf('order', { set: { 'lines/a/cartons': '5', 'lines/b/cartons': '6' } });
    expect(projectOrder(id, factsOf('order', doc), null).cartons).toEqual(one('11'));
  });

  test('archived by one and called back by another: the card stays', () => {
    const base = docOf('order', { set: { number: '1', archived: true } });
    expect(projectOrder(id, factsOf('order', base), null).shelf).toBe('archived');
    const facts = concurrently(
      'order',
      docOf('order', { set: { number: '1' } }),
      { set: { archived: true } },
      { set: { archived: false } },
    );
    expect(projectOrder(id, facts, null).shelf).toBe('open');
  });

  test('customers count standing habits; products show their first packing', () => {
    const customer = docOf(
      'customer',
      { set: { name: 'N', 'habits/a/text': 'x', 'habits/b/text': 'y', 'products/p/product': 'product_p1' } },
      { remove: ['habits/a'] },
    );
    expect(projectCustomer('customer_x' as EntityId, factsOf('customer', customer), null)).toMatchObject({
      habits: 1,
      products: ['product_p1'],
    });
    const product = docOf('product', {
      set: {
        'packings/b/package': 'bag',
        'packings/b/position': 'a1',
        'packings/a/package': 'carton',
        'packings/a/position': 'a2',
      },
    });
    expect(projectProduct('product_x' as EntityId, factsOf('product', product), null).packing).toEqual(
      one('bag'),
    );
  });

  test('pages read what rows leave out', () => {
    const terms = factsOf('customer', docOf('customer', { set: { payment: 'L/C at sight' } }));
    expect(readCustomer('customer_x' as EntityId, emptyFacts, terms).fields.payment.cell).toEqual(
      one('L/C at sight'),
    );
    const price = factsOf('product', docOf('product', { set: { price_fob_usd_per_carton: '15.8' } }));
    expect(
      readProduct('product_x' as EntityId, emptyFacts, price).fields.price_fob_usd_per_carton.cell,
    ).toEqual(one('15.8'));
  });

  test('an item of which only fields have arrived is shown', () => {
    expect(isStanding(emptyFacts, 'lines/a' as Path)).toBe(true);
  });
});
