import { beforeAll, describe, expect, test } from 'vitest';
import { splitChange } from '../model/documents.ts';
import { newOrderChange } from '../model/new-order.ts';
import { readOrder } from '../model/order.ts';
import { factsOf, meanwhile } from '../model/test-documents.ts';
import type { EntityId } from '../sync/document-name.ts';
import { choose, type Capture } from './capture.ts';
import { draftOf, type Draft } from './draft.ts';
import { fillsOf } from './fills.ts';
import { lexiconOf, type Lexicon } from './lexicon.ts';
import { recognise } from './recognise.ts';
import { sampleKnown } from './test-known.ts';

let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = lexiconOf(await sampleKnown());
});

const read = (line: string): Capture => recognise(line, lexicon, '2026-11-23');
const drafted = (capture: Capture): Draft => draftOf(capture, [], lexicon, Math.random);
const withFills = (capture: Capture): Draft =>
  draftOf(capture, fillsOf(capture, lexicon), lexicon, Math.random);

/** Paths with items by number and without their places: `lines/1/count`. */
function numbered({ set }: Draft): Record<string, string> {
  const ids: string[] = [];
  return Object.fromEntries(
    Object.entries(set).flatMap(([path, value]) => {
      const [collection = '', id, name] = path.split('/');
      if (id === undefined || name === undefined) return [[path, value]];
      if (name === 'position') {
        ids.push(id);
        return [];
      }
      const place = ids.filter((one) => `${collection}/${one}/position` in set).indexOf(id) + 1;
      return [[`${collection}/${place}/${name}`, value]];
    }),
  );
}

test('the line of the specification', () => {
  const draft = drafted(read('Qasr 5/6 garlic 10kg mesh 2x40RH CFR Jebel Ali 28/11'));
  expect(numbered(draft)).toEqual({
    customer: 'customer_c01',
    incoterm: 'CFR',
    incoterm_place: 'Jebel Ali',
    port_of_discharge: 'Jebel Ali',
    etd: '2026-11-28',
    'lines/1/product': 'product_p05',
    'lines/1/count': '5.0-6.0 cm',
    'containers/1/type': '40RH',
    'containers/2/type': '40RH',
  });
  expect(draft).toMatchObject({ rest: [], withheld: [] });
});

