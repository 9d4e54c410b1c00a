import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { appendChange } from '../../shared/model/record.ts';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { sitDown, type Person } from './app-pages.ts';
import { lookIn, violations } from './axe.ts';

/** The sample by its dates, on the Monday it speaks of: one at a desk, one with a phone. */
const now = '2026-11-23T10:00:00+08:00';
let relay: RelayProcess;
let desk: Person;
let phone: Person;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  desk = await sitDown(relay.address, { name: '跟单甲' });
  phone = await sitDown(relay.address, {
    name: '跟单乙',
    locale: 'en-GB',
    width: 390,
    height: 844,
    touch: true,
  });
  page = desk.page;
  for (const person of [desk, phone]) {
    person.page.on('pageerror', (error) => errors.push(error.message));
    await person.page.locator('[data-status="team"]').first().waitFor();
    await person.page.clock.setFixedTime(now);
    // Who has given a name is not asked for one.
    await person.page.evaluate((name) => localStorage.setItem('gendan.person', name), person.name);
  }
});

afterAll(async () => {
  for (const person of [desk, phone]) await person.close();
  await cleanUp();
});

async function open(on: Page, path: string): Promise<void> {
  await on.goto(new URL(path, relay.origin).href);
  await on.locator('[data-status="team"]').first().waitFor();
}

const spoken = () => page.locator('[aria-live="polite"]');
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const day = (on: Page, date: string) => on.locator(`[data-day="${dayNumber(date)}"]`);
const plate = (on: Page, date: string, name: string) => day(on, date).locator(`[data-plate="${name}"]`);
const focused = (): Promise<string | null> =>
  page.evaluate(
    () => document.activeElement?.getAttribute('data-plate') ?? document.activeElement?.id ?? null,
  );

/** A change by somebody who has not seen what stands there. */
async function writeUnseen(order: string, set: Readonly<Record<string, string>>): Promise<void> {
  const doc = new Y.Doc();
  appendChange(doc, { person: '跟单丙', device: 'd3' }, Date.parse(now), { set }, 'order');
  const provider = new WebsocketProvider(relay.sync, `sample/board/${order}/facts`, doc, {
    protocols: ['gendan', `gendan.key.${relay.key ?? ''}`],
    disableBc: true,
  });
  const bytes = Y.encodeStateVector(doc).byteLength;
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
  // What it lacked has come, and what it sent before that is there.
  expect(Y.encodeStateVector(doc).byteLength).toBeGreaterThan(bytes);
  provider.destroy();
}

async function drag(on: Page, date: string, name: string, to: string): Promise<void> {
  const [from, target] = [await plate(on, date, name).boundingBox(), await day(on, to).boundingBox()];
  if (!from || !target) throw new Error(`${name} or ${to} is not in view`);
  await on.mouse.move(from.x + 30, from.y + 10);
  await on.mouse.down();
  await on.mouse.move(from.x + 44, from.y + 14, { steps: 4 });
  await on.mouse.move(target.x + target.width / 2, target.y + 60, { steps: 8 });
  await on.mouse.move(target.x + target.width / 2, target.y + 64, { steps: 2 });
  await on.mouse.up();
}

test('a week is a row that begins on Monday, an order a plate on its day', async () => {
  await open(page, '/sample/orders?as=calendar');
  await plate(page, '2026-11-27', 'order_so26021.etd').waitFor();
  await plate(page, '2026-12-02', 'order_so26021.latestShipment').waitFor();
  const [monday, sunday] = [
    await day(page, '2026-11-23').boundingBox(),
    await day(page, '2026-11-29').boundingBox(),
  ];
  expect(monday?.y).toBe(sunday?.y);
  expect(monday?.x).toBeLessThan(sunday?.x ?? 0);
  await page.getByText('48 周').waitFor();
  expect(await day(page, '2026-11-23').getAttribute('aria-current')).toBe('date');
});

test('a plate that is dragged writes its date, for everybody, and undo takes it back', async () => {
  await open(page, '/sample/orders/order_so26024?as=calendar');
  const etd = page.getByLabel('船期', { exact: true });
  await expect.poll(() => etd.inputValue()).toBe('11月25日 周三');
  await drag(page, '2026-11-25', 'order_so26024.etd', '2026-12-02');
  await plate(page, '2026-12-02', 'order_so26024.etd').waitFor();
  await spoken().getByText('SO-26024 船期改到12月2日 周三').waitFor();
  await expect.poll(() => etd.inputValue()).toBe('12月2日 周三');
  await open(phone.page, '/sample/orders?as=calendar');
  await plate(phone.page, '2026-12-02', 'order_so26024.etd').waitFor();
  await page.keyboard.press('Control+z');
  for (const one of [page, phone.page]) await plate(one, '2026-11-25', 'order_so26024.etd').waitFor();
  await expect.poll(() => etd.inputValue()).toBe('11月25日 周三');
});

