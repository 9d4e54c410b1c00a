import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { card, column, fill, sitTogether, valueOf, type Person } from './app-pages.ts';

/** Two people at the sample board: a change goes by what its author was shown, and is taken back by her. */
let relay: RelayProcess;
let a: Person;
let b: Person;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  [a, b] = await sitTogether(relay.address, errors);
});

afterAll(async () => {
  for (const person of [a, b]) await person.close();
  await cleanUp();
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, relay.origin).href);
  await page.locator('[data-status="team"]').first().waitFor();
}

test('[F6] the stage of an order is chosen in its panel, its card goes there, and comes back by undo', async () => {
  for (const { page } of [a, b]) await open(page, '/sample/orders/order_so26021');
  const stage = (page: Page) => page.getByRole('combobox', { name: '阶段', exact: true });
  const chosen = (page: Page) => () => stage(page).locator('option:checked').innerText();
  const before = await chosen(a.page)();
  const [from, to] = await stage(a.page).evaluate((select: HTMLSelectElement) => {
    const other = [...select.options].find((one) => !one.disabled && !one.selected);
    return [select.value, other?.value ?? ''];
  });
  await column(a.page, from).locator('[data-order="order_so26021"]').waitFor();
  await stage(a.page).selectOption(to);
  for (const { page } of [a, b]) {
    await column(page, to).locator('[data-order="order_so26021"]').waitFor();
    await expect.poll(() => stage(page).inputValue()).toBe(to);
  }
  const name = await chosen(a.page)();
  await a.page.getByRole('button', { name: `撤销：SO-26021 · 阶段改成 ${name}` }).click();
  for (const { page } of [a, b]) {
    await column(page, from).locator('[data-order="order_so26021"]').waitFor();
    await expect.poll(chosen(page)).toBe(before);
  }
  expect(await a.page.locator('.panel .settle').count()).toBe(0);
});

test('[F2] a card that is moved faster than its row comes back is in no conflict with itself', async () => {
  for (const { page } of [a, b]) await open(page, '/sample/orders');
  const { page } = a;
  const stages = await page
    .locator('section[data-group]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-group') ?? ''));
  const moved = card(page, 'order_so26008');
  const from = stages.indexOf(
    (await page.locator('section[data-group]', { has: moved }).getAttribute('data-group')) ?? '',
  );
  await moved.focus();
  for (const key of ['m', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowRight', 'Enter'])
    await page.keyboard.press(key);
  for (const { page } of [a, b]) {
    await column(page, stages[from + 3] ?? '')
      .locator('[data-order="order_so26008"]')
      .waitFor();
    expect(await card(page, 'order_so26008').locator('.flag').count()).toBe(0);
  }
});

test('[F2] neither of two values may be right: a third settles it, and undo brings both back', async () => {
  for (const { page } of [a, b]) await open(page, '/sample/orders/order_so26017');
  const settle = (page: Page) => page.locator('#settle-cartons');
  const third = settle(a.page).getByLabel('都不对？填实装数');
  const head = await settle(a.page).locator('.head').innerText();
  const whose = await settle(a.page).locator('.by').allInnerTexts();
  await third.fill('很多');
  await third.press('Enter');
  await settle(a.page).locator('.problem').waitFor();
  expect(await third.getAttribute('aria-invalid')).toBe('true');
  await third.fill('1,600');
  await settle(a.page).getByRole('button', { name: '用这个' }).click();
  for (const { page } of [a, b]) {
    await settle(page).waitFor({ state: 'detached' });
    await expect.poll(valueOf(page, '箱数')).toBe('1,600');
    await card(page, 'order_so26017').locator('.nums').getByText('1,600').waitFor();
  }
  await a.page.keyboard.press('Control+z');
  for (const { page } of [a, b])
    for (const value of ['1,590', '1,605']) await settle(page).locator('.val', { hasText: value }).waitFor();
  // Both values are told as before, and who put them back.
  for (const { page } of [a, b]) {
    expect(await settle(page).locator('.head').innerText()).toBe(head);
    const told = await settle(page).locator('.by').allInnerTexts();
    expect(told).toEqual(whose.map((one) => `${one} · 跟单甲 撤销选定后放回`));
  }
});

test('[F2] going back to a moment leaves alone what came after it was shown, and says so', async () => {
  for (const { page } of [a, b]) await open(page, '/sample/orders/order_so26022');
  const cartons = await valueOf(a.page, '箱数')();
  await fill(a.page, '箱数', '2,101');
  await fill(a.page, '船期', '2026-12-29');
  await expect.poll(valueOf(b.page, '箱数')).toBe('2,101');
  await a.page.getByRole('button', { name: '改动记录' }).click();
  const back = a.page.getByRole('button', { name: /^回到 / }).last();
  await back.click();
  const then = a.page.locator('.then');
  await then.getByText('2,101').waitFor();
  const since = a.page.locator('.since');
  expect(await since.count()).toBe(0);
  await fill(b.page, '箱数', '2,102');
  await since.getByText('打开之后又改了：箱数').waitFor();
  // What is shown stays what will be done.
  await then.getByText('2,101').waitFor();
  await a.page.getByRole('button', { name: /^改回 \d+ 处$/ }).click();
  for (const { page } of [a, b])
    for (const value of [cartons, '2,102'])
      await page.locator('#settle-cartons .val', { hasText: value }).waitFor();
  // Looked at anew, it has been seen, and goes.
  await back.click();
  await fill(b.page, '船期', '2026-12-30');
  await since.getByText('打开之后又改了：船期').waitFor();
  await since.getByRole('button', { name: '按现在的再看' }).click();
  await since.waitFor({ state: 'detached' });
  await a.page.getByRole('button', { name: /^改回 \d+ 处$/ }).click();
  await a.page.keyboard.press('Escape');
  for (const { page } of [a, b]) {
    await expect.poll(valueOf(page, '箱数')).toBe(cartons);
    expect(await page.locator('.panel .settle').count()).toBe(0);
  }
});

test('[F6] what is done to the stages is taken back and done again like anything else', async () => {
  const { page } = a;
  await open(page, '/sample/settings');
  const list = page.locator('.stage-list').first();
  const row = (stage: string) => list.locator(`[data-stage-row="${stage}"]`);
  const order = () =>
    list.locator('li').evaluateAll((all) => all.map((one) => one.getAttribute('data-stage-row')));
  const before = await order();
  await row('packing').getByRole('textbox', { name: '中文名' }).fill('打包');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '包装 后移' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '询价 后移' }).click();
  await page.getByLabel('阶段名称').fill('熏蒸');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '停用 熏蒸' }).waitFor();
  await page.getByRole('button', { name: '停用 定金' }).click();
  await page.getByRole('button', { name: '重新启用 定金' }).waitFor();
  const after = await order();

  const undo = page.getByRole('button', { name: /^撤销：/ });
  for (let left = 4; left > 0; left--) await undo.click();
  await page.getByRole('button', { name: '没有可撤销的' }).waitFor();
  await expect.poll(order).toEqual(before);
  expect(await row('packing').getByRole('textbox', { name: '中文名' }).inputValue()).toBe('包装');
  expect(await page.getByRole('button', { name: /^重新启用/ }).count()).toBe(0);

  const redo = page.getByRole('button', { name: /^重做：/ });
  for (let left = 4; left > 0; left--) await redo.click();
  await expect.poll(order).toEqual(after);
  await page.getByRole('button', { name: '重新启用 定金' }).waitFor();
  expect(await row('packing').getByRole('textbox', { name: '中文名' }).inputValue()).toBe('打包');
});

test('no page threw', () => {
  expect(errors).toEqual([]);
});
