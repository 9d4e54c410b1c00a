import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadReference } from '../knowledge/load.ts';
import { valuesOf } from '../model/cell-values.ts';
import { fieldOf } from '../model/documents.ts';
import type { FactValue } from '../model/facts.ts';
import type { OrderView } from '../model/order.ts';
import type { EntityId } from '../sync/document-name.ts';
import { goodsWords } from './goods-words.ts';
import { prefill, type Known } from './prefill.ts';
import { unbornOrder } from './prefill-target.ts';
import {
  confirmed,
  filledSet,
  originOf,
  originPath,
  originText,
  standingOrigins,
  type Origin,
} from './prefilled.ts';
import { customerOf, orderOf, productOf } from './thought-views.ts';

const apple = productOf('apple', {
  name_zh: '红富士苹果',
  name_en: 'Fuji apple',
  set_point: '0',
  ventilation: '15',
  counts: ['100', '113'],
});
const garlic = productOf('garlic', { name_zh: '普白大蒜', name_en: 'Normal white garlic', set_point: '-3' });
const pear = productOf('pear', { name_zh: '鸭梨', name_en: 'Ya pear' });
const products = new Map([apple, garlic, pear].map((one) => [one.id, one]));
const words = goodsWords([...products.values()], []);
const reference = await loadReference();
const plain = customerOf('c', { name: 'Qasr' });

function known(given: Partial<Known> = {}): Known {
  return { customer: plain, past: [], products, words, reference, pricesKnown: true, ...given };
}

/** What is filled, by path with readable ids, and from where. */
function filled(order: Parameters<typeof prefill>[0], given: Known): Readonly<Record<string, string>> {
  let next = 0;
  const made = prefill(order, given, {
    newId: () => `n${next++}`,
    after: (position) => `${position ?? 'a'}1`,
  });
  return Object.fromEntries(
    made
      .filter(({ path }) => !path.endsWith('/position'))
      .map(({ path, value, origin }) => [path, `${value} < ${originText(origin)}`]),
  );
}

const blank = unbornOrder({ customer: 'customer_c', number: 'SO-26041' });
const lastOrder = {
  enquiry: '2026-10-01',
  incoterm: 'CFR',
  incoterm_place: 'Jebel Ali (T2)',
  port_of_loading: 'Qingdao',
  port_of_discharge: 'Jebel Ali',
  tolerance: '+/-3 %',
  currency: 'USD',
  payment: '30 % T/T',
  total: '20000',
  cartons: '2400',
  'lines/l1/product': 'product_apple',
  'lines/l1/count': '113',
  'lines/l1/cartons': '1200',
  'lines/l1/unit_price': '12',
  'containers/c1/type': '40RH',
  'containers/c1/set_point': '1',
  'containers/c1/ventilation': '15',
  'containers/c1/number': 'ABCU1234567',
  'containers/c2/type': '40RH',
  'containers/c2/set_point': '1',
  'containers/c2/ventilation': '15',
};

