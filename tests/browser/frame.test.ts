import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { card, sitDown, type Person } from './app-pages.ts';
import { lookIn, violations } from './axe.ts';

/** What frames the orders: filters, columns by any key, lanes, limits, views with a name, sections that fold. */
let relay: RelayProcess;
let a: Person;
let b: Person;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  [a, b] = (await Promise.all(
    [1440, 390].map(async (width) => {
      const person = await sitDown(relay.address, {
        name: '跟单甲',
        width,
        height: width === 390 ? 844 : 900,
      });
      person.page.on('pageerror', (error) => errors.push(error.message));
      await person.page.evaluate(() => localStorage.setItem('gendan.person', '跟单甲'));
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
  for (const person of [a, b]) await person.close();
  await cleanUp();
});

const open = async ({ page }: Person, path: string): Promise<void> => {
  // The browser of a test is not asked whether to leave a page with what it has not saved.
  await page.locator('[data-status="team"]').first().waitFor();
  await page.goto(new URL(path, relay.origin).href);
  await page.locator('[data-status="team"]').first().waitFor();
};
const cell = (page: Page, group: string, lane = '') =>
  page.locator(`[data-group="${group}"][data-lane="${lane}"]`);
const find = (page: Page) => page.getByLabel('找单号、客户、品名');
const shape = (page: Page) => page.locator('.shape');
const openShape = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '筛选和排列' }).click();
  await shape(page).waitFor();
};
const openViews = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^视图：/ }).click();
  await page.locator('.views .acts').waitFor();
};

async function drag(page: Page, order: string, to: ReturnType<typeof cell>): Promise<void> {
  await card(page, order).and(page.locator('[draggable="true"]')).waitFor();
  const [from, at] = [await card(page, order).boundingBox(), await to.boundingBox()];
  if (!from || !at) throw new Error('not in view');
  await page.mouse.move(from.x + 60, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 72, from.y + 26, { steps: 4 });
  await page.mouse.move(at.x + at.width / 2, at.y + 60, { steps: 8 });
  await page.mouse.move(at.x + at.width / 2, at.y + 64, { steps: 2 });
}

test('what is chosen in the filter is what could be typed, and the other way round', async () => {
  const { page } = a;
  await open(a, '/sample/orders');
  await openShape(page);
  await shape(page).getByLabel('负责人', { exact: true }).selectOption('跟单乙');
  await expect.poll(() => find(page).inputValue()).toBe('负责人:跟单乙');
  await shape(page).getByLabel('有待定的').check();
  await expect.poll(() => find(page).inputValue()).toBe('负责人:跟单乙 有:待定');
  await shape(page).getByLabel('有待定的').uncheck();
  await page.keyboard.press('Escape');
  await find(page).fill('跟单:丙');
  await openShape(page);
  await expect
    .poll(() => shape(page).getByLabel('负责人', { exact: true }).locator('option:checked').textContent())
    .toContain('丙');
  await shape(page).getByRole('button', { name: '清掉筛选' }).click();
  await expect.poll(() => find(page).inputValue()).toBe('');
  await shape(page).getByLabel('分列', { exact: true }).selectOption('port');
  await expect.poll(() => page.url()).toContain('group=port');
  expect(await page.locator('.route').count()).toBe(0);
  await page.goBack();
  await page.locator('.route').waitFor();
});

test('[F2] a card dropped on another person gets that owner, and undo gives it back', async () => {
  const { page } = a;
  await open(a, '/sample/orders?group=owner');
  const order = (await cell(page, '跟单丙').locator('[data-order]').first().getAttribute('data-order')) ?? '';
  await drag(page, order, cell(page, '跟单乙'));
  await page.mouse.up();
  await cell(page, '跟单乙').locator(`[data-order="${order}"]`).waitFor();
  // It shows at once; it can be taken back when it is written.
  await page.getByRole('button', { name: /^撤销：/ }).waitFor();
  await page.keyboard.press('Control+z');
  await cell(page, '跟单丙').locator(`[data-order="${order}"]`).waitFor();
});

