import { describe, expect, test } from 'vitest';
import { defaultStages } from '../model/stages.ts';
import type { EntityId } from '../sync/document-name.ts';
import { dateKeys, type DateKey, type OrderEntry } from './entry.ts';
import { blankEntry } from './test-entry.ts';
import { compareMatters, mattersOf, stageOrder, type Matter, type MatterGroup } from './today.ts';

const today = 20_780;
const stages = stageOrder(defaultStages);
type Dates = Partial<Record<DateKey, number>>;

/** An order with dates in days from today. */
function entry(stage: string, dates: Dates, more: Partial<OrderEntry> = {}): OrderEntry {
  return {
    ...blankEntry,
    stage,
    number: 'SO-1',
    days: dateKeys.map((key) => (dates[key] === undefined ? null : today + dates[key])),
    ...more,
  };
}

/** As `group kind details day`, the day in days from today. */
function words({ order: _order, group, kind, day, ...more }: Matter): string {
  return [group, kind, ...Object.values(more).map(String), day === null ? 'undated' : day - today].join(' ');
}

const inConflict = { conflicts: 1, critical: true };
const awaited = { waiting: true };
const wrong = (...errorCodes: string[]): Partial<OrderEntry> => ({
  found: { errors: errorCodes.length, warnings: 2, errorCodes },
});

const vectors: readonly (readonly [
  name: string,
  stage: string,
  dates: Dates,
  more: Partial<OrderEntry>,
  matters: readonly string[],
])[] = [
  ['nothing is near', 'packing', { etd: 20, latestShipment: 30, promisedEtd: 20 }, {}, []],
  [
    'errors that the checks found',
    'packing',
    { etd: 20, latestShipment: 30 },
    wrong('set_point_sign', 'total_differs'),
    ['settle finding 2 20'],
  ],
  ['warnings alone', 'packing', { etd: 20 }, wrong(), []],
  ['errors of what is closed', 'closed', {}, wrong('total_differs'), []],
  ['errors of what is put away', 'packing', {}, { shelf: 'archived', ...wrong('total_differs') }, []],
  [
    'an error that the dates tell already',
    'packing',
    { etd: 43, latestShipment: 40 },
    wrong('etd_after_latest_shipment'),
    ['settle beyond 3 40'],
  ],
  [
    'one that they tell, and another',
    'packing',
    { etd: 43, latestShipment: 40 },
    wrong('etd_after_latest_shipment', 'set_point_sign'),
    ['settle beyond 3 40', 'settle finding 2 40'],
  ],
  ['the trash', 'packing', { latestShipment: 2 }, { shelf: 'trash', ...inConflict }, []],
  ['the archive', 'packing', { latestShipment: 2 }, { shelf: 'archived', ...inConflict }, []],

  [
    'a critical conflict presses by its nearest date',
    'packing',
    { etd: 13, latestShipment: 25 },
    inConflict,
    ['settle conflict true 13'],
  ],
  ['another conflict', 'packing', { etd: 25 }, { conflicts: 1 }, ['settle conflict false 25']],
  [
    'a conflict of an order that has sailed presses by its papers',
    'documents',
    { sailed: -3, papersDue: 9 },
    inConflict,
    ['settle conflict true 9'],
  ],
  [
    'then by its payment',
    'presented',
    { sailed: -9, papersDue: -2, paymentDue: 20 },
    inConflict,
    ['settle conflict true 20'],
  ],
  [
    'then by nothing',
    'paid',
    { sailed: -9, papersDue: -2, paymentDue: -2 },
    inConflict,
    ['settle conflict true undated'],
  ],
  ['a conflict without a date', 'enquiry', {}, inConflict, ['settle conflict true undated']],
  [
    'a closed order',
    'closed',
    { latestShipment: -9, paymentDue: -2, etd: -9, papersDue: -1 },
    inConflict,
    ['settle conflict true undated'],
  ],

  ['latest shipment in a week', 'packing', { latestShipment: 7 }, {}, ['due latest false 7']],
  ['latest shipment in eight days', 'packing', { latestShipment: 8 }, {}, []],
  ['latest shipment today', 'packing', { latestShipment: 0 }, {}, ['due latest false 0']],
  ['latest shipment near, and loaded', 'loaded', { latestShipment: 2, etd: 2 }, {}, []],
  ['latest shipment has passed', 'packing', { latestShipment: -1 }, {}, ['settle latest false -1']],
  [
    'latest shipment has passed at the terminal',
    'loaded',
    { latestShipment: -1, etd: 2 },
    {},
    ['settle latest true -1'],
  ],
  ['latest shipment has passed and it sailed', 'sailed', { latestShipment: -1, sailed: -2 }, {}, []],
  ['by its ETD it sailed in time', 'loaded', { latestShipment: -1, etd: -1 }, {}, ['due sailing -1']],
  [
    'by its ETD it sailed too late',
    'loaded',
    { latestShipment: -2, etd: -1 },
    {},
    ['settle latest true -2', 'due sailing -1'],
  ],

  [
    'ETD after latest shipment, however far',
    'packing',
    { latestShipment: 40, etd: 43 },
    {},
    ['settle beyond 3 40'],
  ],
  [
    'ETD after latest shipment that is near',
    'packing',
    { latestShipment: 4, etd: 5 },
    {},
    ['settle beyond 1 4'],
  ],
  ['ETD on latest shipment', 'packing', { latestShipment: 40, etd: 40 }, {}, []],

  ['ETD in three days, not loaded', 'booked', { etd: 3 }, {}, ['due loading 3']],
  ['ETD in four days, not loaded', 'booked', { etd: 4 }, {}, []],
  ['ETD in three days, loaded', 'loaded', { etd: 3 }, {}, []],
  ['latest shipment says it already', 'booked', { etd: 2, latestShipment: 5 }, {}, ['due latest false 5']],

  ['sails today', 'loaded', { etd: 0 }, {}, ['due sailing 0']],
  ['ETD has passed', 'booked', { etd: -2 }, {}, ['due sailing -2']],
  ['ETD has passed, and it sailed', 'loaded', { etd: -2, sailed: -2 }, {}, []],

  ['ETD after the promise', 'packing', { etd: 10, promisedEtd: 8 }, {}, ['due late 2 10']],
  ['ETD after the promise, far away', 'packing', { etd: 15, promisedEtd: 8 }, {}, []],
  [
    'ETD after the promise, and somebody was told',
    'packing',
    { etd: 10, promisedEtd: 8, answerDue: 1 },
    awaited,
    ['waiting answer 1'],
  ],
  ['ETD on the promise', 'packing', { etd: 10, promisedEtd: 10 }, {}, []],
  ['late and today', 'loaded', { etd: 0, promisedEtd: -2 }, {}, ['due sailing 0']],

  ['papers due in a week', 'documents', { sailed: -5, papersDue: 7 }, {}, ['due papers 7']],
  ['papers due later', 'documents', { sailed: -5, papersDue: 8 }, {}, []],
  ['papers overdue', 'sailed', { sailed: -30, papersDue: -2 }, {}, ['due papers -2']],
  ['papers presented', 'presented', { sailed: -30, papersDue: -2, eta: 3 }, {}, []],
  ['arrives without papers', 'documents', { sailed: -5, eta: 6 }, {}, ['due arrival 6']],
  ['arrives, and papers are due', 'documents', { sailed: -5, eta: 6, papersDue: 4 }, {}, ['due papers 4']],
  ['arrives, and has not sailed', 'packing', { etd: 5, eta: 6 }, {}, []],

  ['payment due', 'presented', { sailed: -20, paymentDue: 3 }, {}, ['due payment 3']],
  ['payment due later', 'presented', { sailed: -20, paymentDue: 4 }, {}, []],
  ['payment overdue', 'presented', { sailed: -20, paymentDue: -8 }, {}, ['due payment -8']],
  [
    'a deposit is a payment too',
    'contract_signed',
    { promisedEtd: 40, paymentDue: 1 },
    {},
    ['due payment 1'],
  ],
  ['paid', 'paid', { sailed: -20, paymentDue: -8 }, {}, []],

  ['an enquiry of yesterday', 'enquiry', { enquiry: -1 }, {}, []],
  ['an enquiry of two days ago', 'enquiry', { enquiry: -2 }, {}, ['due quote 0']],
  ['an enquiry that waits for a price', 'enquiry', { enquiry: -6 }, awaited, ['waiting answer undated']],
  ['quoted', 'quoted', { enquiry: -6 }, {}, []],

  ['an answer is awaited', 'packing', { etd: 20, answerDue: -3 }, awaited, ['waiting answer -3']],
  [
    'an answer is due, and nobody said from whom',
    'packing',
    { etd: 20, answerDue: 2 },
    {},
    ['waiting answer 2'],
  ],
  ['an answer that came after the end', 'closed', {}, awaited, ['waiting answer undated']],

  ['signed without a date', 'contract_signed', {}, {}, ['due undated promisedEtd undated']],
  ['signed with a promise', 'contract_signed', { promisedEtd: 40 }, {}, []],
  ['quoted without a date', 'quoted', {}, {}, []],
  [
    'booked without an ETD',
    'booked',
    { promisedEtd: 40, latestShipment: 50 },
    {},
    ['due undated etd undated'],
  ],
  ['sailed, and nobody said when', 'documents', { etd: -4 }, {}, ['due undated sailed undated']],
  ['paid, and nobody said when it sailed', 'paid', { etd: -40 }, {}, []],
  ['a stage nobody knows', 'elsewhere', { latestShipment: 3 }, {}, ['due latest false 3']],
];

