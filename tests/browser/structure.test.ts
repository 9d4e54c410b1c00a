import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { connect, disconnectAll, synced } from '../integration/stock-client.ts';
import { hostileRecords } from '../hostile-records.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { card, column, dragToStage, sitDown, toShelf, type Person } from './app-pages.ts';

/** Two people at one team: trash, stages, conflicts, and what other versions and strangers write. */
let relay: RelayProcess;
let a: Person;
let b: Person;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  [a, b] = (await Promise.all(
    ['跟单甲', '跟单乙'].map(async (name) => {
      const person = await sitDown(relay.address, { name });
      person.page.on('pageerror', (error) => errors.push(error.message));
      await person.page.evaluate((mine) => localStorage.setItem('gendan.person', mine), name);
      await person.page.reload();
      await card(person.page, 'order_so26017').waitFor();
      return person;
    }),
  )) as [Person, Person];
});

afterEach(() => {
  expect(errors).toEqual([]);
});

afterAll(async () => {
  disconnectAll();
  for (const person of [a, b]) await person.close();
  await cleanUp();
});

const open = async ({ page }: Person, path: string): Promise<void> => {
  await page.goto(new URL(path, relay.origin).href);
  await page.locator('[data-status="team"]').first().waitFor();
};
const panel = (page: Page) => page.locator('.panel');

/** Nobody hears of anybody until `mend`. */
async function cut(): Promise<void> {
  await relay.stop('SIGKILL');
  for (const { page } of [a, b]) await page.getByText('起离线').first().waitFor();
}

async function mend(): Promise<void> {
  relay = await relay.restart();
  for (const { page } of [a, b]) await page.locator('[data-status="team"]').first().waitFor();
}

/** Asks in its menu to delete what the page shows. */
async function askToRemove(page: Page): Promise<void> {
  await page.getByRole('button', { name: '更多' }).click();
  await page.locator('[popover]:popover-open').getByRole('button', { name: '删除', exact: true }).click();
  await page.getByText('30 天内可以从回收站恢复').first().waitFor();
}

async function sayRemove(page: Page): Promise<void> {
  await page.locator('[popover]:popover-open .ask').getByRole('button', { name: '删除' }).click();
}

/** Deletes what the page shows, through its menu. */
async function remove(page: Page): Promise<void> {
  await askToRemove(page);
  await sayRemove(page);
}

/** Appends records as any y-websocket client can. */
async function append(entity: string, compartment: string, records: readonly unknown[]): Promise<void> {
  const client = connect(relay.sync, `sample/${compartment}/${entity}/facts`, {
    protocols: ['gendan', `gendan.key.${relay.key ?? ''}`],
  });
  await synced(client);
  for (const record of records) client.doc.getArray('records').push([record]);
}

test('[F3] an order is deleted, had back at once, deleted again, and restored from the trash', async () => {
  const { page } = a;
  await open(a, '/sample/orders/order_so26001');
  await remove(page);
  await card(page, 'order_so26001').waitFor({ state: 'detached' });
  await card(b.page, 'order_so26001').waitFor({ state: 'detached' });
  await page.locator('.toast').getByRole('button', { name: '撤销' }).click();
  await card(page, 'order_so26001').waitFor();
  await card(b.page, 'order_so26001').waitFor();

  await card(page, 'order_so26001').click();
  await panel(page).locator('.facts').first().waitFor();
  await remove(page);
  await card(page, 'order_so26001').waitFor({ state: 'detached' });
  await toShelf(page, '回收站');
  const row = page.locator('[data-trashed="order_so26001"]');
  await row.getByText('30 天').waitFor();
  await row.locator('.sub').getByText('跟单甲').waitFor();
  await row.getByRole('link').click();
  await panel(page).getByText('在回收站里，恢复后才能改').waitFor();
  expect(await panel(page).getByLabel('箱数', { exact: true }).first().isDisabled()).toBe(true);
  await row.getByRole('button', { name: '恢复' }).click();
  await row.waitFor({ state: 'detached' });
  await toShelf(page, '在跟');
  await card(page, 'order_so26001').waitFor();
});

