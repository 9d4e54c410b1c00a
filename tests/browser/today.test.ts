import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { card, column, sitTogether, type Person } from './app-pages.ts';
import { lookIn, violations } from './axe.ts';

/** Two people at what needs them today, on the Monday the sample speaks of. */
const monday = '2026-11-23T10:00:00+08:00';
let relay: RelayProcess;
let a: Person;
let b: Person;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  [a, b] = await sitTogether(relay.address, errors);
  for (const person of [a, b]) {
    await person.page.clock.setFixedTime(monday);
  }
});

afterAll(async () => {
  for (const person of [a, b]) await person.close();
  await cleanUp();
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, relay.origin).href);
  await page.locator('[data-status="team"]').first().waitFor();
}

const row = (page: Page, key: string) => page.locator(`[data-matter="order_so${key}"]`);
const deed = (page: Page, key: string) => row(page, key).getByRole('button');
/** The matter whose row has the focus. */
const focused = (page: Page) => (): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.closest('[data-matter]')?.getAttribute('data-matter'));
const listed = (page: Page, group: string) => (): Promise<(string | null)[]> =>
  page
    .locator(`[data-group="${group}"] [data-matter]`)
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-matter')));

test('the first place on the rail leads to three groups, and says how much is to settle first', async () => {
  const { page } = a;
  await open(page, '/sample/orders');
  const place = page.locator('.rail a').first();
  await place.getByText('7', { exact: true }).waitFor();
  await place.click();
  await page.waitForURL('**/sample/today');
  await row(page, '26017-conflict').getByText('箱数有两个值：1,590 | 1,605，定下来才能出单据').waitFor();
  // Errors that the checks found stand beside what people disagree on, by the day that presses.
  await expect
    .poll(listed(page, 'settle'))
    .toEqual([
      'order_so26024-finding',
      'order_so26034-finding',
      'order_so26017-conflict',
      'order_so26009-finding',
      'order_so26010-finding',
      'order_so26006-finding',
      'order_so26004-finding',
    ]);
  const due = await listed(page, 'due')();
  const order = [
    'order_so26001-quote',
    'order_so26027-sailing',
    'order_so26034-papers',
    'order_so26021-late',
  ];
  expect(order.map((key) => due.indexOf(key))).toEqual(
    order.map((key) => due.indexOf(key)).toSorted((x, y) => x - y),
  );
  expect(due).toEqual(expect.arrayContaining(order));
  expect(await row(page, '26034-papers').locator('.when').innerText()).toBe('2 天');
  await page.getByText('10 柜，2 柜晚于答应的日子').waitFor();
  await page.locator('.three').getByText('按最迟装运').waitFor();
});

test('who comes from the calendar finds the week of sailings within its sheet', async () => {
  const { page } = a;
  await open(page, '/sample/orders?as=calendar');
  await page.locator('[data-day]').first().waitFor();
  await page.locator('.rail a').first().click();
  const sheet = page.locator('.side .sheet').first();
  await sheet.locator('li').last().waitFor();
  const [outer, last] = [await sheet.boundingBox(), await sheet.locator('li').last().boundingBox()];
  if (!outer || !last) throw new Error('they are not shown');
  expect(last.x).toBeGreaterThan(outer.x);
  expect(last.y + last.height).toBeLessThanOrEqual(outer.y + outer.height);
});

test('one press does what is due, on all desks, and undo takes it back', async () => {
  for (const { page } of [a, b]) await open(page, '/sample/today');
  await deed(a.page, '26027-sailing').click();
  for (const { page } of [a, b]) await row(page, '26027-sailing').waitFor({ state: 'detached' });
  await a.page.locator('[aria-live="polite"]').getByText('SO-26027 记开船，可以撤销').waitFor();
  await a.page.keyboard.press('Control+z');
  for (const { page } of [a, b]) await row(page, '26027-sailing').waitFor();
});

test('a press puts an order into the next stage', async () => {
  await open(a.page, '/sample/today');
  await open(b.page, '/sample/orders');
  await deed(a.page, '26024-loading').click();
  await row(a.page, '26024-loading').waitFor({ state: 'detached' });
  await column(b.page, 'loaded').locator('[data-order="order_so26024"]').waitFor();
  await a.page.keyboard.press('Control+z');
  await row(a.page, '26024-loading').waitFor();
});

test('keys walk through the rows, open one at its field, and come back to it', async () => {
  const { page } = a;
  await open(page, '/sample/today');
  await row(page, '26027-sailing').waitFor();
  await page.keyboard.press('j');
  const [first, second, third] = await listed(page, 'settle')();
  expect(await focused(page)()).toBe(first);
  await page.keyboard.press('k');
  expect(await focused(page)()).toBe(first);
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)()).toBe(second);
  await page.keyboard.press('j');
  expect(await focused(page)()).toBe('order_so26017-conflict');
  expect(third).toBe('order_so26017-conflict');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sample/today/order_so26017');
  await page.locator('#settle-cartons :focus').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.panel').waitFor({ state: 'detached' });
  await expect.poll(focused(page)).toBe('order_so26017-conflict');
});

test('a row opens at the date it speaks of', async () => {
  const { page } = a;
  await open(page, '/sample/today');
  await row(page, '26034-papers').getByText('11月25日前要交单').click();
  await page.locator('.panel [data-path="papers_due"] input:focus').waitFor();
});

