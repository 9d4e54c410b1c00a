import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { connect, disconnectAll, synced } from '../integration/stock-client.ts';
import { card, column, sitDown, type Person } from './app-pages.ts';
import { violations } from './axe.ts';

/** One person at the sample: finding, doing and writing down, by the keyboard. */
let relay: RelayProcess;
let person: Person;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  person = await sitDown(relay.address, { name: '跟单甲' });
  ({ page } = person);
  page.on('pageerror', (error) => errors.push(error.message));
  await page.evaluate(() => localStorage.setItem('gendan.person', '跟单甲'));
  await page.reload();
  await card(page, 'order_so26017').waitFor();
});

beforeEach(async () => {
  await page.goto(new URL('/sample/orders', relay.origin).href);
  await card(page, 'order_so26001').waitFor();
});

afterEach(() => {
  expect(errors).toEqual([]);
});

afterAll(async () => {
  disconnectAll();
  await person.close();
  await cleanUp();
});

const palette = () => page.locator('dialog.palette');
const line = () => page.getByRole('combobox', { name: '搜索、动作、新订单' });
const chosen = () => palette().locator('[role="option"][aria-selected="true"]');
const draft = () => palette().getByRole('option', { name: '新订单草稿' });
const chip = (label: string) => palette().locator('.chip', { hasText: label });

async function openPalette(text = ''): Promise<void> {
  await page.keyboard.press('Control+k');
  await line().waitFor();
  if (text !== '') await page.keyboard.type(text);
}

/** Whom the palette found, from the top. */
const found = async () =>
  (await palette().locator('[role="group"]').first().locator('.row > .cut').allInnerTexts()).map((text) =>
    text.replace(/\s+/g, ' ').trim(),
  );

test('a mistyped name finds the customer, then her orders, with what was meant marked', async () => {
  await openPalette('qsar');
  await expect.poll(async () => (await found())[0]).toBe('Qasr Rimal Foodstuff');
  expect((await found())[1]).toMatch(/^SO-26036 Qasr Rimal Foodstuff/);
  expect(await palette().locator('mark').first().innerText()).toBe('Qasr');
  await page.keyboard.press('Enter');
  await page.waitForURL(/customers\/customer_/);
  await page
    .getByRole('heading', { name: 'Qasr Rimal Foodstuff' })
    .or(page.locator('h1 input'))
    .first()
    .waitFor();
});

test('a piece of a Chinese name finds products and orders; a filter narrows them', async () => {
  await openPalette('大蒜');
  await expect.poll(async () => (await found()).join('\n')).toContain('普白大蒜');
  await line().fill('qasr stage:订舱');
  await expect.poll(async () => (await found()).map((text) => text.slice(0, 8))).toEqual(['SO-26024']);
  await line().fill('etd<下下周');
  await palette().getByText('里的日期看不懂').waitFor();
});

test('what a note says is found as soon as it is written, and its line is shown', async () => {
  const client = connect(relay.sync, 'sample/board/order_so26003/note', {
    protocols: ['gendan', `gendan.key.${relay.key ?? ''}`],
  });
  await synced(client);
  await openPalette('熏蒸证书');
  const paragraph = new Y.XmlElement('paragraph');
  client.doc.getXmlFragment('default').push([paragraph]);
  paragraph.push([new Y.XmlText('客户催要熏蒸证书正本')]);
  await expect.poll(async () => (await found()).join()).toMatch(/^SO-26003 .*客户催要熏蒸证书正本$/);
});

test('an order is written in one line, corrected, made and taken back', async () => {
  await openPalette('Qasr 5/6 garlic 10kg mesh 2x40RH CFR Jebel Ali 28/11 asap');
  await draft().waitFor();
  expect(await chosen().innerText()).toContain('新订单草稿');
  await expect.poll(() => chip('柜').first().innerText()).toContain('2×40RH');
  // By the keyboard: the pieces come after the line.
  await page.keyboard.press('Tab');
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('chip');
  const terms = palette().getByRole('button', { name: /^贸易术语 CFR/ });
  await terms.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '当文字，放进备注' }).click();
  await palette()
    .getByRole('button', { name: /^进备注 CFR/ })
    .waitFor();
  await line().press('Enter');
  await page.locator('.panel').waitFor();
  // What was not understood, and what was turned down, stands in the note.
  await page.locator('.panel .ProseMirror', { hasText: 'asap' }).filter({ hasText: 'CFR' }).waitFor();
  const id = /order_[a-z0-9]+/.exec(page.url())?.[0] ?? '';
  const made = column(page, 'enquiry').locator(`[data-order="${id}"]`);
  await expect.poll(() => made.innerText()).toContain('Qasr Rimal Foodstuff');
  await page.keyboard.press('Escape');
  await page.locator('body').press('Control+z');
  await card(page, id).waitFor({ state: 'detached' });
});