test.each(vectors)('%s', (_name, stage, dates, more, matters) => {
  expect(mattersOf(entry(stage, dates, more), today, stages).map(words)).toEqual(matters);
});

describe('a team with stages of its own', () => {
  const [fumigated, closing] = [
    { id: 'fumigated', nameZh: '熏蒸', nameEn: 'Fumigated', position: 'a8V', limit: null },
    { id: 'filed', nameZh: '存档', nameEn: 'Filed', position: 'az', limit: null },
  ];
  const own = stageOrder([...defaultStages, closing, fumigated]);

  test('counts them where they stand', () => {
    const near = { latestShipment: 3, etd: 3 };
    expect(mattersOf(entry('fumigated', near), today, own)).toEqual([]);
    expect(mattersOf(entry('booked', near), today, own)).toHaveLength(1);
    expect(mattersOf(entry('filed', near), today, own)).toEqual([]);
  });
});

test('a group begins with what stands in the way of papers, then goes by day; what has none comes last', () => {
  const matter = (id: string, day: number | null, critical: boolean): Matter => ({
    order: id as EntityId,
    group: 'settle' satisfies MatterGroup,
    day,
    kind: 'conflict',
    critical,
  });
  const sorted = [
    matter('order_c', null, true),
    matter('order_d', 1, false),
    matter('order_b', 5, true),
    matter('order_a', 5, true),
    matter('order_e', null, false),
    matter('order_f', -1, true),
  ].sort(compareMatters);
  expect(sorted.map(({ order }) => order.at(-1)).join('')).toBe('fabcde');
});
