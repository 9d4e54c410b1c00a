import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumArguments, findChromium } from '../run/chromium.ts';
import { serveFixture, type FixtureSite } from './worker-pages.ts';

const note = 'team/customers/customer_x1/note';
const updates = 260;

let site: FixtureSite;
let browser: Browser;

beforeAll(async () => {
  site = await serveFixture(['a']);
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('no Chromium is installed');
  browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Writes a note of many updates and waits until it is one, with what was written behind it meanwhile. */
async function compacted(page: Page, piece: string): Promise<void> {
  await page.goto(`http://127.0.0.1:${site.port}/a/`);
  await page.evaluate((name) => window.device.open(name), note);
  for (let i = 0; i < updates; i += 20) {
    await page.evaluate(
      ([name, text]) => {
        for (let key = 0; key < 20; key++) void window.device.write(name, text);
      },
      [note, piece] as const,
    );
    await page.waitForFunction(() => window.device.saved(), undefined, { timeout: 20_000 });
  }
  const stored = () => page.evaluate((name) => window.device.stored(name), note);
  await expect.poll(async () => (await stored()).updates, { timeout: 30_000 }).toBeLessThan(80);
  expect(await stored()).toMatchObject({ text: piece.repeat(updates), pending: false });

  await page.reload();
  await page.evaluate((name) => window.device.open(name), note);
  expect(await page.evaluate((name) => window.device.text(name), note)).toBe(piece.repeat(updates));
}

test('[H6] [W1] a device compacts a long note where tabs share a worker', async () => {
  const context = await browser.newContext();
  await compacted(await context.newPage(), 'key ');
  await context.close();
});

test('[H6] [W3] a worker of one tab has a thread for it, even for a note too large for slices', async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'));
  await compacted(await context.newPage(), 'container '.repeat(250));
  await context.close();
});