test('by the keyboard: m takes a date, arrows choose the day, Enter sets it, Escape puts it back', async () => {
  await open(page, '/sample/orders?as=calendar');
  const name = 'order_so26025.etd';
  await plate(page, '2026-11-27', name).focus();
  await page.keyboard.press('m');
  await spoken().getByText('挪 SO-26025 船期').waitFor();
  await page.keyboard.press('ArrowDown');
  await spoken().getByText('SO-26025 船期：12月4日 周五').waitFor();
  await plate(page, '2026-12-04', name).waitFor();
  await expect.poll(focused).toBe(name);
  await page.keyboard.press('Escape');
  await plate(page, '2026-11-27', name).waitFor();
  await expect.poll(focused).toBe(name);
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await plate(page, '2026-11-28', name).waitFor();
  await expect.poll(focused).toBe(name);
  await page.keyboard.press('Enter');
  await spoken().getByText('SO-26025 船期改到11月28日 周六').waitFor();
  // It is written: whoever opens the calendar anew finds it there.
  await page.reload();
  await plate(page, '2026-11-28', name).waitFor();
});

test('arrows walk from day to day, t comes back to today, Enter opens, Escape closes', async () => {
  await open(page, '/sample/orders?as=calendar');
  await plate(page, '2026-11-26', 'order_so26022.etd').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(focused).toBe('order_so26021.etd');
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).not.toBe('order_so26021.etd');
  for (let month = 0; month < 3; month++) await page.keyboard.press('PageDown');
  await page.getByRole('heading', { name: '2027年2月' }).waitFor();
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: '2026年11月' }).waitFor();
  await expect.poll(focused).toBe(`day-${dayNumber('2026-11-23')}`);
  await plate(page, '2026-11-26', 'order_so26022.etd').focus();
  await page.keyboard.press('Enter');
  await page.locator('.panel .facts').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.panel').waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('?as=calendar');
});

test('a date that two people disagree about is not moved, and says why', async () => {
  await writeUnseen('order_so26023', { etd: '2026-12-01' });
  await open(page, '/sample/orders?as=calendar');
  const disputed = plate(page, '2026-11-29', 'order_so26023.etd').and(page.locator('.disputed'));
  await disputed.waitFor();
  await drag(page, '2026-11-29', 'order_so26023.etd', '2026-12-03');
  await page.locator('.said').getByText('SO-26023 船期有两个日子，待定').waitFor();
  await disputed.focus();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowDown');
  await disputed.waitFor();
});

test('which dates are shown stands in the address; the last one stays', async () => {
  await open(page, '/sample/orders?as=calendar');
  const chip = (name: string) => page.getByRole('button', { name, exact: true });
  for (const name of ['船期', '到港', '交单', '收款']) await chip(name).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('dates')).toBe('latestShipment');
  await plate(page, '2026-12-02', 'order_so26021.latestShipment').waitFor();
  await plate(page, '2026-11-27', 'order_so26021.etd').waitFor({ state: 'detached' });
  await chip('最迟').click();
  expect(await chip('最迟').getAttribute('aria-pressed')).toBe('true');
  await page.reload();
  await plate(page, '2026-12-02', 'order_so26021.latestShipment').waitFor();
  expect(await plate(page, '2026-11-27', 'order_so26021.etd').count()).toBe(0);
  expect(await chip('船期').getAttribute('aria-pressed')).toBe('false');
});

test('a day with more dates than room shows the first and how many more, and opens as a list', async () => {
  for (let number = 1; number <= 7; number++)
    await writeUnseen(`order_so2600${number}`, { etd: '2026-12-16' });
  await open(page, '/sample/orders?as=calendar');
  const full = day(page, '2026-12-16');
  await expect.poll(() => full.locator('.plate').count()).toBe(4);
  await full.getByRole('button', { name: '12月16日 周三还有 3 条，打开看全部' }).click();
  const list = page.locator('[popover]:popover-open .day-list');
  await expect.poll(() => list.locator('.plate').count()).toBe(7);
  await page.keyboard.press('Escape');
  await page.locator('[data-find]').fill('SO-26004');
  await expect.poll(() => full.locator('.plate').count()).toBe(1);
});

