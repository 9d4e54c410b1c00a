import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { card, column, sitDown, type Person } from './app-pages.ts';
import { holdAndDrop, swipe } from './touch-hands.ts';

/** Every view in the hand, on the Monday the sample speaks of: nothing but a finger. */
let relay: RelayProcess;
let person: Person;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  person = await sitDown(relay.address, { name: '跟单甲', width: 390, height: 844, touch: true });
  page = person.page;
  page.on('pageerror', (error) => errors.push(error.message));
  await page.locator('[data-status="team"]').first().waitFor();
  await page.clock.setFixedTime('2026-11-23T10:00:00+08:00');
  await page.evaluate(() => localStorage.setItem('gendan.person', '跟单甲'));
});

afterEach(() => {
  expect(errors).toEqual([]);
});

afterAll(async () => {
  await person.close();
  await cleanUp();
});

async function open(path: string): Promise<void> {
  await page.goto(new URL(path, relay.origin).href);
  await page.locator('[data-status="team"]').first().waitFor();
}

const tab = (name: string) => page.locator('.stages').getByRole('button', { name });
const shownTab = () => page.locator('.stages button.on').innerText();
const undo = () => page.getByRole('button', { name: /^撤销：/ }).first();
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const day = (date: string) => page.locator(`[data-day="${dayNumber(date)}"]`);

test('a swipe brings the next column, a tap on its name any', async () => {
  await open('/sample/orders');
  await card(page, 'order_so26001').waitFor();
  await swipe(page, { x: 340, y: 500 }, { x: -300 });
  await expect.poll(shownTab).toContain('报价');
  await swipe(page, { x: 50, y: 500 }, { x: 300 });
  await expect.poll(shownTab).toContain('询价');
  await tab('订舱').tap();
  await expect.poll(shownTab).toContain('订舱');
  await expect.poll(async () => (await column(page, 'booked').boundingBox())?.x).toBe(0);
});

test('a card that is held and let go over the name of a stage goes there, and a tap has it back', async () => {
  await open('/sample/orders');
  await tab('询价').tap();
  await card(page, 'order_so26001').and(page.locator('[draggable="true"]')).waitFor();
  await holdAndDrop(card(page, 'order_so26001'), tab('报价'));
  await column(page, 'quoted').locator('[data-order="order_so26001"]').waitFor({ state: 'attached' });
  await undo().tap();
  await column(page, 'enquiry').locator('[data-order="order_so26001"]').waitFor();
});

test('a tap opens an order; its stage is chosen there, and the way back is a tap', async () => {
  await open('/sample/orders');
  await card(page, 'order_so26002').tap();
  await page.locator('.panel .facts').first().waitFor();
  await page.locator('.panel').getByLabel('阶段').selectOption({ label: '报价' });
  await page.getByRole('button', { name: '返回' }).tap();
  await page.locator('.panel').waitFor({ state: 'detached' });
  await column(page, 'quoted').locator('[data-order="order_so26002"]').waitFor({ state: 'attached' });
});

test('orders of the table are chosen by taps and changed together; a swipe goes on in the list', async () => {
  await open('/sample/orders?as=table');
  const list = page.locator('.table-list');
  await list.locator('[data-row="order_so26005"]').waitFor();
  await page.getByRole('button', { name: '多选' }).tap();
  for (const order of ['order_so26005', 'order_so26006']) {
    await list.locator(`[data-row="${order}"]`).tap();
    await list.locator(`[data-row="${order}"][aria-checked="true"]`).waitFor();
  }
  await page.getByRole('button', { name: '批量改' }).tap();
  await page.getByLabel('改哪一栏').selectOption({ label: '船期' });
  await page.getByLabel('改成').fill('2027-02-03');
  await page.getByRole('button', { name: '改 2 单' }).tap();
  await page.getByText('改了 2 单。').first().waitFor();
  await expect.poll(() => list.locator('[data-row="order_so26006"]').innerText()).toContain('2月3日');
  await page.getByRole('button', { name: '取消选择' }).tap();
  await swipe(page, { x: 200, y: 600 }, { y: -400 });
  await expect.poll(() => list.evaluate((one) => one.scrollTop)).toBeGreaterThan(200);
  await list.locator('a[data-row]').nth(6).tap();
  await page.locator('.panel').waitFor();
});

