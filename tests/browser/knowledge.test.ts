import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { card, field, fill, sitDown, type Person } from './app-pages.ts';
import { violations } from './axe.ts';

/** One person with a mouse and keys, and one with a finger: what a team knows, where it is written and where it is told. */
let relay: RelayProcess;
let person: Person;
let hand: Person;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  person = await sitDown(relay.address, { name: '跟单甲' });
  hand = await sitDown(relay.address, { name: '跟单乙', width: 390, height: 844, touch: true });
  for (const { page, name } of [person, hand]) {
    page.on('pageerror', (error) => errors.push(error.message));
    await page.locator('[data-status="team"]').first().waitFor();
    // A Monday, twenty to nine in Dubai.
    await page.clock.setFixedTime('2026-11-23T04:40:00Z');
    await page.evaluate((mine) => localStorage.setItem('gendan.person', mine), name);
  }
});

afterEach(() => {
  expect(errors).toEqual([]);
});

afterAll(async () => {
  for (const one of [person, hand]) await one.close();
  await cleanUp();
});

async function open({ page }: Person, path: string, ready: string): Promise<void> {
  await page.goto(new URL(path, relay.origin).href);
  await page.locator(ready).first().waitFor();
}
const know = ({ page }: Person) => page.locator('.know');

test('time zone, hours and days off say whether the customer is at work; holidays are imported and change that', async () => {
  const { page } = person;
  await open(person, '/sample/customers/customer_c01', '.reachable');
  await field(page, '时区').selectOption('Asia/Dubai');
  await fill(page, '上班时间', '9:00-13:00, 14:00-18:00');
  await page.locator('.title').getByText('那边 08:40，20 分钟后上班').waitFor();
  for (const day of ['星期六', '星期日'])
    await page.getByRole('group', { name: '每周休息' }).getByRole('button', { name: day }).click();
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByLabel('日期和名称，一行一个').fill('2026-11-23 纪念日\n12月2日-3日 国庆日\n问使馆');
  await page.getByText('看不懂 1 行：问使馆').waitFor();
  await page.getByRole('button', { name: '导入 2 个' }).click();
  await page.locator('.title').getByText('那边 08:40，放假（纪念日），11月24日 周二 09:00 上班').waitFor();
  expect(await page.locator('.days-off li').count()).toBe(2);
  await page.getByRole('button', { name: '加一个人' }).click();
  await fill(page, '姓名 1', 'Omar');
  await fill(page, '邮箱 1', 'omar@example.com');
  await page.getByRole('link', { name: '写邮件给 Omar' }).waitFor();
  expect(await violations(page, { within: '.page' })).toEqual([]);
});

test('the figure that the team goes by is another one, and so is what is found in an order', async () => {
  const { page } = person;
  const found = (code: string) => page.locator(`.panel [data-finding="${code}"]`);
  await open(person, '/sample/orders/order_so26012', '.panel .facts');
  await fill(page, '设定温度 1', '-3.5');
  await found('set_point_freezing').waitFor();
  await fill(page, '设定温度 1', '-3');
  await found('set_point_freezing').waitFor({ state: 'detached' });
  await open(person, '/sample/products/product_p05', '.sayings li');
  await page.getByRole('button', { name: '加一个数' }).click();
  await page.getByLabel('哪个数').selectOption('freezing_point');
  await page.locator('.saying-form').getByLabel('数值').fill('-4 °F');
  await page.keyboard.press('Enter');
  await page.locator('.saying-form .problem').waitFor();
  await page.locator('.saying-form').getByLabel('数值').fill('-4');
  await page.locator('.saying-form').getByRole('textbox', { name: '出处' }).fill('冷库实测 2025');
  await page.keyboard.press('Enter');
  const point = page.locator('[data-figure="freezing_point"]');
  await point.getByRole('button', { name: '公司用冰点：−4 °C' }).click();
  await point.getByRole('button', { name: /^公司用: 冰点/ }).waitFor();
  expect(await violations(page, { within: '.page' })).toEqual([]);
  await open(person, '/sample/orders/order_so26012', '.panel .facts');
  await fill(page, '设定温度 1', '-3.5');
  await found('set_point_out_of_range').waitFor();
  expect(await found('set_point_freezing').count()).toBe(0);
  await fill(page, '设定温度 1', '-4.5');
  await found('set_point_freezing')
    .locator('.why')
    .getByText(/冷库实测 2025/)
    .waitFor();
  await fill(page, '设定温度 1', '-3');
  await found('set_point_freezing').waitFor({ state: 'detached' });
});