describe('an order begins with', () => {
  test('the terms, goods and settings of the last order, and no quantity, price, date or number', () => {
    expect(filled(blank, known({ past: [orderOf('o1', lastOrder)] }))).toEqual({
      incoterm: 'CFR < order order_o1',
      port_of_loading: 'Qingdao < order order_o1',
      port_of_discharge: 'Jebel Ali < order order_o1',
      tolerance: '+/-3 % < order order_o1',
      currency: 'USD < order order_o1',
      payment: '30 % T/T < order order_o1',
      incoterm_place: 'Jebel Ali (T2) < order order_o1',
      'lines/n0/product': 'product_apple < order order_o1',
      'lines/n0/count': '113 < order order_o1',
      'containers/n1/type': '40RH < order order_o1',
      // The team's own figure for apples, not the 1 °C of last time.
      'containers/n1/set_point': '0 < product product_apple',
      'containers/n1/ventilation': '15 < product product_apple',
    });
  });

  test('her usual terms before what was done last, and a place that goes with them', () => {
    const customer = customerOf('c', {
      usual_incoterm: 'FOB',
      port_of_loading: 'Lianyungang',
      payment: 'L/C at sight',
    });
    expect(filled(blank, known({ customer, past: [orderOf('o1', lastOrder)] }))).toMatchObject({
      incoterm: 'FOB < term customer_c',
      port_of_loading: 'Lianyungang < term customer_c',
      incoterm_place: 'Lianyungang < term customer_c',
      payment: 'L/C at sight < term customer_c',
      port_of_discharge: 'Jebel Ali < order order_o1',
    });
  });

  test.each<[string, Record<string, FactValue>, Readonly<Record<string, string>>]>([
    [
      'a habit with a condition stands before everything',
      {
        'habits/h1/text': '币种一律欧元',
        'habits/h1/condition_field': 'currency',
        'habits/h1/condition_comparison': 'is',
        'habits/h1/condition_value': 'EUR',
      },
      { currency: 'EUR < habit customer_c h1' },
    ],
    [
      'words that name the goods set the container',
      { 'habits/h1/text': '苹果柜温 1℃', 'habits/h1/polarity': 'must' },
      { 'containers/n1/set_point': '1 < habit customer_c h1' },
    ],
    [
      'words about other goods do not',
      { 'habits/h1/text': '大蒜柜温 -2℃' },
      { 'containers/n1/set_point': '0 < product product_apple' },
    ],
  ])('%s', (_name, habits, expected) => {
    const customer = customerOf('c', { name: 'Qasr', ...habits });
    expect(filled(blank, known({ customer, past: [orderOf('o1', lastOrder)] }))).toMatchObject(expected);
  });

  test.each<[string, Record<string, FactValue>, string]>([
    [
      'a currency she never pays in',
      {
        'habits/h1/text': '不收美元',
        'habits/h1/polarity': 'never',
        'habits/h1/condition_field': 'currency',
        'habits/h1/condition_comparison': 'is_not',
        'habits/h1/condition_value': 'USD',
      },
      'currency',
    ],
    [
      'a set point where two habits contradict each other',
      { 'habits/h1/text': '苹果柜温 1℃', 'habits/h2/text': '苹果柜温 2℃' },
      'containers/n1/set_point',
    ],
  ])('not with %s', (_name, habits, path) => {
    const customer = customerOf('c', { name: 'Qasr', ...habits });
    const made = filled(blank, known({ customer, past: [orderOf('o1', lastOrder)] }));
    expect(made).not.toHaveProperty([path]);
    expect(made).toHaveProperty(['containers/n1/type']);
  });

  test('nothing that breaks a habit she insists on, though the last order did', () => {
    const customer = customerOf('c', {
      'habits/h1/text': '只要 100',
      'habits/h1/polarity': 'must',
      'habits/h1/condition_field': 'count',
      'habits/h1/condition_comparison': 'one_of',
      'habits/h1/condition_value': '100 / 125',
      'habits/h2/text': '不做 CFR',
      'habits/h2/polarity': 'never',
      'habits/h2/condition_field': 'incoterm',
      'habits/h2/condition_comparison': 'is_not',
      'habits/h2/condition_value': 'CFR',
    });
    const two = orderOf('o1', { ...lastOrder, 'lines/l2/product': 'product_apple', 'lines/l2/count': '100' });
    const made = filled(blank, known({ customer, past: [two] }));
    expect(Object.entries(made).filter(([path]) => path.startsWith('lines/'))).toEqual([
      ['lines/n1/product', 'product_apple < order order_o1'],
      ['lines/n1/count', '100 < order order_o1'],
    ]);
    expect(made).not.toHaveProperty('incoterm');
    expect(made).not.toHaveProperty('incoterm_place');
    // Of one line alone the goods stay, and the size is left open.
    expect(filled(blank, known({ customer, past: [orderOf('o1', lastOrder)] }))).toMatchObject({
      'lines/n0/product': 'product_apple < order order_o1',
    });
  });

  test('the newest order by its date, with the same goods first, whatever the order they come in', () => {
    const past = [
      orderOf('old', { ...lastOrder, enquiry: '2026-01-01', tolerance: '+/-1 %' }),
      orderOf('garlic', {
        enquiry: '2026-11-01',
        tolerance: '+/-9 %',
        'lines/l1/product': 'product_garlic',
        'containers/c1/type': '40RH',
      }),
      orderOf('mid', { ...lastOrder, enquiry: '2026-05-01', tolerance: '+/-5 %', 'lines/l1/count': '100' }),
    ];
    const forApples = unbornOrder({ customer: 'customer_c', 'lines/x/product': 'product_apple' });
    for (const order of [past, past.toReversed()]) {
      expect(filled(blank, known({ past: order }))).toMatchObject({
        tolerance: '+/-9 % < order order_garlic',
        'lines/n0/product': 'product_garlic < order order_garlic',
        'containers/n1/set_point': '-3 < product product_garlic',
      });
      expect(filled(forApples, known({ past: order }))).toMatchObject({
        tolerance: '+/-5 % < order order_mid',
        'lines/x/count': '100 < order order_mid',
        'containers/n0/type': '40RH < order order_mid',
      });
    }
  });

  test('only what she usually buys where there is no order yet, and where that is one product', () => {
    const one = customerOf('c', { 'products/p1/product': 'product_pear' });
    const two = customerOf('c', {
      'products/p1/product': 'product_pear',
      'products/p2/product': 'product_apple',
    });
    expect(filled(blank, known({ customer: one }))).toEqual({
      'lines/n0/product': 'product_pear < term customer_c',
    });
    expect(filled(blank, known({ customer: two }))).toEqual({});
  });

  test('nothing that is in dispute where it would be taken from: the order before says it', () => {
    const disputed = orderOf('o2', { enquiry: '2026-11-01', tolerance: '+/-3 %' }, { tolerance: '+/-4 %' });
    const customer = customerOf('c', { currency: 'USD' }, { currency: 'EUR' });
    expect(filled(blank, known({ customer, past: [disputed] }))).toEqual({});
    expect(
      filled(
        blank,
        known({ customer, past: [disputed, orderOf('o1', { enquiry: '2026-01-01', tolerance: '+/-5 %' })] }),
      ),
    ).toEqual({ tolerance: '+/-5 % < order order_o1' });
  });

  test('no setting of a container beside goods in dispute: nobody knows what travels in it', () => {
    const begun = unbornOrder({
      'lines/l1/product': apple.id,
      'lines/l2/count': '6',
      'containers/c1/type': '40RH',
    });
    const [first, second] = begun.lines;
    if (!first || !second) throw new Error('two lines');
    const clash = { kind: 'many', values: [garlic.id, pear.id] } as const;
    const disputed = {
      ...begun,
      lines: [first, { ...second, fields: { ...second.fields, product: { cell: clash } } }],
    };
    expect(filled(begun, known())).toMatchObject({ 'containers/c1/set_point': '0 < product product_apple' });
    expect(Object.keys(filled(disputed, known())).filter((path) => path.startsWith('containers/'))).toEqual(
      [],
    );
  });

  test('nothing commercial for whoever may not see prices', () => {
    const paths = Object.keys(filled(blank, known({ past: [orderOf('o1', lastOrder)], pricesKnown: false })));
    expect(paths).not.toContain('currency');
    expect(paths).toContain('tolerance');
  });
});

