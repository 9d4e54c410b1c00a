import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page, type Worker } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseOptions } from '../../server/options.ts';
import { startRelay, type Relay } from '../../server/relay.ts';
import { chromiumArguments, findChromium } from '../run/chromium.ts';
import { serveFixture, type FixtureSite } from './worker-pages.ts';

const note = 'team/customers/customer_x1/note';
const order = 'team/board/order_x1/facts';

/** Lets a worker write down how each update that it stored was committed. */
const commitWatch = `{
  globalThis.commits = [];
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (...values) {
    const { durability } = this.transaction;
    if (this.name === 'updates')
      this.transaction.addEventListener('complete', () => globalThis.commits.push(durability));
    return add.apply(this, values);
  };
}
`;

let site: FixtureSite;
let browser: Browser;
let data: string;
let relay: Relay | null = null;
const profiles: BrowserContext[] = [];

beforeAll(async () => {
  site = await serveFixture(['a', 'watched'], { watched: commitWatch });
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('no Chromium is installed');
  // A name that is not loopback: http there is not secure (W5).
  const args = [...chromiumArguments, '--host-resolver-rules=MAP gendan.test 127.0.0.1'];
  browser = await chromium.launch({ executablePath, args });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'gendan-link-'));
});
afterEach(async () => {
  for (const profile of profiles.splice(0)) await profile.close();
  await relayGoes();
  await rm(data, { recursive: true, force: true });
});

/** The relay over the data folder of this test; gives what its printed address carries after the `#`. */
async function relayComes(): Promise<string> {
  const parsed = parseOptions(['--port', '0', '--data', data], {});
  if (parsed.kind !== 'run') throw new Error('not a command line');
  relay = await startRelay(parsed.options);
  const address = new URL(relay.addresses[0] ?? '');
  site.linkTo(Number(address.port));
  return address.hash;
}

async function relayGoes(): Promise<void> {
  site.linkTo(null);
  await relay?.stop();
  relay = null;
}

/** A browser of its own person. */
async function openProfile(): Promise<BrowserContext> {
  const profile = await browser.newContext();
  profiles.push(profile);
  return profile;
}

async function openPage(profile: BrowserContext, hash = '', host = '127.0.0.1', build = 'a'): Promise<Page> {
  const page = await profile.newPage();
  await page.goto(`http://${host}:${site.port}/${build}/${hash}`);
  await page.evaluate((name) => window.device.open(name), note);
  return page;
}

function write(page: Page, text: string): Promise<void> {
  return page.evaluate(([name, words]) => window.device.write(name, words), [note, text] as const);
}

async function sees(page: Page, ...words: readonly string[]): Promise<void> {
  await page.waitForFunction(
    async ([name, wanted]) => {
      const text = await window.device.text(name);
      return wanted.every((word) => text.includes(word));
    },
    [note, words] as const,
    { timeout: 20_000 },
  );
}

async function savedForTeam(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const now = window.device.status();
      const link = now?.status.link;
      return now?.unsaved === 0 && now.status.waiting === 0 && link?.kind === 'connected' && link.caughtUp;
    },
    undefined,
    { timeout: 20_000 },
  );
}

async function waits(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const now = window.device.status();
      return now?.unsaved === 0 && now.status.waiting > 0 && now.status.link.kind === 'offline';
    },
    undefined,
    { timeout: 20_000 },
  );
}

function commits(page: Page): Promise<unknown> {
  return workerOf(page).evaluate(() => (globalThis as unknown as { commits: string[] }).commits);
}

function forgetCommits(page: Page): Promise<void> {
  return workerOf(page).evaluate(() => {
    (globalThis as unknown as { commits: string[] }).commits = [];
  });
}

function workerOf(page: Page): Worker {
  const [worker] = page.workers();
  if (!worker) throw new Error('the page has no worker of its own');
  return worker;
}

test('two browsers meet through the relay, presence included', async () => {
  const key = await relayComes();
  const [lin, wang] = [await openPage(await openProfile(), key), await openPage(await openProfile(), key)];
  await Promise.all([write(lin, '<lin>'), write(wang, '<wang>')]);
  for (const page of [lin, wang]) {
    await sees(page, '<lin>', '<wang>');
    await savedForTeam(page);
  }
  await lin.evaluate((name) => window.device.presence(name, { person: 'Lin' }), note);
  await wang.waitForFunction(
    async (name) => (await window.device.present(name)).some((state) => state['person'] === 'Lin'),
    note,
  );
});

test('edits made without a relay wait in the outbox, over a change of leader, and arrive', async () => {
  const away = await openProfile();
  const leader = await openPage(away);
  await write(leader, '<one>');
  await waits(leader);
  await leader.close();
  const next = await openPage(away);
  await sees(next, '<one>');
  await write(next, '<two>');
  await waits(next);

  const key = await relayComes();
  // Any tab of this browser brings the key.
  await openPage(away, key);
  await savedForTeam(next);
  const other = await openPage(await openProfile(), key);
  await sees(other, '<one>', '<two>');
});

