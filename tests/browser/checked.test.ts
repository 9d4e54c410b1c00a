import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { card, fill, sitTogether, valueOf, type Person } from './app-pages.ts';

/** Two people at the sample board on the Monday it speaks of: what is found in orders that nobody has open. */
const monday = '2026-11-23T10:00:00+08:00';
let relay: RelayProcess;
let a: Person;
let b: Person;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  [a, b] = await sitTogether(relay.address, errors);
  for (const { page } of [a, b]) await page.clock.setFixedTime(monday);
});

afterAll(async () => {
  for (const person of [a, b]) await person.close();
  await cleanUp();
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(new URL(`/sample/${path}`, relay.origin).href);
  await page.locator('[data-status="team"]').first().waitFor();
}
const flag = (page: Page, order: string) => card(page, order).locator('[data-found]');
const matter = (page: Page, order: string) => page.locator(`[data-matter="${order}-finding"]`);
const touched = (page: Page) => page.locator('[data-touched]');

test('a wrong set point that a colleague types stands on the card and in Today, and is told above the order', async () => {
  await open(a.page, 'orders?q=26022');
  await card(a.page, 'order_so26022').waitFor();
  expect(await flag(a.page, 'order_so26022').count()).toBe(0);
  await open(b.page, 'orders/order_so26022');
  await fill(b.page, '设定温度 1', '18');
  await flag(a.page, 'order_so26022')
    .getByText(/柜温 \+?18 °C/)
    .waitFor();
  await a.page.getByRole('button', { name: '订舱，1 单，1 单有错误' }).locator('i.m.e').waitFor();
  await b.page.locator('.panel .to-check').getByRole('link', { name: '1 处错误' }).click();
  await expect
    .poll(() =>
      b.page.evaluate(() => document.activeElement?.closest('.finding')?.getAttribute('data-finding')),
    )
    .toBe('set_point_out_of_range');
  await open(a.page, 'today');
  await matter(a.page, 'order_so26022')
    .getByText(/柜温 \+?18 °C/)
    .waitFor();
  await matter(a.page, 'order_so26022').getByRole('link').click();
  await a.page.locator('.panel [data-finding="set_point_out_of_range"]').waitFor();
  await open(a.page, 'orders?as=table&q=has:finding%2026022');
  await a.page.locator('[role="row"][data-id="order_so26022"] .marks .c-error').waitFor();
});

test('accepted, it is gone from the card and from Today', async () => {
  await open(a.page, 'today');
  await matter(a.page, 'order_so26022').waitFor();
  const said = b.page.locator('.panel [data-finding="set_point_out_of_range"]');
  await said.getByRole('button', { name: '接受并写明原因' }).click();
  await said.getByLabel('为什么可以这样').fill('客户书面要求');
  await b.page.keyboard.press('Enter');
  await matter(a.page, 'order_so26022').waitFor({ state: 'detached' });
  await open(a.page, 'orders?q=26022');
  await card(a.page, 'order_so26022').waitFor();
  expect(await flag(a.page, 'order_so26022').count()).toBe(0);
});

test('a figure of a product that touches orders is told before it is saved, and then stands on their cards', async () => {
  await open(b.page, 'orders?q=26018');
  await card(b.page, 'order_so26018').waitFor();
  await open(a.page, 'products/product_p01');
  // What touches nothing is written as ever.
  await fill(a.page, '湿度', '90-94');
  await expect.poll(valueOf(a.page, '湿度')).toBe('90-94');
  await a.page.locator('.undo button:enabled').first().waitFor();
  expect(await touched(a.page).count()).toBe(0);

  await fill(a.page, '40RH 装柜数', '900');
  await touched(a.page)
    .getByText(/^这一改会影响 \d+ 单$/)
    .waitFor();
  await touched(a.page)
    .getByRole('link', { name: 'SO-26018' })
    .or(touched(a.page).getByText(/另 \d+ 单/))
    .first()
    .waitFor();
  // Thought better of: nothing was written.
  await a.page.keyboard.press('Escape');
  await touched(a.page).waitFor({ state: 'detached' });
  await expect.poll(valueOf(a.page, '40RH 装柜数')).toBe('1,100');
  expect(await flag(b.page, 'order_so26018').count()).toBe(0);

  await fill(a.page, '40RH 装柜数', '900');
  await touched(a.page).getByRole('button', { name: '保存' }).click();
  await touched(a.page).waitFor({ state: 'detached' });
  await flag(b.page, 'order_so26018')
    .getByText(/1,100 箱/)
    .waitFor();
  await expect.poll(valueOf(a.page, '40RH 装柜数')).toBe('900');
});

test('no page threw', () => {
  expect(errors).toEqual([]);
});