test('a month takes no card, and says why', async () => {
  const { page } = a;
  await open(a, '/sample/orders?group=month');
  const columns = page.locator('section[data-group]');
  const months = await columns.evaluateAll((all) => all.map((one) => one.getAttribute('data-group') ?? ''));
  const [from = '', to = ''] = months;
  const order = (await cell(page, from).locator('[data-order]').first().getAttribute('data-order')) ?? '';
  await drag(page, order, cell(page, to));
  await page.locator('.board-why').getByText('月份跟着船期走').waitFor();
  await page.mouse.up();
  await page.locator('.board-why').waitFor({ state: 'detached' });
  expect(await cell(page, from).locator(`[data-order="${order}"]`).count()).toBe(1);
});

test('by keyboard a card goes through lanes and columns, in words, and Escape puts it back', async () => {
  const { page } = a;
  await open(b, '/sample/orders?lane=owner');
  await open(a, '/sample/orders?lane=owner');
  await card(page, 'order_so26002').focus();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowDown');
  await page
    .getByText(/SO-26002：跟单甲 · 询价/)
    .first()
    .waitFor({ state: 'attached' });
  await cell(page, 'enquiry', '跟单甲').locator('[data-order="order_so26002"]').waitFor();
  await page.keyboard.press('ArrowRight');
  await cell(page, 'quoted', '跟单甲').locator('[data-order="order_so26002"]').waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-order')))
    .toBe('order_so26002');
  const there = b.page.locator('[data-group="enquiry"][data-lane="跟单丙"] [data-order="order_so26002"]');
  await there.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await cell(page, 'enquiry', '跟单丙').locator('[data-order="order_so26002"]').waitFor();
  await there.waitFor({ state: 'attached' });
});

test('a lane that was folded is folded the next time', async () => {
  const { page } = a;
  await open(a, '/sample/orders?lane=owner');
  const head = page.locator('.lane-head').getByRole('button', { name: /^跟单丙/ });
  await head.click();
  await card(page, 'order_so26002').waitFor({ state: 'detached' });
  await page.reload();
  await expect.poll(() => head.getAttribute('aria-expanded')).toBe('false');
  await head.click();
  await card(page, 'order_so26002').waitFor();
});

test('a stage over its limit says so at its head', async () => {
  const { page } = a;
  await open(a, '/sample/settings');
  const most = page.getByLabel('询价 最多几单');
  await most.fill('0');
  await most.press('Enter');
  expect(await most.getAttribute('aria-invalid')).toBe('true');
  await most.fill('2');
  await most.press('Enter');
  await open(a, '/sample/orders');
  await cell(page, 'enquiry').locator('.limit.c-warn').getByText('3 / 2').waitFor();
  await page.getByRole('region', { name: '询价，3 单，上限 2 单，超了' }).waitFor();
  await page.keyboard.press('Control+z');
});

test('a view is saved, found by a colleague, changed, renamed, removed and had back', async () => {
  const { page } = a;
  await open(a, '/sample/orders?group=owner&q=26');
  await openViews(page);
  await page.getByRole('button', { name: '存成视图' }).click();
  await page.getByLabel('视图名字').fill('按人看');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '按人看', level: 1 }).waitFor();

  await openViews(b.page);
  await b.page.locator('.views').getByRole('link', { name: '按人看' }).click();
  await b.page.getByRole('heading', { name: '按人看', level: 1 }).waitFor();
  expect(new URL(b.page.url()).search).toBe('?q=26&group=owner');

  await page.goto(new URL('/sample/orders?q=26&group=owner', relay.origin).href);
  await page.getByRole('heading', { name: '按人看', level: 1 }).waitFor();
  await openShape(page);
  await shape(page).getByLabel('泳道', { exact: true }).selectOption('port');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: '在跟订单', level: 1 }).waitFor();
  await openViews(page);
  await page.getByRole('button', { name: '更新「按人看」' }).click();
  await page.getByRole('heading', { name: '按人看', level: 1 }).waitFor();

  await openViews(page);
  await page.getByRole('button', { name: '整理' }).click();
  await page.getByRole('button', { name: '给「按人看」改名' }).click();
  await page.getByRole('textbox', { name: '给「按人看」改名' }).fill('按人和港口');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '按人和港口', level: 1 }).waitFor();
  await page.getByRole('button', { name: '删除视图「按人和港口」' }).click();
  await page.getByRole('heading', { name: '在跟订单', level: 1 }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await page.getByRole('heading', { name: '按人和港口', level: 1 }).waitFor();
});