test('[F3] customers and products go into a trash of their own', async () => {
  for (const [view, entity] of [
    ['customers', 'customer_c09'],
    ['products', 'product_p04'],
  ] as const) {
    await open(a, `/sample/${view}/${entity}`);
    await remove(a.page);
    await a.page.locator(`a[href="/sample/${view}/${entity}"]`).waitFor({ state: 'detached' });
    await a.page.getByRole('link', { name: '回收站' }).click();
    await a.page.locator(`[data-trashed="${entity}"]`).getByRole('button', { name: '恢复' }).click();
    await a.page.getByRole('link', { name: '在跟' }).click();
    await a.page.locator(`a[href="/sample/${view}/${entity}"]`).waitFor();
  }
});

test('[F3] deleted by one and changed by another meanwhile: it stays, and somebody settles it', async () => {
  await open(b, '/sample/orders/order_so26014');
  await open(a, '/sample/orders/order_so26014');
  await cut();
  const cartons = panel(b.page).getByLabel('箱数', { exact: true }).first();
  await cartons.fill('2222');
  await cartons.press('Enter');
  await remove(a.page);
  await card(a.page, 'order_so26014').waitFor({ state: 'detached' });
  await mend();
  await card(a.page, 'order_so26014').getByText('这一单：一人删了，一人改了').waitFor();
  await a.page
    .locator('.toast')
    .getByText(/「SO-26014.*」同时有人在改/)
    .waitFor();
  await card(a.page, 'order_so26014').click();
  const settle = panel(a.page).locator('#settle-entity-self');
  await settle
    .getByText(/设备 [a-z0-9]{4}.*离线时改，后来传到/)
    .first()
    .waitFor();
  await settle.getByText('箱数').first().waitFor();
  await settle.getByText('2,222').waitFor();
  // To drop it is a choice like any other: undone, both sides stand again.
  await settle.getByRole('button', { name: '删掉' }).click();
  await card(b.page, 'order_so26014').waitFor({ state: 'detached' });
  await a.page.keyboard.press('Control+z');
  await card(b.page, 'order_so26014').getByText('这一单：一人删了，一人改了').waitFor();
  await settle.getByText('2,222').waitFor();
  await settle.getByRole('button', { name: '留下' }).click();
  await settle.waitFor({ state: 'detached' });
  await card(b.page, 'order_so26014').locator('.nums').getByText('2,222').waitFor();
});

test('[F3] what a colleague writes while the question stands was not seen by whoever deletes', async () => {
  await open(b, '/sample/orders/order_so26019');
  await open(a, '/sample/orders/order_so26019');
  await askToRemove(a.page);
  const cartons = panel(b.page).getByLabel('箱数', { exact: true }).first();
  await cartons.fill('2233');
  await cartons.press('Enter');
  await expect
    .poll(() => panel(a.page).getByLabel('箱数', { exact: true }).first().inputValue())
    .toBe('2,233');
  await sayRemove(a.page);
  await card(b.page, 'order_so26019').getByText('这一单：一人删了，一人改了').waitFor();
  const settle = panel(b.page).locator('#settle-entity-self');
  await settle.getByText('2,233').waitFor();
  await settle.getByRole('button', { name: '留下' }).click();
  await settle.waitFor({ state: 'detached' });
});

test('what cannot be issued yet is said on the order and leads to where it is settled; the inbox has all', async () => {
  await open(a, '/sample/orders/order_so26017');
  const blocked = panel(a.page).locator('.blocked');
  await blocked.getByText('定下来之前不能出单据').waitFor();
  expect(await panel(a.page).getByText('定下来之前不能出单据').count()).toBe(1);
  await blocked.getByRole('link', { name: '箱数' }).click();
  expect(await a.page.evaluate(() => document.activeElement?.closest('.settle')?.id)).toBe('settle-cartons');
  await a.page.locator('.inbox').click();
  await a.page
    .locator('[popover]:popover-open')
    .getByRole('link', { name: /SO-26017/ })
    .first()
    .waitFor();
  await a.page.keyboard.press('Escape');
  await panel(a.page).getByRole('button', { name: '用 1,605' }).click();
  await blocked.waitFor({ state: 'detached' });
});

