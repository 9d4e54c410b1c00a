import { expect, test } from 'vitest';
import { projectOrder } from '../../shared/model/project.ts';
import { noFacts, type Change, type FactValue } from '../../shared/model/facts.ts';
import type { Cell, OrderRow } from '../../shared/model/rows.ts';
import { defaultStages } from '../../shared/model/stages.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { dayNumber } from '../../shared/views/calendar-day.ts';
import type { Matter, MatterDetail } from '../../shared/views/today.ts';
import { deedOf, doDeed } from './deed.ts';
import type { Shown } from './shown.ts';
import type { Workspace } from './workspace.svelte.ts';

const id = 'order_x1' as EntityId;
const customer = 'customer_c1' as EntityId;
const today = '2026-11-23';
const monday = dayNumber(today) ?? 0;
const one = <T>(value: T): Cell<T> => ({ kind: 'one', value });

const blank = projectOrder(id, noFacts, null, []);
const row: OrderRow = { ...blank, stage: 'booked', stages: ['booked'], customer: one(customer) };

function workspaceWith(stages = defaultStages) {
  const asked: { set: Change['set']; shown: Shown | undefined }[] = [];
  const workspace = {
    stages,
    customers: new Map([[customer, { name: one('Serra Azul') }]]),
    topOf: () => Promise.resolve(null),
    change(_kind: string, _id: EntityId, change: Change, shown?: Shown) {
      asked.push({ set: change.set, shown });
      return Promise.resolve(true);
    },
  } as unknown as Workspace;
  return { workspace, asked };
}

function matter(detail: MatterDetail, more: Partial<Matter> = {}): Matter {
  return { order: id, group: 'due', day: monday, ...detail, ...more } as Matter;
}

type Writes = Readonly<Record<string, FactValue>>;

const written: readonly (readonly [
  name: string,
  matter: Matter,
  row: Partial<OrderRow>,
  set: Writes,
  shown: Shown,
])[] = [
  ['sailed today', matter({ kind: 'sailing' }), {}, { sailed: today }, { sailed: [null] }],
  [
    'the customer was told',
    matter({ kind: 'late', by: 2 }),
    { answerDue: one('2026-11-20') },
    { waiting_for: 'Serra Azul', answer_due: '2026-11-25' },
    { waiting_for: [null], answer_due: ['2026-11-20'] },
  ],
  [
    'answered',
    matter({ kind: 'answer' }, { group: 'waiting' }),
    { waitingFor: { kind: 'many', values: ['货代', '冷库'] }, answerDue: one('2026-11-20') },
    { waiting_for: null, answer_due: null },
    { waiting_for: ['货代', '冷库'], answer_due: ['2026-11-20'] },
  ],
  ['loaded', matter({ kind: 'loading' }), {}, { stage: 'loaded' }, { stage: ['booked'] }],
  ['papers presented', matter({ kind: 'papers' }), {}, { stage: 'presented' }, { stage: ['booked'] }],
  ['paid', matter({ kind: 'payment' }), {}, { stage: 'paid' }, { stage: ['booked'] }],
  [
    'quoted, of an order of which no stage is said',
    matter({ kind: 'quote' }),
    { stage: 'enquiry', stages: ['enquiry'] },
    { stage: 'quoted' },
    { stage: ['enquiry', null] },
  ],
];

test.each(written)(
  '[F2] one press writes, upon what the row showed: %s',
  async (_name, about, more, set, shown) => {
    const { workspace, asked } = workspaceWith();
    const deed = deedOf(workspace, about, { ...row, ...more }, today);
    if (deed.kind === 'open') throw new Error('it leads to a field');
    expect(await doDeed(workspace, { ...row, ...more }, deed)).toBe(true);
    expect(asked).toEqual([{ set: expect.objectContaining(set) as Change['set'], shown }]);
  },
);

const opened: readonly (readonly [name: string, matter: Matter, row: Partial<OrderRow>, path: string])[] = [
  [
    'a conflict, where it is settled',
    matter({ kind: 'conflict', critical: true }),
    {
      conflicts: [
        { path: 'enquiry' as never, values: ['2026-11-01', '2026-11-02'] },
        { path: 'etd' as never, values: ['2026-11-01', '2026-11-02'] },
      ],
    },
    'etd',
  ],
  [
    'an ETD that has passed, for only she knows when it sailed',
    matter({ kind: 'sailing' }, { day: monday - 1 }),
    {},
    'sailed',
  ],
  ['an ETD after latest shipment', matter({ kind: 'beyond', by: 2 }, { group: 'settle' }), {}, 'etd'],
  [
    'latest shipment that has passed',
    matter({ kind: 'latest', loaded: false }, { group: 'settle' }),
    {},
    'latest_shipment',
  ],
  ['a date that is missing', matter({ kind: 'undated', lacks: 'promisedEtd' }), {}, 'promised_etd'],
  [
    'a late order of a customer without a name',
    matter({ kind: 'late', by: 2 }),
    { customer: { kind: 'none' } },
    'etd',
  ],
  [
    'an order whose stage is not agreed',
    matter({ kind: 'papers' }),
    { stages: ['booked', 'sailed'] },
    'papers_due',
  ],
  ['an order that a newer version wrote in', matter({ kind: 'answer' }), { newer: true }, 'waiting_for'],
];

test.each(opened)('leads to the field: %s', (_name, about, more, path) => {
  expect(deedOf(workspaceWith().workspace, about, { ...row, ...more }, today)).toMatchObject({
    kind: 'open',
    path,
  });
});

test('puts no order into a stage out of use', () => {
  const { workspace } = workspaceWith(defaultStages.filter((stage) => stage.id !== 'presented'));
  expect(deedOf(workspace, matter({ kind: 'papers' }), row, today)).toMatchObject({ kind: 'open' });
});