describe('lines of goods', () => {
  test.each([
    [
      'apple 18kg 113/125 each 550 ctns USD 15.8/ctn',
      {
        'lines/1/count': '113',
        'lines/1/cartons': '550',
        'lines/1/unit_price': '15.8',
        'lines/2/count': '125',
        'lines/2/cartons': '550',
        'lines/2/unit_price': '15.8',
        currency: 'USD',
      },
    ],
    ['apple 18kg 113 500箱 125 600箱', { 'lines/1/cartons': '500', 'lines/2/cartons': '600' }],
    [
      'apple 18kg 113 500箱 113 600箱',
      { 'lines/1/count': '113', 'lines/2/count': '113', 'lines/2/cartons': '600' },
    ],
    ['apple 18kg 113 and again 113', { 'lines/1/count': '113' }],
    ['apple 18kg 100/113 2200箱', { 'lines/1/count': '100', 'lines/2/count': '113', cartons: '2200' }],
    ['apple 18kg 113 共1100箱', { 'lines/1/count': '113', 'lines/1/cartons': '1100' }],
    [
      'apple 18kg 113 600箱 125 500箱 共1100箱',
      { 'lines/1/cartons': '600', 'lines/2/cartons': '500', cartons: '1100' },
    ],
    [
      '600箱 apple 18kg 900箱 carrot',
      {
        'lines/1/product': 'product_p01',
        'lines/1/cartons': '600',
        'lines/2/product': 'product_p10',
        'lines/2/cartons': '900',
      },
    ],
    [
      '113 apple 18kg, L carrot 10kg',
      { 'lines/1/count': '113', 'lines/2/count': 'L 200-250 g', 'lines/2/product': 'product_p10' },
    ],
    ['garlic 10kg mesh USD 1150/MT', { 'lines/1/unit_price': '11.50' }],
    ['garlic 10kg mesh USD 0.95/kg', { 'lines/1/unit_price': '9.50' }],
    ['ginger 12.5kg USD 1333/MT', { 'lines/1/unit_price': '16.6625' }],
    ['pomelo 1x40RH 每柜1650箱', { 'containers/1/cartons': '1650' }],
    ['pomelo 27吨', { net_kg: '27000' }],
    ['total USD 37,818 freight USD 3600', { total: '37818', price_freight_total: '3600', currency: 'USD' }],
    ['pomelo 1x40RH 5℃ 15 m3/h', { 'containers/1/set_point': '5', 'containers/1/ventilation': '15' }],
    ['T/T 30% deposit Qasr 付款方式：余款见提单副本', { payment: 'T/T 30% deposit, 余款见提单副本' }],
    [
      'POL Yantai POD Manila CFR',
      { port_of_loading: 'Yantai', port_of_discharge: 'Manila', incoterm_place: 'Manila' },
    ],
    ['FOB Qingdao Jebel Ali', { incoterm_place: 'Qingdao', port_of_discharge: 'Jebel Ali' }],
    ['询价 @跟单乙', { stage: 'enquiry', owner: '跟单乙' }],
    ['±3% promised 20 Dec', { tolerance: '+/-3 %', promised_etd: '2026-12-20' }],
  ])('%s', (line, expected) => {
    expect(numbered(drafted(read(line)))).toMatchObject(expected);
  });

  test('a size said twice is one line', () => {
    expect(
      Object.keys(drafted(read('apple 18kg 113 and again 113')).set).filter((path) =>
        path.endsWith('/count'),
      ),
    ).toHaveLength(1);
  });

  test('they stand in the order of the line, and containers in theirs', () => {
    const { set } = drafted(read('apple 18kg 138/113/125/100/80/88 2x40RH 1x20RF'));
    const change = newOrderChange(
      { orders: [], numbers: [], stages: [], today: '2026-11-23', person: null, random: Math.random },
      set,
    );
    const board = splitChange('order', change).get('board') ?? {};
    const order = readOrder('order_x' as EntityId, factsOf('order', [meanwhile('order', [], [board])]), null);
    const counts = order.lines.map(({ fields }) => fields.count.cell);
    expect(counts.map((cell) => (cell.kind === 'one' ? cell.value : ''))).toEqual([
      '138',
      '113',
      '125',
      '100',
      '80',
      '88',
    ]);
    const types = order.containers.map(({ fields }) => fields.type.cell);
    expect(types.map((cell) => (cell.kind === 'one' ? cell.value : ''))).toEqual(['40RH', '40RH', '20RF']);
  });
});

describe('what finds no field', () => {
  test.each([
    ['Qasr garlic 红色织带 10kg mesh asap', ['红色织带', 'asap']],
    ['please, red ribbon - no green!', ['please, red ribbon - no green!']],
    ['Qasr garlic 20kg mesh', ['20kg mesh']],
    ['10kg mesh', ['10kg mesh']],
    ['garlic -3℃ 关通风', ['-3℃ 关通风']],
    ['-3°F Qasr', ['-3°F']],
    ['-3℃ garlic 零下3度', ['-3℃', '零下3度']],
    ['Najd Qasr', ['Qasr']],
    ['ETA 5/12 Qasr', ['ETA 5/12']],
    ['apple 600 ctns carrot 500 ctns 400 ctns', ['500 ctns 400 ctns']],
    ['Qasr 🙂', ['🙂']],
    ['Qasr 2x40RH', []],
  ])('%s', (line, rest) => {
    expect(drafted(read(line)).rest).toEqual(rest);
  });
});

describe('money', () => {
  const secrets = [
    ['garlic USD 11.5/袋 FOB Qingdao', '11.5'],
    ['garlic 报价 11.5', '11.5'],
    ['FOB 11.5 garlic', '11.5'],
    ['CFR Manila 13', '13'],
    ['garlic 15-16 USD', '15'],
    ['garlic 12.20', '12.20'],
    ['garlic @15.8', '15.8'],
    ['garlic $1,150.00', '1150'],
    ['运费1800美元/柜', '1800'],
    ['HKD 88.5 per ctn', '88.5'],
    ['30% deposit', '30%'],
    ['garlic USD 11.5/袋 USD 12.5/袋 USD 13.5/袋', '12.5'],
    ['total USD 100 total USD 200', '200'],
    ['11.5美元 garlic 12.5美元 carrot 13.5美元', '13.5'],
  ] as const;

  test.each(secrets)('%s never reaches the board or its note', (line, figure) => {
    const draft = drafted(read(line));
    const board = Object.values(splitChange('order', { set: draft.set }).get('board')?.set ?? {});
    expect(draft.rest.join(' ')).not.toContain(figure);
    expect(board.join(' ')).not.toContain(figure);
    const commercial = Object.values(splitChange('order', { set: draft.set }).get('commercial')?.set ?? {});
    const kept = [...commercial, ...draft.withheld.map(({ text }) => text)].join(' ');
    expect(kept.replaceAll(',', '')).toContain(figure);
  });

  test('what a person calls text is text', () => {
    const capture = read('garlic 12.20');
    const index = capture.pieces.findIndex(({ reading }) => reading.kind === 'money');
    expect(drafted(choose(capture, index, { kind: 'text' }))).toMatchObject({
      rest: ['12.20'],
      withheld: [],
    });
  });
});

