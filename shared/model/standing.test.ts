import { describe, expect, test } from 'vitest';
import { allConflicts, blocksIssuing } from './conflicts.ts';
import { noFacts, type Change } from './facts.ts';
import { appendChange } from './record.ts';
import { keepChanges } from './settle.ts';
import { standingValues } from './standing.ts';
import { OrderDocuments } from './test-documents.ts';

const values = (order: OrderDocuments): Readonly<Record<string, unknown>> =>
  Object.fromEntries(standingValues(order.facts()));

function twoWith(change: Change): readonly [OrderDocuments, OrderDocuments] {
  const [a, b] = [new OrderDocuments(), new OrderDocuments()];
  a.write(change);
  b.merge(a);
  return [a, b];
}

describe('the values that stand', () => {
  test('are one where all agree, out of both documents, fields before items', () => {
    const order = new OrderDocuments();
    order.write({ set: { 'lines/x/cartons': '20', total: '5', cartons: '300', 'lines/x/unit_price': '2' } });
    expect(Object.entries(values(order))).toEqual([
      ['cartons', ['300']],
      ['total', ['5']],
      ['lines/x', [true]],
      ['lines/x/cartons', ['20']],
      ['lines/x/unit_price', ['2']],
    ]);
    order.write({ set: { total: null } });
    expect(values(order)).toMatchObject({ total: [null] });
  });

  test('are all of those in conflict, in the same order on both devices', () => {
    const [a, b] = twoWith({ set: { cartons: '300' } });
    a.write({ set: { cartons: '310' } });
    b.write({ set: { cartons: '320' } });
    a.merge(b);
    b.merge(a);
    expect(new Set(values(a)['cartons'] as string[])).toEqual(new Set(['310', '320']));
    expect(values(a)).toEqual(values(b));
  });

  test('[F3] are those of a price in conflict, too, of a line that was had back on the board alone', () => {
    const [a, b] = twoWith({ set: { 'lines/x/cartons': '20', 'lines/x/unit_price': '1' } });
    a.write({ set: { 'lines/x/unit_price': '2' } });
    b.write({ set: { 'lines/x/unit_price': '3' } });
    a.merge(b);
    a.write({ remove: ['lines/x'] });
    expect(allConflicts(a.facts())).toEqual([]);
    a.write({ set: { 'lines/x/cartons': '25' } });
    expect(allConflicts(a.facts()).map(({ path }) => path)).toEqual(['lines/x/unit_price']);
    expect(blocksIssuing(a.facts())).toEqual([{ path: 'lines/x/unit_price', why: 'conflict' }]);
    // While nothing of the line has arrived but its prices, their document's word counts.
    b.merge(a);
    expect(allConflicts({ ...b.facts(), home: noFacts })).toEqual([]);
  });

  test('[F3] show an item removed in one document and changed in the other as both, until it is kept', () => {
    const [a, b] = twoWith({ set: { 'lines/x/cartons': '20', 'lines/x/unit_price': '2' } });
    a.write({ remove: ['lines/x'] });
    b.write({ set: { 'lines/x/unit_price': '3' } });
    a.merge(b);
    expect(values(a)).toMatchObject({ 'lines/x': [false, true], 'lines/x/unit_price': ['3'] });
    const { home, commercial } = a.facts();
    const documents = new Map([
      [a.board, home],
      [a.commercial, commercial],
    ]);
    for (const [doc, change] of keepChanges(documents, 'lines/x'))
      appendChange(doc, { person: 'Wu', device: 'e' }, 1, change, 'order');
    expect(values(a)).toMatchObject({ 'lines/x': [true], 'lines/x/cartons': ['20'] });
  });
});