test('a date of the calendar that is held and let go over another day is written there', async () => {
  await open('/sample/orders?as=calendar');
  const plate = (date: string) => day(date).locator('[data-plate="order_so26025.etd"]');
  await plate('2026-11-27').and(page.locator('[draggable="true"]')).waitFor();
  await holdAndDrop(plate('2026-11-27'), day('2026-11-28'));
  await plate('2026-11-28').waitFor();
  await undo().tap();
  await plate('2026-11-27').waitFor();
});

test('the timeline is moved, zoomed and swiped, and a tap opens an order', async () => {
  await open('/sample/orders?as=timeline');
  const title = page.locator('.span-bar h2');
  await page.locator('.path').first().waitFor();
  for (let turned = 0; turned < 3; turned++) await page.getByRole('button', { name: '往后' }).tap();
  await expect.poll(() => title.innerText()).not.toBe('2026年11月');
  await page.getByRole('button', { name: '今天' }).tap();
  await expect.poll(() => title.innerText()).toBe('2026年11月');
  const first = page.locator('[data-row="0"] a');
  const height = async (): Promise<number> => (await first.boundingBox())?.y ?? -Infinity;
  const before = await height();
  await swipe(page, { x: 200, y: 650 }, { y: -300 });
  await expect.poll(height).toBeLessThan(before - 150);
  await page.locator('[data-row="8"] a').tap();
  await page.locator('.panel .facts').first().waitFor();
});

test('a tap does what is due today, and a tap takes it back', async () => {
  await open('/sample/today');
  const row = page.locator('[data-matter="order_so26003-quote"]');
  await row.getByRole('button').tap();
  await row.waitFor({ state: 'detached' });
  await undo().tap();
  await row.waitFor();
  await row.getByRole('link').tap();
  await page.locator('.panel .facts').first().waitFor();
});

test('a line typed in the hand becomes a draft by a tap; what was found opens by a tap', async () => {
  await open('/sample/orders');
  const palette = page.locator('dialog.palette');
  const line = page.getByRole('combobox', { name: '搜索、动作、新订单' });
  await page.getByRole('button', { name: '找订单' }).tap();
  await line.fill('Qasr 普白 5.0-5.5 网袋 2x40RH FOB 12/20 船');
  await palette.getByRole('option', { name: '新订单草稿' }).tap();
  await page.locator('.panel .whose').getByText('Qasr Rimal Foodstuff').waitFor();
  await page.getByRole('button', { name: '返回' }).tap();
  await page.getByRole('button', { name: '找订单' }).tap();
  await line.fill('26024');
  await palette
    .getByRole('option', { name: /SO-26024/ })
    .first()
    .tap();
  await page.waitForURL('**/orders/order_so26024');
});

test('figures are asked for and read by taps', async () => {
  await open('/sample/figures');
  await page.getByRole('link', { name: '13 周' }).tap();
  await expect.poll(() => new URL(page.url()).searchParams.get('weeks')).toBe('13');
  await page.getByText('看数字').first().tap();
  await page.getByRole('table').first().waitFor();
});

test.each([
  '/sample/orders',
  '/sample/orders?as=table',
  '/sample/orders?as=calendar',
  '/sample/orders?as=timeline',
  '/sample/orders/order_so26017',
  '/sample/customers',
  '/sample/customers/customer_c01',
  '/sample/products/product_p05',
  '/sample/figures',
])('%s: what is pressed is 44 px high, and nothing is wider than the screen', async (path) => {
  await open(path);
  await page
    .locator('.card, [data-row], [data-plate], .panel .note, .list-table td, .block, canvas')
    .first()
    .waitFor();
  const low = await page
    .locator('main :is(a, button, select, input):visible, .tab :is(a, button)')
    .evaluateAll((all) =>
      all
        .filter((one) => !one.closest('[inert], .visually-hidden, .ProseMirror'))
        .map((one) => {
          // The whole row is pressed where its name is a link.
          const pressed = (one.matches('.row-link') && one.closest('tr')) || one;
          return { what: one.outerHTML.slice(0, 120), height: pressed.getBoundingClientRect().height };
        })
        .filter(({ height }) => height > 1 && height < 44),
    );
  expect(low).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
