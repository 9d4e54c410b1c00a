import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { sitDown, type Person } from './app-pages.ts';
import { lookIn, violations } from './axe.ts';

/** The table of orders, by mouse, keyboard and finger. */
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
      await person.page.locator('[data-status="team"]').first().waitFor();
      await person.page.evaluate((mine) => localStorage.setItem('gendan.person', mine), name);
      return person;
    }),
  )) as [Person, Person];
});

afterEach(() => {
  expect(errors).toEqual([]);
});

afterAll(async () => {
  for (const person of [a, b]) await person.close();
  await cleanUp();
});

async function open({ page }: Person, search = ''): Promise<void> {
  await page.goto(new URL(`/sample/orders?as=table${search}`, relay.origin).href);
  await page.locator('.table-grid [data-id]').first().waitFor();
  await page.locator('[data-status="team"]').first().waitFor();
}

const row = (page: Page, order: string) => page.locator(`.table-grid [data-id="order_${order}"]`);
const cell = (page: Page, order: string, column: string) =>
  row(page, order).locator(`[data-column="${column}"]`);
const head = (page: Page, column: string) => page.locator(`[data-head="${column}"]`);
const chosen = (page: Page) => page.locator('.table-tools b');
/** Which cell has the focus: order and column. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement?.closest<HTMLElement>('[data-col]');
    const line = at?.closest<HTMLElement>('[data-id]');
    return `${line?.dataset['id'] ?? ''} ${at?.dataset['column'] ?? at?.dataset['col'] ?? ''}`;
  });

test('a head sorts, and the way it sorts stands in the address', async () => {
  const { page } = a;
  await open(a);
  expect(await head(page, 'number').getAttribute('aria-sort')).toBe('ascending');
  await head(page, 'cartons').click();
  await expect.poll(() => head(page, 'cartons').getAttribute('aria-sort')).toBe('ascending');
  await head(page, 'cartons').click();
  await expect.poll(() => page.url()).toContain('sort=-cartons');
  const figures = async () =>
    (await page.locator('[data-line] [data-column="cartons"]').allInnerTexts())
      .map((text) => Number(text.replaceAll(',', '')))
      .filter((figure) => !Number.isNaN(figure));
  await expect.poll(async () => (await figures())[0]).toBe(5_380);
  expect(await figures()).toEqual((await figures()).toSorted((x, y) => y - x));
  await head(page, 'cartons').click();
  await expect.poll(() => page.url()).not.toContain('sort=');
});

test('a cell is edited as in a spreadsheet, shows at once and reaches a colleague', async () => {
  const { page } = a;
  await Promise.all([open(a), open(b)]);
  await cell(page, 'so26002', 'cartons').click();
  expect(await focused(page)).toBe('order_so26002 cartons');
  await page.keyboard.type('2,410');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('order_so26003 cartons');
  expect(await cell(page, 'so26002', 'cartons').innerText()).toBe('2,410');
  await expect.poll(() => cell(b.page, 'so26002', 'cartons').innerText()).toBe('2,410');

  // Tab goes on to the right while values are entered.
  await cell(page, 'so26004', 'latestShipment').click();
  await page.keyboard.type('2027-01-08');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('order_so26004 etd');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('order_so26004 portOfDischarge');
  await page.keyboard.type('Santos');
  await page.keyboard.press('Enter');
  await expect.poll(() => cell(b.page, 'so26004', 'latestShipment').innerText()).toContain('1月8日');
  await expect.poll(() => cell(b.page, 'so26004', 'portOfDischarge').innerText()).toBe('Santos');

  // Escape gives back what stood there.
  await cell(page, 'so26005', 'cartons').click();
  await page.keyboard.type('9');
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe('order_so26005 cartons');
  expect(await cell(page, 'so26005', 'cartons').innerText()).toBe('1,610');
});

test('what cannot be read stays, says what to do, and is mended', async () => {
  const { page } = a;
  await open(a);
  const at = cell(page, 'so26003', 'cartons');
  await at.click();
  await page.keyboard.type('many');
  await page.keyboard.press('Enter');
  await at.getByText('这里要填数字').waitFor();
  await cell(page, 'so26008', 'owner').click();
  expect(await at.innerText()).toContain('many');
  await at.click();
  await page.keyboard.press('Enter');
  expect(await at.locator('input').inputValue()).toBe('many');
  await at.locator('input').fill('1130');
  await page.keyboard.press('Enter');
  await expect.poll(() => at.innerText()).toBe('1,130');
});

test('a choice is made from a list: stage and owner', async () => {
  const { page } = a;
  await open(a);
  const stage = cell(page, 'so26001', 'stage');
  await stage.click();
  await page.keyboard.press('Enter');
  await stage.locator('select').selectOption({ label: '报价' });
  await expect.poll(() => stage.innerText()).toBe('报价');
  await expect.poll(() => focused(page)).toBe('order_so26001 stage');
});

test('a conflict shows both and opens the order; so does its number', async () => {
  const { page } = a;
  await open(a);
  const at = cell(page, 'so26017', 'cartons');
  expect((await at.innerText()).replace(/\s+/g, ' ')).toMatch(/1,590 ?1,605/);
  expect(await at.getAttribute('aria-readonly')).toBe('true');
  await at.click();
  await page.locator('.panel').waitFor();
  expect(await at.locator('input').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.locator('.panel').waitFor({ state: 'detached' });
  await row(page, 'so26001').locator('.open').click();
  await page.locator('.panel').waitFor();
  expect(page.url()).toContain('as=table');
});

test('orders are chosen by box, Shift and all at once, changed together, and had back by one undo', async () => {
  const { page } = a;
  await Promise.all([open(a), open(b)]);
  await row(page, 'so26005').locator('.check').click();
  await row(page, 'so26008')
    .locator('.check')
    .click({ modifiers: ['Shift'] });
  await expect.poll(() => chosen(page).innerText()).toBe('已选 4 单');
  await page.getByRole('button', { name: '批量改' }).click();
  // Nothing is chosen yet, and no order can be left without a stage.
  expect(await page.getByRole('button', { name: '改 4 单' }).isDisabled()).toBe(true);
  expect(await page.locator('.bulk-form').getByRole('button', { name: /清空/ }).count()).toBe(0);
  await page.getByLabel('改哪一栏').selectOption({ label: '船期' });
  expect(await page.getByRole('button', { name: '改 4 单' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: '清空这 4 单的船期' }).waitFor();
  await page.getByLabel('改成').fill('2027-02-03');
  await page.getByRole('button', { name: '改 4 单' }).click();
  await page.locator('.table-tools').getByText('改了 4 单。').waitFor();
  for (const order of ['so26005', 'so26006', 'so26007', 'so26008'])
    await expect.poll(() => cell(b.page, order, 'etd').innerText()).toContain('2月3日');
  await page.getByRole('button', { name: /^撤销：4 单/ }).click();
  await page.locator('.outcome').getByText('已撤销：4 单').waitFor();
  for (const order of ['so26005', 'so26006', 'so26007', 'so26008'])
    await expect.poll(() => cell(b.page, order, 'etd').innerText()).toContain('12月');
  await page.locator('.outcome').getByRole('button', { name: '重做' }).click();
  for (const order of ['so26005', 'so26008'])
    await expect.poll(() => cell(b.page, order, 'etd').innerText()).toContain('2月3日');

  // By the keyboard: space, Shift and down, all, none.
  await cell(page, 'so26002', 'owner').click();
  await page.keyboard.press('Escape');
  await expect.poll(() => chosen(page).count()).toBe(0);
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => chosen(page).innerText()).toBe('已选 2 单');
  await page.keyboard.press('Control+a');
  await expect.poll(() => chosen(page).innerText()).toBe('已选 40 单');
  await page.getByRole('button', { name: '批量改' }).click();
  await page.getByLabel('改哪一栏').selectOption({ label: '阶段' });
  await page.locator('.bulk-form').getByLabel('改成').selectOption({ label: '结案' });
  await page.getByRole('button', { name: '改 40 单' }).click();
  await page.getByRole('button', { name: '停下' }).click();
  await page.locator('.table-tools').getByText('已停下').waitFor();
  await page.keyboard.press('Control+z');
  await page.locator('.outcome').getByText('已撤销').waitFor();
});

test('copied orders are lines of a sheet, and one value is pasted into all that are chosen', async () => {
  const { page } = a;
  await open(a, '&columns=number,cartons,portOfDischarge');
  const clip = (type: 'copy' | 'paste', text = '') =>
    page.evaluate(
      ([kind, given]) => {
        const clipboardData = new DataTransfer();
        if (given) clipboardData.setData('text/plain', given);
        document.activeElement?.dispatchEvent(
          new ClipboardEvent(kind, { clipboardData, bubbles: true, cancelable: true }),
        );
        return clipboardData.getData('text/plain');
      },
      [type, text] as const,
    );
  await cell(page, 'so26009', 'cartons').click();
  expect(await clip('copy')).toBe('2600');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => chosen(page).innerText()).toBe('已选 2 单');
  expect((await clip('copy')).split('\n').map((line) => line.split('\t').slice(0, 2))).toEqual([
    ['单号', '箱数'],
    ['SO-26009', '2600'],
    ['SO-26010', '2170'],
  ]);
  await cell(page, 'so26010', 'portOfDischarge').click();
  await clip('paste', 'Jebel Ali\r\n');
  for (const order of ['so26009', 'so26010'])
    await expect.poll(() => cell(page, order, 'portOfDischarge').innerText()).toBe('Jebel Ali');
});

test('columns are chosen, moved, pinned and resized, and stand in the address', async () => {
  const { page } = a;
  await open(a);
  await page.getByRole('button', { name: '列', exact: true }).click();
  const menu = page.locator('.column-menu');
  await menu.getByRole('checkbox', { name: '毛重' }).check();
  await menu.getByRole('checkbox', { name: '规格' }).uncheck();
  await expect.poll(() => head(page, 'count').count()).toBe(0);
  await menu.getByRole('button', { name: '客户：往前移' }).click();
  await menu.getByLabel('箱数：列宽').fill('150');
  await menu.getByLabel('箱数：列宽').press('Enter');
  await menu.getByRole('button', { name: '固定到 单号' }).click();
  await page.keyboard.press('Escape');
  await expect
    .poll(() => new URL(page.url()).searchParams.get('columns'))
    .toMatch(/^customer,number,pin,stage.*cartons\.150.*grossKg$/);
  const before = await head(page, 'customer').boundingBox();
  await page.locator('.table-grid').evaluate((grid) => (grid.scrollLeft = 400));
  await head(page, 'waitingFor').waitFor();
  expect(await head(page, 'customer').boundingBox()).toEqual(before);

  // By the edge, and by the keys.
  await page.locator('.table-grid').evaluate((grid) => (grid.scrollLeft = 0));
  const edge = await head(page, 'stage').locator('.grip').boundingBox();
  if (!edge) throw new Error('no edge');
  await page.mouse.move(edge.x + 4, edge.y + 10);
  await page.mouse.down();
  await page.mouse.move(edge.x + 44, edge.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => page.url()).toContain('stage.140');
  await cell(page, 'so26001', 'stage').click();
  await page.keyboard.press('Control+ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => page.url()).toContain('stage.148');
});

test('sections have heads with sums, and the foot sums them all', async () => {
  const { page } = a;
  await open(a, '&group=customer');
  const group = page.locator('.table-grid .group').first();
  expect(await group.innerText()).toContain('Chang Khao Phonlamai');
  expect(await group.locator('.sum').first().innerText()).toBe('5,400');
  await expect.poll(() => page.locator('.tfoot').innerText()).toContain('40 单');
  await cell(page, 'so26037', 'cartons').click();
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toBe('order_so26003 cartons');
});

test('a search finds in the table as on the board', async () => {
  const { page } = a;
  await open(a);
  await page.locator('[data-find]').fill('Rimba');
  await expect.poll(() => page.locator('.table-grid [data-id]').count()).toBe(3);
  await page.locator('[data-find]').fill('nobody at all');
  await page.getByText('没有找到').waitFor();
});

test('on a phone it is a list of two lines each, nothing wider than the screen', async () => {
  const phone = await sitDown(relay.address, { name: '跟单丙', width: 390, height: 844 });
  const { page } = phone;
  await page.locator('[data-status="team"]').first().waitFor();
  await page.evaluate(() => localStorage.setItem('gendan.person', '跟单丙'));
  await page.goto(new URL('/sample/orders?as=table', relay.origin).href);
  const item = page.locator('.table-list [data-row="order_so26011"]');
  await item.waitFor();
  expect(await page.locator('.table-list').evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
  const last = await page.locator('.table-list .when').first().boundingBox();
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(390);
  await page.getByLabel('排序').selectOption({ label: '箱数' });
  await expect.poll(() => page.url()).toContain('sort=cartons');
  await page.locator('.table-list a').first().click();
  await page.locator('.panel').waitFor();
  await phone.close();
});

test.each([
  ['zh', 'light'],
  ['zh', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
] as const)('the table holds to WCAG 2.2 AA in %s, %s', async (language, colorScheme) => {
  const { page } = a;
  await page.evaluate((chosenLanguage) => localStorage.setItem('gendan.language', chosenLanguage), language);
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const check = async (): Promise<void> => {
    expect(await violations(page, { look: lookIn(colorScheme) })).toEqual([]);
  };
  await open(a, '&group=stage');
  await check();
  await cell(page, 'so26001', 'cartons').click();
  await page.keyboard.press('Space');
  await page.keyboard.type('x');
  await page.keyboard.press('Enter');
  await page.locator('.td .problem').waitFor();
  await check();
});