test('what a colleague does meanwhile goes from the list, and the focus stays in it', async () => {
  for (const { page } of [a, b]) await open(page, '/sample/today');
  // What is chosen may itself be found wrong, and count as that.
  const counted = async () =>
    Number(await a.page.locator('.rail a .n').innerText()) - (await row(a.page, '26017-finding').count());
  await row(a.page, '26017-conflict').waitFor();
  const before = await counted();
  await row(a.page, '26017-conflict').getByRole('link').focus();
  const all = await listed(a.page, 'settle')();
  const next = all[all.indexOf('order_so26017-conflict') + 1];
  await deed(b.page, '26017-conflict').click();
  await b.page.getByRole('button', { name: '用 1,590' }).click();
  await row(a.page, '26017-conflict').waitFor({ state: 'detached' });
  await expect.poll(focused(a.page)).toBe(next);
  await expect.poll(counted).toBe(before - 1);
  await b.page.keyboard.press('Control+z');
  await row(a.page, '26017-conflict').waitFor();
});

test('who told the customer waits for an answer, and a colleague sees it on the card', async () => {
  await open(a.page, '/sample/today');
  await open(b.page, '/sample/orders');
  await row(a.page, '26021-late').getByRole('link').focus();
  await a.page.keyboard.press('a');
  await row(a.page, '26021-late').waitFor({ state: 'detached' });
  await row(a.page, '26021-answer').getByText('等 Serra Azul Alhos 回话，11月25日前').waitFor();
  await card(b.page, 'order_so26021').getByText('等 Serra Azul Alhos 回话，11月25日前').waitFor();
});

test('[F2] an answer that came while a colleague asked somebody else is in conflict, and both stand', async () => {
  await open(a.page, '/sample/today');
  await open(b.page, '/sample/orders/order_so26021');
  await row(a.page, '26021-answer').waitFor();
  await relay.stop('SIGKILL');
  const who = b.page.getByLabel('等谁回话', { exact: true });
  await who.fill('货代');
  await who.press('Enter');
  await card(b.page, 'order_so26021').getByText('等 货代 回话').waitFor();
  await deed(a.page, '26021-answer').click();
  await row(a.page, '26021-answer').waitFor({ state: 'detached' });
  relay = await relay.restart();
  for (const { page } of [a, b]) await page.getByText('2 处待定').waitFor();
  await row(a.page, '26021-conflict').waitFor();
  await b.page.locator('#settle-waiting_for').getByRole('button', { name: '用 货代' }).click();
  await row(a.page, '26021-answer').getByText('等 货代 回话').waitFor();
});

test('whom an answer is awaited from is written in the order; what cannot be read stays as it was typed', async () => {
  const { page } = b;
  await open(page, '/sample/orders/order_so26012');
  await page.getByRole('button', { name: '等谁回话' }).click();
  const form = page.getByRole('form', { name: '等谁回话' });
  await form.getByLabel('等谁', { exact: true }).fill('冷库');
  await form.getByLabel('几时前').fill('过两天');
  await page.keyboard.press('Enter');
  await form.getByText('日期这样写').waitFor();
  expect(await form.getByLabel('几时前').inputValue()).toBe('过两天');
  await form.getByLabel('几时前').fill('11/20');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '已回话' }).waitFor();
  await page.locator('.waiting-line button:focus', { hasText: '已回话' }).waitFor();
  await open(a.page, '/sample/today');
  expect(await row(a.page, '26012-answer').locator('.when').innerText()).toBe('过 3 天');
  await page.keyboard.press('Enter');
  await row(a.page, '26012-answer').waitFor({ state: 'detached' });
});

test('only mine, and that is remembered', async () => {
  const { page } = a;
  await open(page, '/sample/today');
  await row(page, '26002-quote').waitFor();
  await page.getByRole('button', { name: '我的', exact: true }).click();
  await row(page, '26002-quote').waitFor({ state: 'detached' });
  await row(page, '26003-quote').waitFor();
  await page.reload();
  await row(page, '26003-quote').waitFor();
  expect(await row(page, '26002-quote').count()).toBe(0);
  await page.getByRole('button', { name: '全部', exact: true }).click();
  await row(page, '26002-quote').waitFor();
});

test('a team without orders is told that nothing needs anybody', async () => {
  const { page } = a;
  await page.goto(new URL(`/team/today${new URL(relay.address).hash}`, relay.origin).href);
  await page.getByRole('heading', { name: '今天没有要办的事' }).waitFor();
});

test('on a phone everything that is pressed is 44 px high, and nothing is wider than the screen', async () => {
  const { page } = a;
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/sample/today');
  await row(page, '26003-quote').waitFor();
  const low = await page
    .locator('.todo a, .todo button, .seg button, .tab a, .tab button')
    .evaluateAll((all) =>
      all
        .map((one) => ({ name: one.textContent, height: one.getBoundingClientRect().height }))
        .filter(({ height }) => height < 44),
    );
  expect(low).toEqual([]);
  expect(await page.evaluate(() => document.querySelector('.page')?.scrollWidth)).toBe(390);
  expect(await page.locator('.tab a').first().innerText()).toContain('今日');
  await page.setViewportSize({ width: 1440, height: 900 });
});

test.each(['zh', 'en'])('holds to WCAG 2.2 AA in both themes, wide and on a phone: %s', async (language) => {
  const { page } = a;
  await page.evaluate((chosen) => localStorage.setItem('gendan.language', chosen), language);
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, path] of [
      [1440, '/sample/today'],
      [1440, '/sample/today/order_so26021'],
      [390, '/sample/today'],
    ] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await open(page, path);
      await row(page, '26003-quote').waitFor({ state: 'attached' });
      if (path.includes('order')) await page.locator('.waiting-line').waitFor();
      expect(await violations(page, { look: lookIn(colorScheme) })).toEqual([]);
    }
});

test('no page threw', () => {
  expect(errors).toEqual([]);
});
