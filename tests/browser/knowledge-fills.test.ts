import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { field, fill, sitTogether, valueOf, type Person } from './app-pages.ts';

/** Two people at the sample board: what an order begins with, and what it leaves behind when it is finished. */
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

async function goTo({ page }: Person, path: string): Promise<void> {
  await page.goto(new URL(`/sample/${path}`, relay.origin).href);
}

/** A new order, open beside the board; gives its address. */
async function begin(person: Person): Promise<string> {
  await goTo(person, 'orders');
  await person.page.locator('[data-order]').first().waitFor();
  await person.page.getByRole('button', { name: '新订单' }).first().click();
  await person.page.locator('.panel .facts').first().waitFor();
  return new URL(person.page.url()).pathname.replace('/sample/', '');
}

const panel = ({ page }: Person) => page.locator('.panel');
const mark = (person: Person, path: string) =>
  panel(person).locator(`[data-path="${path}"]`).locator('xpath=..').locator('.filled');

test('an order of a customer begins with what is known of her, each value with where it came from, until somebody says it is right', async () => {
  const order = await begin(a);
  await fill(a.page, '目的港', 'Mongla');
  await field(a.page, '客户').selectOption({ label: 'Padmachar Phol Ghar' });
  // She had typed something: then nothing is filled by itself.
  await panel(a).getByRole('button', { name: '按她的习惯和上一单预填' }).click();
  await mark(a, 'incoterm').getByText('常用条款').waitFor();
  await mark(a, 'tolerance').getByText('来自 SO-26010').waitFor();
  expect(await valueOf(a.page, '目的港')()).toBe('Mongla');
  expect(await mark(a, 'port_of_discharge').count()).toBe(0);
  // The other sees it too, and what one has looked at is looked at for both.
  await goTo(b, order);
  await mark(b, 'incoterm').getByText('常用条款').waitFor();
  await mark(b, 'incoterm').click();
  await mark(a, 'incoterm').waitFor({ state: 'detached' });
  expect(await valueOf(a.page, '贸易术语')()).toBe('CFR');
  // What is changed needs no confirming.
  await fill(a.page, '溢短装', '+/-5 %');
  await mark(a, 'tolerance').waitFor({ state: 'detached' });
  await panel(a).getByRole('button', { name: '都没问题' }).click();
  await panel(a).locator('.filled').first().waitFor({ state: 'detached' });
});

test('choosing the customer of an order that says nothing yet fills it, and one undo takes all of it back', async () => {
  await begin(a);
  await field(a.page, '客户').selectOption({ label: 'Isla Kalabaw Produce' });
  await panel(a)
    .locator('.fill-bar')
    .getByText(/处是预填的/)
    .waitFor();
  await panel(a).locator('.found .filled').first().waitFor();
  await a.page.getByRole('button', { name: /^撤销/ }).first().click();
  await panel(a).locator('.filled').first().waitFor({ state: 'detached' });
  expect(await valueOf(a.page, '贸易术语')()).toBe('');
  await panel(a).getByText('还没有明细。').waitFor();
  // Another customer: what came from the one before, and nobody has looked at, goes with her.
  await field(a.page, '客户').selectOption({ label: 'Najd Wadi Fresh' });
  await expect.poll(valueOf(a.page, '贸易术语')).toBe('CIF');
  await field(a.page, '客户').selectOption({ label: 'Padmachar Phol Ghar' });
  await expect.poll(valueOf(a.page, '贸易术语')).toBe('CFR');
  expect(await valueOf(a.page, '目的港')()).toBe('Chattogram');
});

test('an order into which nothing was entered goes when it is closed, and can be had back', async () => {
  const order = await begin(b);
  await b.page.keyboard.press('Escape');
  await b.page.locator('.toast').getByRole('button', { name: '撤销' }).click();
  await goTo(b, order);
  await field(b.page, '客户').waitFor();
});

test('who finishes an order is asked what it taught, loses nothing of it, and finds it with the customer', async () => {
  await goTo(a, 'orders/order_so26038');
  await panel(a).locator('.facts').first().waitFor();
  await panel(a).getByLabel('阶段').selectOption('closed');
  const line = a.page.getByLabel('SO-26038 的理赔结了。学到什么？');
  await line.fill('绿丝带退过货，以后不要');
  // Neither another page nor a new one loses it.
  await goTo(a, 'customers');
  expect(await line.inputValue()).toBe('绿丝带退过货，以后不要');
  expect(await a.page.getByLabel('要求程度').inputValue()).toBe('never');
  await a.page.getByLabel('关于').selectOption('packing');
  await line.press('Enter');
  await a.page.getByRole('link', { name: '看看' }).click();
  const habit = a.page.locator('.habits li').filter({ hasText: '绿丝带退过货' });
  await habit.getByText('包装').waitFor();
  await habit.getByRole('link', { name: 'SO-26038' }).click();
  await panel(a).locator('.facts').first().waitFor();
  expect(await valueOf(a.page, '单号')()).toBe('SO-26038');
});

test('no page threw', () => {
  expect(errors).toEqual([]);
});
