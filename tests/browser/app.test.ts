import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { card, column, sitDown, toShelf, type Person } from './app-pages.ts';
import { lookIn, violations } from './axe.ts';

/** One person at the sample board: what the views do, by mouse and by keyboard. */
let relay: RelayProcess;
let person: Person;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  person = await sitDown(relay.address, { name: '跟单甲' });
  page = person.page;
  page.on('pageerror', (error) => errors.push(error.message));
  await page.locator('[data-status="team"]').first().waitFor();
});

afterAll(async () => {
  await person.close();
  await cleanUp();
});

const open = async (path: string): Promise<void> => {
  await page.goto(new URL(path, relay.origin).href);
  await page.locator('[data-status="team"]').first().waitFor();
};
const focused = (): Promise<string | null> => page.evaluate(() => document.activeElement?.id ?? null);
const spoken = () => page.locator('[aria-live="polite"]');

test('asks the name once, blocks nothing, and takes one of the team', async () => {
  await page.locator('[popover]:popover-open').getByRole('button', { name: '跟单乙' }).click();
  await page.getByRole('button', { name: '在这里的人' }).waitFor();
  await page.reload();
  await card(page, 'order_so26008').waitFor();
  expect(await page.locator('[popover]:popover-open').count()).toBe(0);
});

test('arrows walk, m moves and says so, Enter opens, Escape comes back to the card', async () => {
  await open('/sample/orders');
  await card(page, 'order_so26011').focus();
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('card-order_so26013');
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowLeft');
  await column(page, 'deposit_received').locator('[data-order="order_so26013"]').waitFor();
  await spoken().getByText('SO-26013：定金，第 1 位，共 3 单').waitFor();
  expect(await focused()).toBe('card-order_so26013');
  // The first Enter drops the card, the next one opens it.
  await page.keyboard.press('Enter');
  await spoken().getByText('SO-26013 放在 定金').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.panel .facts').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.panel').waitFor({ state: 'detached' });
  await expect.poll(focused).toBe('card-order_so26013');
});

test('a drag that Escape ends leaves the board where it was', async () => {
  await open('/sample/orders');
  const board = page.locator('.cols');
  const scrolled = () => board.evaluate((element) => element.scrollLeft);
  await page.locator('.route button').first().click();
  await expect.poll(scrolled).toBe(0);
  const carried = card(page, 'order_so26001').and(page.locator('[draggable="true"]'));
  await carried.waitFor();
  const from = await carried.boundingBox();
  if (!from) throw new Error('the card is not in view');
  await page.mouse.move(from.x + 50, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 70, from.y + 30, { steps: 4 });
  await page.mouse.move(1425, 400, { steps: 8 });
  await expect.poll(scrolled).toBeGreaterThan(20);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect.poll(scrolled).toBe(0);
  await card(page, 'order_so26001').click();
  await page.locator('.panel .facts').first().waitFor();
  expect(await scrolled()).toBe(0);
});

test('a line that is added comes last and takes the focus; Escape closes the history alone', async () => {
  await open('/sample/orders/order_so26013');
  const rows = page.locator('table').first().locator('tbody tr[data-item]');
  const before = await rows.count();
  await page.getByRole('button', { name: '加一行' }).click();
  await expect.poll(() => rows.count()).toBe(before + 1);
  const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await expect.poll(label).toBe(`规格 ${before + 1}`);
  await rows.last().getByRole('button', { name: '删除' }).click();
  await expect.poll(label).toBe(`删除 ${before}`);
  await page.getByRole('button', { name: '改动记录' }).click();
  await page.locator('[popover]:popover-open').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('[popover]:popover-open').count()).toBe(0);
  expect(await page.locator('.panel').count()).toBe(1);
});

test('a team that refuses shows what to do and nothing else, and is not remembered', async () => {
  await page.goto(new URL('/mistyped', relay.origin).href);
  await page.getByRole('heading', { name: '团队没有接受这台设备' }).waitFor();
  expect(await page.getByRole('button').count()).toBe(1);
  await page.goto(relay.origin);
  await page.waitForURL('**/sample/orders');
});

test('a refused text stays as it was typed, with the reason and the cure', async () => {
  await open('/sample/orders/order_so26012');
  const etd = page.getByLabel('船期', { exact: true });
  await etd.fill('下周五');
  await page.keyboard.press('Tab');
  await page.locator('.problem').getByText('日期这样写：12月6日').waitFor();
  expect(await etd.inputValue()).toBe('下周五');
  expect(await etd.getAttribute('aria-invalid')).toBe('true');
  await etd.fill('12月20日 周一');
  await page.keyboard.press('Tab');
  await page.locator('.problem').getByText('是周日').waitFor();
  await etd.fill('12/20');
  await page.keyboard.press('Enter');
  await expect.poll(() => etd.inputValue()).toBe('12月20日 周日');
});

test('two carton counts stand side by side until somebody takes one', async () => {
  await open('/sample/orders');
  await card(page, 'order_so26017').getByText('箱数有两个数，待定').waitFor();
  expect(await card(page, 'order_so26017').locator('.fork').textContent()).toBe('1,5901,605');
  await open('/sample/orders/order_so26017');
  await page.getByText('箱数：两人同时改了，原来 1,630').waitFor();
  await page.getByRole('button', { name: '用 1,605' }).click();
  await page.locator('.settle').waitFor({ state: 'detached' });
  await card(page, 'order_so26017').locator('.q b').getByText('1,605').waitFor();
  await page.locator('.inbox').waitFor({ state: 'detached' });
});

