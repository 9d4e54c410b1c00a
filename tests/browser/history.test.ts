import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { card, introduce, sitDown, type Person } from './app-pages.ts';

/** Two people, a profile each, at the sample board: what they can bring back, and what they leave to each other. */
let relay: RelayProcess;
let a: Person;
let b: Person;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  a = await sitDown(relay.address, { name: '跟单甲' });
  b = await sitDown(relay.address, { name: '跟单乙' });
  for (const person of [a, b]) {
    person.page.on('pageerror', (error) => errors.push(error.message));
    await person.page.locator('[data-status="team"]').first().waitFor();
    await introduce(person);
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

/** Opens an entity without leaving the page, as a click on a link does: what was done stays on the stack. */
async function turn(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true }).first();
const valueOf = (page: Page, label: string) => () => field(page, label).inputValue();
const outcome = (page: Page) => page.locator('.outcome');

async function fill(page: Page, label: string, value: string): Promise<void> {
  await field(page, label).fill(value);
  await field(page, label).press('Enter');
}

test("[F6] undo takes back one's own steps over two orders and a note, in the order they were made", async () => {
  const { page } = a;
  await open(page, '/sample/orders/order_so26012');
  const etd = await valueOf(page, '船期')();
  await fill(page, '船期', '2026-12-31');
  await expect.poll(valueOf(page, '船期')).toBe('12月31日 周四');
  const note = page.locator('.ProseMirror');
  await note.click();
  await note.pressSequentially('等客户回话');
  await turn(page, '/sample/orders/order_so26014');
  await page.getByLabel('订单 SO-26014').waitFor();
  const cartons = await valueOf(page, '箱数')();
  await fill(page, '箱数', '2,381');
  await expect.poll(valueOf(page, '箱数')).toBe('2,381');

  const undo = () => page.getByRole('button', { name: /^撤销：/ });
  await undo().and(page.getByRole('button', { name: '撤销：SO-26014 · 箱数改成 2,381' })).waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(valueOf(page, '箱数')).toBe(cartons);
  await outcome(page).getByText('已撤销：SO-26014 · 箱数改成 2,381').waitFor();

  // The note of the order that is not shown any more, by the button.
  await undo().and(page.getByRole('button', { name: '撤销：SO-26012 · 备注里写的' })).click();
  await undo().and(page.getByRole('button', { name: '撤销：SO-26012 · 船期改成 12月31日 周四' })).waitFor();
  await turn(page, '/sample/orders/order_so26012');
  await page.getByLabel('订单 SO-26012').waitFor();
  await note.waitFor();
  expect(await note.textContent()).not.toContain('等客户回话');
  await undo().click();
  await expect.poll(valueOf(page, '船期')).toBe(etd);
  expect(await page.getByRole('button', { name: '没有可撤销的' }).isDisabled()).toBe(true);

  // And again, the note in the editor that shows it now.
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(valueOf(page, '船期')).toBe('12月31日 周四');
  await page.getByRole('button', { name: /^重做：SO-26012 · 备注/ }).click();
  await page.locator('.ProseMirror', { hasText: '等客户回话' }).waitFor();
  await page.getByRole('button', { name: /^重做：SO-26014/ }).click();
  await card(page, 'order_so26014').getByText('2,381').waitFor();
});

test("[F6] undo leaves a colleague's change alone and says whose it is", async () => {
  for (const { page } of [a, b]) await open(page, '/sample/orders/order_so26015');
  const before = await valueOf(a.page, '箱数')();
  await fill(a.page, '箱数', '1,121');
  await fill(a.page, '船期', '2026-12-30');
  await expect.poll(valueOf(b.page, '箱数')).toBe('1,121');
  await fill(b.page, '箱数', '1,130');
  await expect.poll(valueOf(a.page, '箱数')).toBe('1,130');
  await a.page.keyboard.press('Control+z');
  await outcome(a.page).getByText('已撤销').waitFor();
  await a.page.keyboard.press('Control+z');
  await outcome(a.page).getByText('箱数没动：跟单乙 后来改过。').waitFor();
  expect(await valueOf(a.page, '箱数')()).toBe('1,130');
  // Her own change she can take back, to what she found.
  await b.page.keyboard.press('Control+z');
  await expect.poll(valueOf(a.page, '箱数')).toBe('1,121');
  expect(before).not.toBe('1,121');
});

test('[F6] text being typed has its own undo; a field that was only entered has not', async () => {
  const { page } = a;
  await open(page, '/sample/orders/order_so26016');
  const before = await valueOf(page, '箱数')();
  await fill(page, '箱数', '777');
  const etd = field(page, '船期');
  await etd.focus();
  await etd.pressSequentially('12月');
  await page.keyboard.press('Control+z');
  expect(await valueOf(page, '箱数')()).toBe('777');
  await page.keyboard.press('Escape');
  await etd.focus();
  await page.keyboard.press('Control+z');
  await expect.poll(valueOf(page, '箱数')).toBe(before);
});

test('[F6] a new order that is taken back is put away, and comes back by redo', async () => {
  const { page } = a;
  await open(page, '/sample/orders');
  await page.locator('body').press('c');
  await page.locator('.panel h2 select').waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await card(page, id).waitFor();
  await page.keyboard.press('Control+z');
  await card(page, id).waitFor({ state: 'detached' });
  await page.locator('.panel').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Shift+z');
  await card(page, id).waitFor();
});

test('no page threw', () => {
  expect(errors).toEqual([]);
});