describe('what habits add', () => {
  test('to a line that says little', () => {
    const capture = read('Qasr 5.0-5.5 10公斤网袋 2x40RH 12/20');
    expect(fillsOf(capture, lexicon)).toEqual([
      { pattern: 'incoterm', value: 'FOB', from: 'customer' },
      { pattern: 'incoterm_place', value: 'Qingdao', from: 'customer' },
      { pattern: 'port_of_loading', value: 'Qingdao', from: 'customer' },
      { pattern: 'port_of_discharge', value: 'Jebel Ali', from: 'customer' },
      { pattern: 'payment', value: 'T/T 20 % deposit, balance against copy of B/L', from: 'customer' },
      { pattern: 'currency', value: 'USD', from: 'customer' },
      { pattern: 'lines/*/product', value: 'product_p05', from: 'customer' },
      { pattern: 'containers/*/set_point', value: '-3', from: 'product' },
      { pattern: 'containers/*/ventilation', value: 'closed', from: 'product' },
      { pattern: 'lines/*/cartons', value: '5400', from: 'containers' },
    ]);
    expect(numbered(withFills(capture))).toMatchObject({
      incoterm: 'FOB',
      'lines/1/product': 'product_p05',
      'lines/1/count': '5.0-5.5 cm',
      'lines/1/cartons': '5400',
      'containers/1/set_point': '-3',
      'containers/2/ventilation': 'closed',
    });
  });

  test('nothing that the line says itself', () => {
    const line = 'Qasr 普白 5.0-5.5 2600袋 1x40RH +5℃ 10 m3/h CFR Jeddah POL Yantai USD T/T 100%';
    const patterns = fillsOf(read(line), lexicon).map(({ pattern }) => pattern);
    expect(patterns).toEqual(['currency']);
  });

  test('no cartons where goods or containers differ, nor a product where several fit', () => {
    const fills = (line: string): readonly string[] =>
      fillsOf(read(line), lexicon).map(({ pattern }) => pattern);
    expect(fills('apple 18kg 113 carrot L 1x40RH')).not.toContain('cartons');
    expect(fills('apple 18kg 113 1x20RF')).not.toContain('lines/*/cartons');
    expect(fills('Najd 1x40RH')).not.toContain('lines/*/product');
    expect(fills('Qasr 5.5-6.0 1x40RH')).not.toContain('lines/*/product');
  });

  test('as many cartons as each container takes by the line, for sizes that share them', () => {
    expect(withFills(read('apple 18kg 113/125 2x40RH 每柜1060箱')).set).toMatchObject({ cartons: '2120' });
  });

  test('may be turned down', () => {
    const capture = read('Qasr 5.0-5.5 10公斤网袋 2x40RH 12/20');
    const fills = fillsOf(capture, lexicon).filter(
      ({ pattern }) => pattern !== 'lines/*/product' && pattern !== 'payment',
    );
    const { set } = draftOf(capture, fills, lexicon, Math.random);
    expect(Object.keys(set).filter((path) => path.endsWith('product'))).toEqual([]);
    expect(set).not.toHaveProperty('payment');
  });
});

test('ids come from where the caller says', () => {
  const capture = read('apple 18kg 113 2x40RH');
  const [one, other] = [0.1, 0.9].map((chance) =>
    Object.keys(draftOf(capture, [], lexicon, () => chance).set),
  );
  expect(one).toEqual(Object.keys(draftOf(capture, [], lexicon, () => 0.1).set));
  expect(one).not.toEqual(other);
});