test('on a phone the days are a list; a tap opens an order', async () => {
  const { page: small } = phone;
  await open(small, '/sample/orders?as=calendar');
  const first = plate(small, '2026-11-26', 'order_so26022.etd');
  await first.waitFor();
  const box = await first.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  expect(await day(small, '2026-11-24').count()).toBe(1);
  await first.tap();
  await small.locator('.panel .facts').first().waitFor();
  await small.goBack();
  await small.getByRole('button', { name: 'Later' }).first().tap();
  await small.getByRole('heading', { name: 'December 2026' }).waitFor();
  await small.getByRole('button', { name: 'Today' }).tap();
  await first.waitFor();
});

test('the timeline is sorted, moved and zoomed by the keyboard, and the address keeps it', async () => {
  await open(page, '/sample/orders?as=timeline&sort=-number');
  const row = (index: number) => page.locator(`[data-row="${index}"] a`);
  await row(0).getByText('SO-26040').waitFor();
  await row(1).getByText('SO-26039').waitFor();
  await row(0).focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toBe('card-order_so26039');
  await page.keyboard.press('+');
  await expect.poll(() => new URL(page.url()).searchParams.get('weeks')).toBe('8');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect.poll(focused).not.toBe('card-order_so26039');
  // Only what is seen is drawn.
  expect(await page.locator('.path').count()).toBeLessThan(30);
  await page.keyboard.press('Enter');
  await page.locator('.panel .facts').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.panel').waitFor({ state: 'detached' });
});

test('the timeline tells of the plan and of what happened, in words too', async () => {
  await open(page, '/sample/orders?as=timeline&q=SO-26036');
  const told = page.locator('#path-order_so26036');
  await told.getByText('船期 11月8日 周日').waitFor({ state: 'attached' });
  expect(await told.textContent()).toContain('开船 11月8日 周日');
  await page.locator('.path .late').getByText('晚 5 天').waitFor();
});

test('every chart has its figures as a table, and the figures follow the orders', async () => {
  await open(page, '/sample/orders?as=calendar');
  await page.getByRole('link', { name: '图表' }).click();
  await page.getByRole('heading', { name: '图表' }).waitFor();
  await page.locator('.uplot canvas').first().waitFor();
  const table = page.getByRole('region', { name: '每周开船，对比计划' });
  await page.locator('.figure-table summary').first().click();
  const week = table.getByRole('row', { name: /^48 周 · 11月23日 起/ });
  const figures = (): Promise<string[]> => week.getByRole('cell').allTextContents();
  const [planned = '', sailed] = await figures();
  expect(Number(planned)).toBeGreaterThan(0);
  expect(sailed).toBe('0');
  // A colleague enters a sailing.
  await open(phone.page, '/sample/orders/order_so26027');
  await phone.page.getByLabel('Sailed', { exact: true }).first().fill('2026-11-23');
  await phone.page.keyboard.press('Enter');
  await expect.poll(figures, { timeout: 10_000 }).toEqual([planned, '1']);
  await page.reload();
  await page.locator('.uplot canvas').first().waitFor();
  expect(await page.locator('.plot').count()).toBe(await page.locator('.plot[aria-label]').count());
});

const views = [
  '/sample/orders?as=calendar',
  '/sample/orders?as=timeline',
  '/sample/orders/order_so26022?as=calendar',
  '/sample/figures',
];

test.each(views)(
  '%s holds to WCAG 2.2 AA in both themes and languages, at a desk and on a phone',
  async (path) => {
    for (const { page: one } of [desk, phone])
      for (const colorScheme of ['light', 'dark'] as const)
        for (const language of ['zh', 'en']) {
          await one.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await one.evaluate((value) => localStorage.setItem('gendan.language', value), language);
          await open(one, path);
          await one.locator(`html[data-theme="${colorScheme}"][data-lang="${language}"]`).waitFor();
          await one.locator('.plate, .path a, .uplot canvas').first().waitFor();
          const found = await violations(one, { look: lookIn(colorScheme) });
          expect(found, `${path} ${colorScheme} ${language}`).toEqual([]);
        }
  },
);

test('no page threw', () => {
  expect(errors).toEqual([]);
});