test('[F3] a copy takes only what is clear, and says in the new order what it left out', async () => {
  const says = [
    ['tolerance', '+/-9 %'],
    ['port_of_loading', true],
    ['lines/l1', false],
  ];
  await append('order_so26022', 'board', [{ a: '跟单乙', d: 'x', t: Date.now(), s: says }]);
  await open(a, '/sample/orders/order_so26022');
  const { page } = a;
  await panel(page).locator('#settle-lines-l1').waitFor();
  await panel(page).getByRole('button', { name: '更多' }).click();
  await page.getByRole('button', { name: '复制成新单' }).click();
  await page.getByRole('link', { name: '复制自 SO-26022' }).waitFor();
  const told = panel(page).locator('.banner', { hasText: '没带过来' });
  await told.getByText(/待定的没带过来：溢短装、明细 · .+。 填得不对的没带过来：装运港。/).waitFor();
  expect(await panel(page).getByLabel('溢短装', { exact: true }).first().inputValue()).toBe('');
  await told.getByRole('button', { name: '关闭' }).click();
  await told.waitFor({ state: 'detached' });
});

test('an order of a customer who is not here, or has no name, says so', async () => {
  await append('customer_nameless', 'customers', [
    { a: '跟单丙', d: 'x', t: Date.now(), s: [['country', 'AE']] },
  ]);
  for (const [order, customer, words] of [
    ['order_stray1', 'customer_nobody', '本机没有资料'],
    ['order_stray2', 'customer_nameless', '未命名'],
  ] as const) {
    const says = [
      ['number', 'X-77'],
      ['customer', customer],
    ];
    await append(order, 'board', [{ a: '跟单丙', d: 'x', t: Date.now(), s: says }]);
    await open(a, `/sample/orders/${order}`);
    await card(a.page, order).getByRole('heading', { name: words }).waitFor();
  }
});

test('[F5] what a newer version wrote is shown and cannot be changed, anywhere', async () => {
  const newer = { v: 999, fields: 'in a form to come' };
  await append('order_so26035', 'board', [newer]);
  await append('customer_c02', 'customers', [newer]);
  await append('product_p06', 'products', [newer]);
  await open(a, '/sample/orders/order_so26035');
  await panel(a.page).getByText('这里有较新版本写入的内容').waitFor();
  await panel(a.page).getByText('有 1 处由较新的版本写入').waitFor();
  expect(await panel(a.page).getByLabel('箱数', { exact: true }).first().isDisabled()).toBe(true);
  expect(await panel(a.page).getByRole('button', { name: '加一行' }).isDisabled()).toBe(true);
  await a.page.keyboard.press('Escape');
  // A card of it cannot be moved either.
  await card(a.page, 'order_so26035').focus();
  await a.page.keyboard.press('m');
  await a.page.keyboard.press('ArrowLeft');
  await a.page.getByText('没有改：里面有较新版本写入的内容').waitFor();
  for (const path of ['/sample/customers/customer_c02', '/sample/products/product_p06']) {
    await open(a, path);
    await a.page.getByText('这里有较新版本写入的内容').waitFor();
    expect(await a.page.locator('.page h1 input').isDisabled()).toBe(true);
  }
});