test('a relay that went away and came back is found again, both ways', async () => {
  const key = await relayComes();
  const [lin, wang] = [await openPage(await openProfile(), key), await openPage(await openProfile(), key)];
  await write(lin, '<before>');
  await sees(wang, '<before>');
  await relayGoes();
  await write(lin, '<lin>');
  await write(wang, '<wang>');
  await waits(lin);
  await waits(wang);
  await relayComes();
  for (const page of [lin, wang]) await page.evaluate(() => window.device.reconnect());
  for (const page of [lin, wang]) {
    await sees(page, '<before>', '<lin>', '<wang>');
    await savedForTeam(page);
  }
});

test('[W6] the key leaves the address, is kept on the device and opens the link', async () => {
  const key = await relayComes();
  const profile = await openProfile();
  const page = await openPage(profile, key);
  await judged(page, 'kept');
  expect(page.url()).not.toContain('key');
  await write(page, '<kept>');
  await savedForTeam(page);
  await page.close();
  const later = await openPage(profile);
  await write(later, '<again>');
  await savedForTeam(later);
  expect(`#key=${String(await later.evaluate(() => window.device.meta('key')))}`).toBe(key);
});

test('[W6] a refused key is said plainly, nothing is lost, and the right one is taken at once', async () => {
  const key = await relayComes();
  const profile = await openProfile();
  const page = await openPage(profile, '#key=wrong-key');
  await write(page, '<kept>');
  await page.waitForFunction(() => {
    const link = window.device.status()?.status.link;
    return link?.kind === 'refused' && link.code === 4401;
  });
  await openPage(profile, key);
  await savedForTeam(page);
});

async function judged(page: Page, verdict: 'kept' | 'refused'): Promise<void> {
  await page.waitForFunction((wanted) => window.device.verdict() === wanted, verdict, { timeout: 20_000 });
}

test('[W6] a wrong key in an address does not replace the right one on the device', async () => {
  const key = await relayComes();
  const profile = await openProfile();
  const page = await openPage(profile, key);
  await write(page, '<right>');
  await savedForTeam(page);
  const wrong = await openPage(profile, '#key=wrong-key');
  await judged(wrong, 'refused');
  expect(wrong.url()).not.toContain('key');
  await write(wrong, '<still>');
  await savedForTeam(wrong);
  expect(`#key=${String(await wrong.evaluate(() => window.device.meta('key')))}`).toBe(key);
  await page.close();
  await wrong.close();
  const later = await openPage(profile);
  await sees(later, '<right>', '<still>');
  await savedForTeam(later);
});

test('[W6] another key waits in the address until the relay has judged it', async () => {
  const key = await relayComes();
  const profile = await openProfile();
  const page = await openPage(profile, '#key=first');
  await judged(page, 'kept');
  await relayGoes();
  const other = await openPage(profile, key);
  await write(other, '<waits>');
  await waits(other);
  expect(other.url()).toContain(key);
  expect(await other.evaluate(() => window.device.meta('key'))).toBe('first');
  await relayComes();
  await other.evaluate(() => window.device.reconnect());
  await judged(other, 'kept');
  await savedForTeam(other);
  expect(other.url()).not.toContain('key');
  expect(`#key=${String(await other.evaluate(() => window.device.meta('key')))}`).toBe(key);
});

test('a change of an order in one browser becomes a row in the other', async () => {
  const key = await relayComes();
  const [lin, wang] = [await openPage(await openProfile(), key), await openPage(await openProfile(), key)];
  await lin.evaluate((name) => window.device.open(name), order);
  await lin.evaluate((name) => window.device.setFact(name, 'number', 'PO-7'), order);
  await wang.waitForFunction(() =>
    window.device.rows().some(({ number }) => number.kind === 'one' && number.value === 'PO-7'),
  );
});

test('[W4] in a real browser own edits are committed strictly, what the relay sends is not', async () => {
  const key = await relayComes();
  const profile = await openProfile();
  await profile.addInitScript(() => {
    Reflect.deleteProperty(window, 'SharedWorker');
  });
  const lin = await openPage(profile, key, '127.0.0.1', 'watched');
  await savedForTeam(lin);
  const wang = await openPage(await openProfile(), key);
  await forgetCommits(lin);
  await write(lin, '<lin>');
  await savedForTeam(lin);
  expect(await commits(lin)).toEqual(['strict']);

  await forgetCommits(lin);
  await write(wang, '<wang>');
  await sees(lin, '<lin>', '<wang>');
  await lin.waitForFunction(async (name) => (await window.device.stored(name)).text.includes('<wang>'), note);
  // Another connection may read what is committed before the worker is told that it is.
  await expect.poll(() => commits(lin)).toEqual(['relaxed']);
});

test('[W5] on an address that is not secure the device is online, reload included', async () => {
  const key = await relayComes();
  const [lin, wang] = [await openProfile(), await openProfile()];
  const page = await openPage(lin, key, 'gendan.test');
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await write(page, '<one>');
  await savedForTeam(page);
  await page.reload();
  await page.evaluate((name) => window.device.open(name), note);
  await write(page, '<two>');
  await sees(await openPage(wang, key), '<one>', '<two>');
});