test('a card of knowledge opens by a key, holds the focus, goes with Escape and gives the focus back', async () => {
  const { page } = person;
  await open(person, '/sample/orders', '[data-order="order_so26012"]');
  await card(page, 'order_so26012').focus();
  await page.keyboard.press('Alt+i');
  await know(person).getByText('Qasr Rimal Foodstuff').first().waitFor();
  await know(person)
    .getByText(/柜温 -3℃/)
    .waitFor();
  expect(await violations(page, { within: '.know' })).toEqual([]);
  await know(person).getByRole('button', { name: '40RH' }).click();
  await know(person).getByText('29,580').waitFor();
  await page.keyboard.press('Escape');
  await know(person).waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-order'))).toBe('order_so26012');
  await page.keyboard.press('Enter');
  await page.locator('.panel .facts').first().waitFor();
  await field(page, '贸易术语').focus();
  await page.keyboard.press('Alt+i');
  await know(person)
    .getByText(/货装上买方的船为止/)
    .waitFor();
  await page.keyboard.press('Escape');
  await know(person).waitFor({ state: 'detached' });
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('贸易术语');
});

test('it opens where a mouse rests, stays while the mouse is on it, and goes with Escape', async () => {
  const { page } = person;
  await open(person, '/sample/orders', '[data-order="order_so26012"]');
  const customer = card(page, 'order_so26012').locator('[data-know^="customer:"]');
  await customer.hover();
  await know(person).getByRole('link').waitFor();
  await page.keyboard.press('Escape');
  await know(person).waitFor({ state: 'detached' });
  await card(page, 'order_so26012').locator('[data-know^="container:"]').hover();
  await know(person).getByText('29,580').waitFor();
  await customer.hover();
  await know(person).getByRole('link', { name: '打开 Qasr Rimal Foodstuff' }).click();
  await page.locator('.habits li').first().waitFor();
  await know(person).waitFor({ state: 'detached' });
  await field(page, '目的港').focus();
  await page.keyboard.press('Alt+i');
  await know(person).getByText('阿联酋').waitFor();
});

test('it opens where a finger is held, and letting go follows nothing', async () => {
  const { page } = hand;
  await open(hand, '/sample/orders/order_so26012', '.panel .facts');
  const port = page.locator('.panel [data-know="term:FOB"]');
  await port.scrollIntoViewIfNeeded();
  const box = await port.boundingBox();
  if (!box) throw new Error('not in view');
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + 12, y: box.y + box.height / 2 };
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
  await know(hand)
    .getByText(/货装上买方的船为止/)
    .waitFor();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  expect(await know(hand).isVisible()).toBe(true);
  await page.locator('.panel header').first().tap();
  await know(hand).waitFor({ state: 'detached' });
});

test('a product and a customer are printed on one page each, without prices and payment', async () => {
  const { page } = person;
  for (const [path, ready, words] of [
    ['/sample/products/product_p05', '.sayings .src', /普白大蒜[^]*冷库实测 2025/],
    ['/sample/customers/customer_c01', '.habits li', /Qasr Rimal[^]*柜温 -3℃[^]*国庆日/],
  ] as const) {
    await open(person, path, ready);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const sheet = page.locator('.paper');
    expect(await sheet.textContent()).toMatch(words);
    expect(await sheet.textContent()).not.toMatch(/T\/T|\bUSD\b/);
    const pages = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g);
    expect(pages).toHaveLength(1);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await sheet.waitFor({ state: 'detached' });
  }
});