test('two people drag cards into one place at once, and both see one order', async () => {
  for (const person of [a, b]) {
    await open(person, '/sample/orders');
    await person.page.locator('.route').getByRole('button', { name: /^签约/ }).click();
    await person.page.locator('.route li.first', { hasText: '签约' }).waitFor();
  }
  await cut();
  await dragToStage(a.page, 'order_so26008', 'deposit_received');
  await dragToStage(b.page, 'order_so26013', 'deposit_received');
  await mend();
  const order = async ({ page }: Person) =>
    column(page, 'deposit_received')
      .locator('[data-order]')
      .evaluateAll((cards) => cards.map((one) => one.getAttribute('data-order')));
  for (const { page } of [a, b])
    for (const id of ['order_so26008', 'order_so26013'])
      await column(page, 'deposit_received').locator(`[data-order="${id}"]`).waitFor();
  await expect.poll(() => order(b)).toEqual(await order(a));
  for (const { page } of [a, b])
    for (const id of ['order_so26008', 'order_so26013']) expect(await card(page, id).count()).toBe(1);
});

test('stages are renamed, added, moved and retired; orders in a retired one stay until they are moved', async () => {
  const { page } = a;
  await open(a, '/sample/settings');
  const row = (stage: string) => page.locator(`[data-stage-row="${stage}"]`);
  await row('packing').getByLabel('中文名').fill('打包');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '询价 后移' }).focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.locator('.stage-list').first().locator('li').first().getAttribute('data-stage-row'))
    .toBe('quoted');
  await page.getByLabel('阶段名称').fill('熏蒸');
  await page.keyboard.press('Enter');
  await page
    .locator('.stage-list')
    .first()
    .locator('li')
    .last()
    .getByRole('button', { name: '停用 熏蒸' })
    .waitFor();
  await page.getByRole('button', { name: '停用 定金' }).click();
  await page.getByRole('button', { name: '重新启用 定金' }).waitFor();

  await open(b, '/sample/orders');
  expect(await column(b.page, 'packing').locator('.disputed').count()).toBe(0);
  await append('team_board', 'team', [
    { a: '跟单丙', d: 'x', t: Date.now(), s: [['stages/packing/name_zh', '装箱']] },
  ]);
  await column(b.page, 'packing').locator('.disputed').click();
  await b.page.locator('#settle-stages-packing-name_zh').getByRole('button', { name: '用 打包' }).click();
  await open(b, '/sample/orders');
  await column(b.page, 'packing').waitFor();
  expect(await column(b.page, 'packing').locator('.disputed').count()).toBe(0);
  const retired = column(b.page, 'deposit_received');
  await retired.getByText('已停用，把单移走').waitFor();
  const left = await retired
    .locator('[data-order]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-order') ?? ''));
  expect(left.length).toBeGreaterThan(0);
  await b.page.locator('.route').getByRole('button', { name: /^打包/ }).waitFor();
  for (const id of left) {
    await open(b, `/sample/orders/${id}`);
    await panel(b.page).getByLabel('阶段', { exact: true }).selectOption({ label: '打包' });
    await column(b.page, 'packing').locator(`[data-order="${id}"]`).waitFor();
  }
  await retired.waitFor({ state: 'detached' });
  await panel(b.page).getByRole('button', { name: '改动记录' }).click();
  await b.page.locator('.history li', { hasText: '定金 →' }).first().waitFor();
});

test('orders are found by number, customer and product, on the board and among the archived', async () => {
  const { page } = b;
  await open(b, '/sample/orders');
  await page.keyboard.press('/');
  await page.keyboard.type('26017');
  await expect.poll(() => page.locator('[data-order]').count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('[data-order]').count()).toBeGreaterThan(30);
  await open(b, '/sample/orders/order_so26018');
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('button', { name: '归档', exact: true }).click();
  await toShelf(page, '归档');
  await card(page, 'order_so26018').waitFor();
  await page.getByLabel('找单号、客户、品名').fill('zzz');
  await page.getByText('没有找到').waitFor();
  await page.getByLabel('找单号、客户、品名').fill('018');
  await card(page, 'order_so26018').waitFor();
  // Who looks for it on the board is told where it is.
  await open(b, '/sample/orders?q=26018');
  await page.locator('.elsewhere').getByRole('link', { name: '已归档里还有 1 单' }).click();
  await card(page, 'order_so26018').waitFor();
});