describe('whatever stands and whatever is known', () => {
  const texts: Readonly<Record<string, readonly string[]>> = {
    incoterm: ['FOB', 'CFR', 'nonsense'],
    incoterm_place: ['Qingdao', 'Jebel Ali'],
    port_of_loading: ['Qingdao'],
    port_of_discharge: ['Jebel Ali', 'Jeddah'],
    tolerance: ['+/-3 %', '5 %'],
    currency: ['USD', 'EUR'],
    payment: ['T/T', 'L/C'],
    enquiry: ['2026-01-01', '2026-02-01', 'soon'],
    'lines/l1/product': ['product_apple', 'product_garlic', 'product_gone'],
    'lines/l1/count': ['100', '113'],
    'lines/l2/product': ['product_apple'],
    'containers/c1/type': ['40RH', '20RF'],
    'containers/c1/set_point': ['0', '-3', 'cold'],
    'containers/c1/ventilation': ['closed', '15', '20 %'],
    'containers/c1/humidity': ['90-95'],
  };
  const values = fc.record(
    Object.fromEntries(Object.entries(texts).map(([path, some]) => [path, fc.constantFrom(...some)])),
    { requiredKeys: [] },
  ) as fc.Arbitrary<Readonly<Record<string, string>>>;
  const apart = fc.array(values, { minLength: 1, maxLength: 2 });
  const customers = fc
    .record(
      {
        usual_incoterm: fc.constantFrom('FOB', 'CIF'),
        port_of_loading: fc.constantFrom('Qingdao', 'Xingang'),
        currency: fc.constantFrom('USD', 'GBP'),
        'habits/h1/text': fc.constantFrom('苹果柜温 1℃', '通风必须关闭', '只要 113', '不要绿丝带'),
        'products/p1/product': fc.constantFrom('product_apple', 'product_pear'),
      },
      { requiredKeys: [] },
    )
    .map((set) => customerOf('c', { name: 'c', ...set }));
  const orders = fc
    .array(apart, { maxLength: 4 })
    .map((all) => all.map((sets, index) => orderOf(`p${index}`, ...sets)));
  const target = apart.map((sets) => orderOf('new', ...sets));
  const filling = {
    newId: (() => {
      let next = 0;
      return () => `n${next++}`;
    })(),
    after: () => 'a1',
  };

  function cellOf(order: OrderView, path: string) {
    const [first = '', id, name = ''] = path.split('/');
    if (id === undefined)
      return (order.fields as Readonly<Record<string, OrderView['fields']['etd']>>)[first];
    const items = first === 'lines' ? order.lines : order.containers;
    const fields = items.find((one) => one.id === id)?.fields as
      Readonly<Record<string, OrderView['fields']['etd']>> | undefined;
    return fields?.[name];
  }

  test('nothing that stands is overwritten, and every path is one the schema has', () => {
    fc.assert(
      fc.property(target, customers, orders, (order, customer, past) => {
        for (const { path } of prefill(order, known({ customer, past }), filling)) {
          expect(cellOf(order, path)?.cell.kind ?? 'none').toBe('none');
          expect(fieldOf('order', path)).not.toBeNull();
        }
      }),
    );
  });

  test('what comes from an order is agreed there', () => {
    fc.assert(
      fc.property(target, customers, orders, (order, customer, past) => {
        for (const { path, value, origin } of prefill(order, known({ customer, past }), filling)) {
          if (origin.kind !== 'order' || path.endsWith('/position')) continue;
          const source = past.find(({ id }) => id === origin.order);
          const name = path.split('/').at(-1) ?? '';
          // Without a place of its own it is the port.
          if (name === 'incoterm_place') continue;
          const cells = source
            ? [
                source.fields,
                ...source.lines.map((one) => one.fields),
                ...source.containers.map((one) => one.fields),
              ]
                .flatMap(
                  (fields) => (fields as Readonly<Record<string, OrderView['fields']['etd']>>)[name] ?? [],
                )
                .filter(({ cell }) => cell.kind === 'one')
            : [];
          expect(cells.flatMap(({ cell }) => valuesOf(cell))).toContain(value);
        }
      }),
    );
  });

  test('the order in which past orders come changes nothing', () => {
    fc.assert(
      fc.property(target, customers, orders, (order, customer, past) => {
        expect(filled(order, known({ customer, past: past.toReversed() }))).toEqual(
          filled(order, known({ customer, past })),
        );
      }),
    );
  });
});