test('a section of the panel that was folded stays folded, and a field says who changed it last', async () => {
  const { page } = a;
  await open(a, '/sample/orders/order_so26002');
  const cartons = page.locator('.panel').getByLabel('箱数', { exact: true }).first();
  await cartons.fill('2410');
  await cartons.press('Enter');
  await expect.poll(() => cartons.getAttribute('title')).toContain('跟单甲 · ');
  const fold = page.locator('.panel').getByRole('button', { name: '柜', exact: true });
  await fold.click();
  await page.getByLabel('柜型 1', { exact: true }).waitFor({ state: 'hidden' });
  await open(a, '/sample/orders/order_so26003');
  await expect.poll(() => fold.getAttribute('aria-expanded')).toBe('false');
  await fold.click();
  await page.getByLabel('柜型 1', { exact: true }).waitFor();
});

test('on a phone there is one column at a time, the sheets are within reach, and targets are large', async () => {
  const { page } = b;
  await open(b, '/sample/orders?group=owner');
  const view = await page.locator('.cols').boundingBox();
  expect(await page.locator('section[data-group]').first().boundingBox()).toMatchObject({
    width: view?.width,
  });
  await page
    .locator('.stages')
    .getByRole('button', { name: /^跟单乙/ })
    .click();
  await expect.poll(async () => (await cell(page, '跟单乙').boundingBox())?.x ?? -1).toBe(view?.x);
  for (const opens of [openShape, openViews]) {
    await opens(page);
    const sheet = page.locator('[popover]:popover-open');
    await expect
      .poll(async () => {
        const box = await sheet.boundingBox();
        return box && [Math.round(box.x), Math.round(box.width), Math.round(box.y + box.height)];
      })
      .toEqual([0, 390, 844]);
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    // A box between two pixels is 43.99999 high.
    const small = await sheet
      .locator('button, a, select')
      .evaluateAll((all) =>
        all
          .map((one) => ({ text: one.textContent, height: one.getBoundingClientRect().height }))
          .filter(({ height }) => Math.round(height * 100) < 4400),
      );
    expect(small).toEqual([]);
    await page.keyboard.press('Escape');
  }
  await open(b, '/sample/orders/order_so26002');
  await page.locator('.panel').getByLabel('船期', { exact: true }).first().focus();
  await page.locator('.last-change').waitFor();
});

test.each(['/sample/orders?lane=owner', '/sample/orders?group=customer'])(
  '%s and what opens over it hold to WCAG 2.1 AA in both themes and languages',
  async (path) => {
    const { page } = a;
    for (const language of ['zh', 'en'])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.evaluate((chosen) => localStorage.setItem('gendan.language', chosen), language);
        await open(a, path);
        await card(page, 'order_so26002').waitFor();
        for (const opens of [
          null,
          language === 'zh' ? '筛选和排列' : 'Filter and arrange',
          /^(视图：|Views: )/,
        ]) {
          if (opens !== null) {
            await page.getByRole('button', { name: opens }).click();
            await page.locator('[popover]:popover-open :is(.shape, .views)').waitFor();
          }
          expect(await violations(page, { look: lookIn(colorScheme) })).toEqual([]);
          if (opens !== null) await page.keyboard.press('Escape');
        }
      }
    await page.evaluate(() => localStorage.setItem('gendan.language', 'zh'));
  },
);