test('customers and products are found by a piece of any of their names', async () => {
  const { page } = b;
  for (const [view, label, query, entity] of [
    ['customers', '找客户', 'RIMAL', 'customer_c01'],
    ['customers', '找客户', '阿联酋', 'customer_c01'],
    ['products', '找产品', '富士', 'product_p01'],
    ['products', '找产品', 'fuJI', 'product_p01'],
  ] as const) {
    await open(b, `/sample/${view}`);
    const rows = page.locator('.list-table tbody tr');
    await rows.first().waitFor();
    const all = await rows.count();
    await page.keyboard.press('/');
    await page.keyboard.type(query);
    await expect.poll(() => rows.count()).toBeLessThan(all);
    await page.locator(`a[href="/sample/${view}/${entity}"]`).waitFor();
    await page.getByLabel(label).fill('zzz');
    await page.getByText('没有找到').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => rows.count()).toBe(all);
  }
});

test('what is looked for in the trash is found however much lies there, and what is left out is said', async () => {
  const { page } = b;
  await open(b, '/sample/orders');
  // Rows are a cache: so many deletions need not be made.
  const change = (put: boolean) =>
    page.evaluate(async (put) => {
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error('not done'));
        });
      const db = await settled(indexedDB.open('gendan-sample'));
      const table = db.transaction('orders', 'readwrite').objectStore('orders');
      const [like] = (await settled(table.getAll(null, 1))) as { id: string }[];
      for (let n = 100; n < 330; n++) {
        const id = `order_gone${n}`;
        const since = new Date(Date.now() - n * 60_000).toISOString();
        const number = { kind: 'one', value: `GONE-${n}` };
        const trashed = { since, by: { person: '跟单甲', device: 'd' } };
        // The newest stand last in the table.
        const position = `a${999 - n}`;
        await (put
          ? settled(table.put({ ...like, id, number, position, shelf: 'trash', trashed }))
          : settled(table.delete(id)));
      }
      db.close();
    }, put);
  await change(true);
  await open(b, '/sample/orders?trash');
  const rows = page.locator('[data-trashed^="order_gone"]');
  await page.getByText('只列出前 200 条').waitFor();
  await page.locator('[data-trashed="order_gone100"]').waitFor();
  expect(await rows.count()).toBeLessThanOrEqual(200);
  await page.getByLabel('找单号、客户、品名').fill('gone-329');
  await expect.poll(() => rows.count()).toBe(1);
  await page.locator('[data-trashed="order_gone329"]').waitFor();
  expect(await page.getByText('只列出前').count()).toBe(0);
  await change(false);
});

test('[F2] hostile records are counted and kept, and every view stands', async () => {
  const targets: readonly (readonly [EntityKind, string, string])[] = [
    ['order', 'order_so26020', 'board'],
    ['order', 'order_so26020', 'commercial'],
    ['customer', 'customer_c03', 'customers'],
    ['product', 'product_p02', 'products'],
    ['team', 'team_board', 'team'],
  ];
  for (const [kind, entity, compartment] of targets)
    await append(
      entity,
      compartment,
      hostileRecords(kind).map(({ record }) => record),
    );
  await open(a, '/sample/orders');
  await card(a.page, 'order_so26020').waitFor();
  for (const path of [
    '/sample/orders/order_so26020',
    '/sample/customers/customer_c03',
    '/sample/products/product_p02',
    '/sample/settings',
    '/sample/customers',
    '/sample/products',
  ]) {
    await open(a, path);
    if (path.includes('_') || path.endsWith('settings'))
      await a.page.locator('.unreadable').getByText('读不懂').first().waitFor();
    expect(await a.page.getByText('这里出了错').count()).toBe(0);
  }
  await a.page.locator('.inbox').click();
  await a.page.locator('[popover]:popover-open .menu a').first().waitFor();
});
