import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { sitDown, type Person } from './app-pages.ts';

/** One person with a phone, in English, whose words are longer. */
let relay: RelayProcess;
let person: Person;
let page: Page;

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  person = await sitDown(relay.address, { name: '跟单甲', locale: 'en-GB', width: 390, height: 844 });
  page = person.page;
  await page.locator('[data-status="team"]').first().waitFor();
});

afterAll(async () => {
  await person.close();
  await cleanUp();
});

async function open(path: string): Promise<void> {
  await page.goto(new URL(path, relay.origin).href);
}

test('who closed the question for a name gives one later by pressing her own avatar', async () => {
  await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Who are you?' }).waitFor({ state: 'hidden' });
  const own = page.getByRole('button', { name: 'Who are you?' });
  await own.getByText('Add your name').waitFor();
  await own.click();
  await page.getByPlaceholder('Name').fill('Lin');
  await page.getByRole('button', { name: 'Use this name' }).click();
  await page.getByRole('button', { name: 'People here' }).waitFor();
  expect(await page.getByText('Add your name').count()).toBe(0);
});

test('an order that is not here is not called a new one, and has no menu', async () => {
  await open('/sample/orders/order_nowhere');
  const head = page.locator('.panel .tools');
  await head.getByText('This order is not here').waitFor();
  expect(await page.locator('.panel').getByText('New order').count()).toBe(0);
  expect(await head.getByRole('button', { name: 'More' }).count()).toBe(0);
});

test('however long the words about saving are, the stage of an order stays in view', async () => {
  await open('/sample/orders/order_so26013');
  await page.locator('.panel .facts').first().waitFor();
  await relay.stop('SIGKILL');
  const status = page.locator('.panel .under [data-status="offline"]');
  await status.getByText(/^Offline since/).waitFor();
  const [words, stage] = await Promise.all([
    status.boundingBox(),
    page.locator('.panel .stagepick').boundingBox(),
  ]);
  if (!words || !stage) throw new Error('they are not shown');
  expect(words.x).toBeGreaterThanOrEqual(0);
  expect(stage.x).toBeGreaterThanOrEqual(words.x + words.width);
  expect(stage.x + stage.width).toBeLessThanOrEqual(390);
});
