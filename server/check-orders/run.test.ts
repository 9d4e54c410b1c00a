import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadSample } from '../../shared/knowledge/load.ts';
import type { OrderReport } from './report.ts';
import { runCheckOrders } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'gendan-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sample = await loadSample();
const today = '2026-11-26';

function fileOf(content: unknown): string {
  const path = join(folder, 'orders.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function reports(content: unknown, ...options: readonly string[]): Promise<readonly OrderReport[]> {
  const output = await runCheckOrders([fileOf(content), '--json', ...options], folder, today);
  expect(output).toMatchObject({ stderr: '', code: 0 });
  return JSON.parse(output.stdout) as readonly OrderReport[];
}

/** What the sample expects of checks that are about papers and acknowledgements, and of the merge of two edits. */
const elsewhere = /部门未确认|提单|箱单|产地证|植检证|两人离线/;

describe('the sample', () => {
  test('errors and warnings stand on the orders that expect some, and on no other', async () => {
    const found = await reports({ ...sample, habitKinds: undefined });
    const loud = found
      .filter(({ findings }) => findings.some(({ severity }) => severity !== 'note'))
      .map(({ order }) => order);
    const due = sample.orders
      .filter(({ expected_findings: expected }) => expected.some((one) => !elsewhere.test(one)))
      .map(({ id }) => id);
    expect(loud).toEqual(due);
  });

  test.each([
    ['SO-26004', 'cartons_over_house'],
    ['SO-26006', 'mixed_ethylene'],
    ['SO-26009', 'habit_broken'],
    ['SO-26010', 'over_credit_quantity'],
    ['SO-26010', 'habit_broken'],
    ['SO-26017', 'unsettled'],
    ['SO-26024', 'booking_set_point_sign'],
    ['SO-26024', 'booking_ventilation_per_cent'],
    ['SO-26034', 'invoice_total_differs'],
  ])('%s: %s', async (id, code) => {
    const [report] = await reports(sample.orders.filter((order) => order.id === id));
    expect(report?.findings.map((one) => one.code)).toContain(code);
  });
});

test('a file is one order, a list, or an object with orders', async () => {
  const [order] = sample.orders;
  const [one, list, whole] = [
    await reports(order),
    await reports([order]),
    await reports({ orders: [order] }),
  ];
  expect(one).toEqual(list);
  expect(list).toEqual(whole);
  expect(await reports([])).toEqual([]);
});

test('customers and products of the file stand before those of the sample', async () => {
  const order = sample.orders.find(({ id }) => id === 'SO-26015');
  const [pear] = sample.products.filter(({ id }) => id === 'P03');
  const [report] = await reports({ orders: [order], products: [{ ...pear, ctn_40rh: 1000 }] });
  expect(report?.findings.map(({ code }) => code)).toContain('cartons_over_house');
});

test('each finding says what it rests on, in either language', async () => {
  const order = sample.orders.find(({ id }) => id === 'SO-26009');
  const habit = (found: readonly OrderReport[]) =>
    found[0]?.findings.find(({ code }) => code === 'habit_broken');
  expect(habit(await reports(order))).toMatchObject({
    severity: 'error',
    fields: ['lines/l1/count'],
    message: '客户习惯：5.5 公分以下一律退货。现在是 5.0-5.5 cm',
    because: [{ kind: 'habit', source: '微信', says: '微信，2月16日 周一' }],
  });
  expect(habit(await reports(order, '--lang', 'en'))?.message).toContain("The customer's habit");
});

test('for people: a line for each finding', async () => {
  const output = await runCheckOrders([fileOf(sample.orders[3])], folder, today);
  expect(output.stdout).toContain('SO-26004\n  ✗ 第 1 柜装 1,380 箱，超过鸭梨一个 40RH 可装的 1,120 箱\n');
});

test('keys that nothing reads are named once on stderr, and change nothing else', async () => {
  const [order] = sample.orders;
  const content = {
    orders: [
      { ...order, colour: 'red', lines: [{ product: 'P01', cartoons: 5 }, { cartoons: 6 }] },
      { id: 'B', containers: [{ set_point: '-3' }], documents: { bill_of_loading: {} } },
    ],
    customer: [],
  };
  const output = await runCheckOrders([fileOf(content), '--json'], folder, today);
  expect(output.code).toBe(0);
  expect(JSON.parse(output.stdout)).toHaveLength(2);
  const keys = ['lines[].cartoons', 'colour', 'containers[].set_point', 'documents.bill_of_loading'];
  for (const key of keys) expect(output.stderr).toContain(`'orders[].${key}'`);
  expect(output.stderr).toContain("'customer'");
  expect(output.stderr.match(/cartoons/g)).toHaveLength(1);
  expect(output.stderr).toMatch(/^gendan: [^\n]+\n$/);
});

test.each([
  ['not json', 'is not JSON'],
  ['7', 'orders[0]: '],
  ['{"orders":{}}', 'orders: '],
  ['[{"lines":[]}]', 'orders[0].id: '],
  ['[{"id":"A","lines":[{"cartons":{}}]}]', 'orders[0].lines[0].cartons: '],
  ['{"as_of":"tomorrow","orders":[]}', 'as_of: a date such as 2026-11-23 is expected'],
])('%s is one clear line and exit code 1', async (content, message) => {
  const { stdout, stderr, code } = await runCheckOrders([fileOf(content), '--json'], folder, today);
  expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
  expect(stderr).toContain(message);
  expect(stderr.trimEnd()).not.toContain('\n');
});

test.each([[[]], [['a', 'b']], [['--what', 'a']], [['a', '--lang', 'fr']], [['missing.json']]])(
  'called as %j it says how it is called, or what is missing',
  async (args) => {
    const { stderr, code } = await runCheckOrders(args, folder, today);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^gendan: .+\n$/);
  },
);
