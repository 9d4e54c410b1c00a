/**
 * Pictures of every view, in both languages and themes, wide and on a phone: `npm run screenshots -- [folder]`.
 * Starts a relay with the sample on a free port, and two colleagues who are present.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { chromiumArguments, findChromium } from '../run/chromium.ts';

/** The Monday the sample speaks of. */
const now = '2026-11-23T10:00:00+08:00';
const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

interface Shot {
  readonly name: string;
  readonly path: string;
  /** Something that stands there when the view is complete. */
  readonly ready: string;
  readonly prepare?: (page: Page, size: keyof typeof sizes) => Promise<void>;
}

const shots: readonly Shot[] = [
  { name: 'today', path: '/sample/today', ready: '.todo li' },
  { name: 'board', path: '/sample/orders', ready: '.card', prepare: toInstruction },
  { name: 'order', path: '/sample/orders/order_so26017', ready: '.settle', prepare: noteReady },
  { name: 'order-booked', path: '/sample/orders/order_so26024', ready: '.facts', prepare: noteReady },
  { name: 'customers', path: '/sample/customers', ready: '.list-table td' },
  { name: 'customer', path: '/sample/customers/customer_c01', ready: '.habits li', prepare: noteReady },
  { name: 'products', path: '/sample/products', ready: '.list-table td' },
  { name: 'product', path: '/sample/products/product_p05', ready: '.ref .src', prepare: noteReady },
  { name: 'archived', path: '/sample/orders?archived', ready: '.state' },
  { name: 'settings', path: '/sample/settings', ready: '.settings' },
  { name: 'empty', path: '/team/orders', ready: '.welcome' },
];

async function toInstruction(page: Page, size: keyof typeof sizes): Promise<void> {
  const stop = page.locator(size === 'wide' ? '.route button' : '.stages button');
  await stop.nth(size === 'wide' ? 4 : 7).click();
  await page
    .locator(size === 'wide' ? '.route li.first:nth-child(5)' : '.stages button.on:nth-child(8)')
    .waitFor();
}

async function noteReady(page: Page): Promise<void> {
  await page.locator('.note').first().waitFor();
}

const folder = process.argv[2] ?? 'data/screenshots';
const only = process.argv[3]?.split(',');
await mkdir(folder, { recursive: true });
const data = await mkdtemp(join(tmpdir(), 'gendan-screenshots-'));
const relay = startRelay(data);
let browser: Browser | null = null;
try {
  const address = new URL(await relay.address);
  const key = address.hash.replace('#key=', '');
  const leave = await makeColleagues(address, key);
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('no Chromium was found: npm test installs one');
  browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  for (const lang of ['zh', 'en'] as const)
    for (const size of ['wide', 'phone'] as const) await take(browser, address, key, lang, size);
  leave();
} finally {
  await browser?.close();
  await relay.stop();
  await rm(data, { recursive: true, force: true });
}

async function take(
  on: Browser,
  address: URL,
  key: string,
  lang: 'zh' | 'en',
  size: keyof typeof sizes,
): Promise<void> {
  const context = await on.newContext({
    viewport: sizes[size],
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    hasTouch: size === 'phone',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await context.addInitScript(() => localStorage.setItem('gendan.person', '跟单甲'));
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${lang} ${size}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`${lang} ${size}: ${message.text()}`);
  });
  await page.clock.setFixedTime(now);
  for (const workspace of ['sample', 'team']) {
    await page.goto(`${address.origin}/${workspace}#key=${key}`);
    await page.locator('[data-status="team"]').first().waitFor();
  }
  for (const shot of shots) {
    if (only !== undefined && !only.includes(shot.name)) continue;
    await page.goto(address.origin + shot.path);
    await page.locator(shot.ready).first().waitFor();
    await page.locator('[data-status="team"]').first().waitFor();
    await shot.prepare?.(page, size);
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.locator(`html[data-theme="${theme}"]`).waitFor();
      await page.screenshot({ path: join(folder, `${shot.name}-${size}-${lang}-${theme}.png`) });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await context.close();
}

/** Two colleagues, one looking at an order and one changing another. Gives what lets them go. */
async function makeColleagues(address: URL, key: string): Promise<() => void> {
  const join = async (name: string): Promise<WebsocketProvider> => {
    const provider = new WebsocketProvider(`ws://${address.host}/sync`, name, new Y.Doc(), {
      protocols: ['gendan', `gendan.key.${key}`],
      disableBc: true,
    });
    await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    return provider;
  };
  const presences = await Promise.all(
    [
      { name: '跟单乙', entity: 'order_so26017', field: null },
      { name: '跟单丙', entity: 'order_so26018', field: 'cartons' },
    ].map(async ({ name, entity, field }) => {
      const provider = await join('sample/team/team_presence/note');
      provider.awareness.setLocalState({ user: { name }, device: name, entity, field });
      return provider;
    }),
  );
  return () => {
    for (const provider of presences) {
      provider.destroy();
      provider.doc.destroy();
    }
  };
}

function startRelay(data: string): { address: Promise<string>; stop: () => Promise<void> } {
  const client = process.env['GENDAN_CLIENT'];
  const child: ChildProcess = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../../server/main.ts', import.meta.url)),
      '--sample',
      '--data',
      data,
      '--port',
      '0',
      ...(client === undefined ? [] : ['--client', client]),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const found = /http:\/\/\S+/.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error('the relay ended')));
  });
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