test('[F6] an earlier value and a removed line are brought back out of the history', async () => {
  await open('/sample/orders/order_so26012');
  const etd = page.getByLabel('船期', { exact: true });
  const before = await etd.inputValue();
  await etd.fill('2026-12-31');
  await page.keyboard.press('Enter');
  await expect.poll(() => etd.inputValue()).toBe('12月31日 周四');
  const lines = page.locator('.panel table').first().locator('tbody tr[data-item]');
  const count = await lines.count();
  await page.locator('.panel').getByRole('button', { name: '删除' }).first().click();
  await expect.poll(() => lines.count()).toBe(count - 1);

  await page.locator('.panel').getByRole('button', { name: '改动记录' }).click();
  const history = page.locator('[popover]:popover-open .history');
  await history
    .getByRole('button', { name: `船期用回 ${before}` })
    .first()
    .click();
  await expect.poll(() => etd.inputValue()).toBe(before);
  await history.getByRole('button', { name: '放回删掉的这一项' }).first().click();
  await expect.poll(() => lines.count()).toBe(count);
  // What stands cannot be brought back; what was tried in between can.
  expect(await history.getByRole('button', { name: `船期用回 ${before}` }).count()).toBe(0);
  await history.getByRole('button', { name: '船期用回 12月31日 周四' }).waitFor();
});

test('[F6] a customer and a product have it too', async () => {
  for (const [path, label] of [
    ['/sample/customers/customer_c01', '目的港'],
    ['/sample/products/product_p05', '设定温度'],
  ] as const) {
    await open(path);
    const field = page.getByLabel(label, { exact: true }).first();
    const before = await field.inputValue();
    await field.fill(label === '设定温度' ? '7' : 'Felixstowe');
    await page.keyboard.press('Enter');
    // Garlic at +7 °C is wrong in every open order of it: that is told first.
    if (label === '设定温度')
      await page.locator('[data-touched]').getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('button', { name: '改动记录' }).click();
    const history = page.locator('[popover]:popover-open .history');
    await history
      .getByRole('button', { name: new RegExp(`^${label}用回`) })
      .first()
      .click();
    await expect.poll(() => field.inputValue()).toBe(before);
  }
});

test('an order is made, filled, archived and restored', async () => {
  await open('/sample/orders');
  await page.locator('body').press('c');
  await page.locator('.panel h2 select').selectOption({ label: 'Najd Wadi Fresh' });
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await card(page, id).getByText('SO-26041').waitFor();
  await page.getByRole('button', { name: '加一行' }).click();
  await page.getByLabel('箱数 1', { exact: true }).fill('1,200');
  await page.keyboard.press('Enter');
  await card(page, id).locator('.nums').getByText('1,200').waitFor();
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('button', { name: '归档', exact: true }).click();
  await card(page, id).waitFor({ state: 'detached' });
  await toShelf(page, '归档');
  await card(page, id).click();
  await page.locator('.panel').getByRole('button', { name: '恢复' }).first().click();
  await toShelf(page, '在跟');
  await column(page, 'enquiry').locator(`[data-order="${id}"]`).waitFor();
});

test('a habit is added, changed and removed', async () => {
  await open('/sample/customers/customer_c02');
  await page.getByRole('button', { name: '加一条', exact: true }).click();
  await page.getByLabel('习惯', { exact: true }).fill('每箱都要贴标签');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('button', { name: '每箱都要贴标签' }).click();
  await page.getByLabel('要求程度').selectOption('never');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  const habit = page.locator('.habits li', { hasText: '每箱都要贴标签' });
  await habit.getByText('绝不').waitFor();
  await habit.getByRole('button').click();
  await page.locator('.habits').getByRole('button', { name: '删除', exact: true }).click();
  await habit.waitFor({ state: 'detached' });
});

test('the language changes without loading the page anew, and stays', async () => {
  await open('/sample/settings');
  await page.evaluate(() => document.body.setAttribute('data-same', ''));
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  expect(await page.locator('body[data-same]').count()).toBe(1);
  await page.reload();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await page.getByRole('button', { name: '中文' }).click();
});

const views = [
  '/sample/orders',
  '/sample/orders/order_so26024',
  '/sample/customers',
  '/sample/customers/customer_c01',
  '/sample/products',
  '/sample/products/product_p05',
  '/sample/settings',
  '/sample/orders?archived',
  '/sample/orders?trash',
  '/sample/products?trash',
  '/team/orders',
];

test.each(views)('%s holds to WCAG 2.1 AA in both themes', async (path) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The key goes along: this profile has not been in the other workspace yet.
    await page.goto('about:blank');
    await page.goto(new URL(path + new URL(relay.address).hash, relay.origin).href);
    await page.locator('.link').first().waitFor();
    await page.locator('.card, .page table, .settings, .welcome, .state').first().waitFor();
    expect(await violations(page, { look: lookIn(colorScheme) })).toEqual([]);
  }
});

test('no page threw', () => {
  expect(errors).toEqual([]);
});