test('several pasted lines become several drafts with numbers of their own', async () => {
  const before = await column(page, 'enquiry').locator('[data-order]').count();
  await openPalette();
  await line().evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(
      'text/plain',
      'Qasr 普白 5.0-5.5 网袋 2x40RH FOB 12/20 船\n随便一行\nIsla 鸭梨 88 1x40RH CFR 马尼拉 12/12 船',
    );
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByRole('checkbox', { name: '随便一行' }).uncheck();
  await page.getByRole('button', { name: '建 2 个草稿' }).click();
  await palette().waitFor({ state: 'detached' });
  await expect.poll(() => column(page, 'enquiry').locator('[data-order]').count()).toBe(before + 2);
  const numbers = await column(page, 'enquiry').locator('[data-order] .top').allInnerTexts();
  expect(new Set(numbers.map((text) => /SO-\d+/.exec(text)?.[0])).size).toBe(before + 2);
  // What was made at once is taken back at once.
  await page.locator('body').press('Control+z');
  await page.locator('.outcome').getByText('已撤销：2 单').waitFor();
  await expect.poll(() => column(page, 'enquiry').locator('[data-order]').count()).toBe(before);
});

test('an action is found by its name, and done by Enter; Escape gives the focus back', async () => {
  await card(page, 'order_so26001').focus();
  await openPalette('产品');
  await palette().getByRole('option', { name: '去产品' }).waitFor();
  await page.keyboard.press('Escape');
  await palette().waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('card-order_so26001');
  await openPalette('去产品');
  await palette().getByRole('option', { name: '去产品' }).waitFor();
  await expect.poll(() => chosen().innerText()).toContain('去产品');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/products$/);
});

test('what is done to a card is offered where a card had the focus, and goes by its own key', async () => {
  await openPalette('移动这一单');
  expect(await palette().getByRole('option', { name: '移动这一单' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await palette().waitFor({ state: 'detached' });
  await card(page, 'order_so26001').focus();
  await openPalette('移动这一单');
  await expect.poll(() => chosen().innerText()).toContain('移动这一单');
  await page.keyboard.press('Enter');
  await page.locator('#card-order_so26001.moving').waitFor();
  await page.keyboard.press('Escape');
});

test('the orders that a text finds are shown on the board', async () => {
  await openPalette('qasr');
  await palette()
    .getByRole('option', { name: /只看「qasr」的订单/ })
    .click();
  await page.waitForURL(/q(uery)?=qasr/);
  await card(page, 'order_so26001').waitFor({ state: 'detached' });
});

test('keys go where the sheet says', async () => {
  await page.locator('body').press('?');
  const sheet = page.getByRole('dialog', { name: '快捷键' });
  await sheet.getByText('看回收站').waitFor();
  // No key reaches the page below.
  await page.keyboard.press('c');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  expect(page.url()).not.toMatch(/order_/);
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.waitForURL(/\/customers$/);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.waitForURL(/\/orders$/);
  await card(page, 'order_so26001').focus();
  await page.keyboard.press('e');
  await page.locator('.panel .body :is(input, select):focus').waitFor();
});

test('/ goes to the field over the list, and Ctrl K opens the palette from there', async () => {
  await page.locator('body').press('/');
  expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-find'))).toBe(true);
  await openPalette();
  await page.keyboard.press('Control+k');
  await palette().waitFor({ state: 'detached' });
});

const states = [
  { locale: 'zh-CN', theme: 'light', width: 1440 },
  { locale: 'en-GB', theme: 'dark', width: 1440 },
  { locale: 'zh-CN', theme: 'dark', width: 390 },
  { locale: 'en-GB', theme: 'light', width: 390 },
] as const;

test.each(states)('passes axe: $locale, $theme, $width', async ({ locale, theme, width }) => {
  const other = await sitDown(relay.address, { name: '跟单乙', locale, width, height: 844 });
  try {
    const there = other.page;
    await there.evaluate((shown) => {
      localStorage.setItem('gendan.person', '跟单乙');
      localStorage.setItem('gendan.theme', shown);
    }, theme);
    await there.reload();
    await there.locator('[data-order]').first().waitFor();
    if (width === 390) await there.getByRole('button', { name: /找订单|Find an order/ }).click();
    else await there.keyboard.press('Control+k');
    const input = there.locator('dialog.palette input');
    const inDialog = (): Promise<readonly string[]> =>
      violations(there, { within: 'dialog', more: ['wcag21a'] });
    await input.fill('qasr');
    await there.locator('dialog.palette mark').first().waitFor();
    await there.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    expect(await inDialog()).toEqual([]);
    await input.fill('Qasr 5/6 garlic 10kg mesh 2x40RH CFR Jebel Ali 28/11 USD 30/CBM');
    await there.locator('dialog.palette .draft').waitFor();
    expect(await inDialog()).toEqual([]);
    await input.fill('');
    await input.press('?');
    await there.locator('dialog.sheet').waitFor();
    await there.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    expect(await inDialog()).toEqual([]);
  } finally {
    await other.close();
  }
});