describe('where a value came from', () => {
  const origins: readonly Origin[] = [
    { kind: 'order', order: 'order_a1' as EntityId },
    { kind: 'habit', customer: 'customer_c' as EntityId, habit: 'h1' },
    { kind: 'term', customer: 'customer_c' as EntityId },
    { kind: 'product', product: 'product_p' as EntityId },
    { kind: 'containers' },
  ];
  test.each(origins.map((one) => [originText(one), one] as const))('%s is read back', (text, origin) => {
    expect(originOf(text)).toEqual(origin);
  });
  test.each([
    '',
    'order',
    'order product_x',
    'habit customer_c',
    'term customer_c x',
    'x y',
    'order ../a',
    'containers x',
  ])('%j is none', (text) => expect(originOf(text)).toBeNull());

  const made = filledSet([
    { path: 'tolerance', value: '5 %', origin: { kind: 'order', order: 'order_a1' as EntityId } },
    { path: 'currency', value: 'USD', origin: { kind: 'term', customer: 'customer_c' as EntityId } },
    { path: 'lines/l1/count', value: '113', origin: { kind: 'order', order: 'order_a1' as EntityId } },
  ]);
  const standing = (order: OrderView): readonly string[] =>
    standingOrigins(order).map(({ field }) => field.path);

  test('is told as long as value and mark are of one moment, in either document', () => {
    expect(standing(orderOf('o', made)).toSorted()).toEqual(['currency', 'lines/l1/count', 'tolerance']);
  });

  test('is gone where the value is in dispute, was written apart from the mark, or was confirmed', () => {
    expect(standing(orderOf('o', made, { tolerance: '6 %' })).toSorted()).toEqual([
      'currency',
      'lines/l1/count',
    ]);
    const marks = Object.fromEntries(Object.entries(made).filter(([path]) => path.startsWith('prefilled/')));
    expect(standing(orderOf('o', marks, { tolerance: '5 %', currency: 'USD' }))).toEqual([]);
    expect(standing(orderOf('o', { ...made, ...confirmed(['tolerance']) })).toSorted()).toEqual([
      'currency',
      'lines/l1/count',
    ]);
  });

  test('lies under the field, so that two who fill it apart write at one path', () => {
    expect(originPath('tolerance')).toMatch(/^prefilled\/[0-9a-f]{16}\/from$/);
    expect(originPath('tolerance')).toBe(originPath('tolerance'));
  });
});
