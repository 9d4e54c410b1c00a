import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { chromiumArguments, findChromium } from '../run/chromium.ts';
import { serveFixture, type FixtureSite } from './worker-pages.ts';

const note = 'team/customers/customer_x1/note';

let site: FixtureSite;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  site = await serveFixture(['a', 'b']);
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
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
});

async function openPage(build = 'a', host = '127.0.0.1'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`http://${host}:${site.port}/${build}/`);
  return page;
}

async function openNote(page: Page): Promise<void> {
  await page.evaluate((name) => window.device.open(name), note);
}

function write(page: Page, text: string): Promise<void> {
  return page.evaluate(([name, words]) => window.device.write(name, words), [note, text] as const);
}

/** Resolves when the note has each of these words in the page. */
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

async function saved(page: Page): Promise<void> {
  await page.waitForFunction(() => window.device.saved(), undefined, { timeout: 20_000 });
}

function epoch(page: Page): Promise<unknown> {
  return page.evaluate(() => window.device.meta('epoch'));
}

async function expectStored(page: Page, ...words: readonly string[]): Promise<void> {
  const stored = await page.evaluate((name) => window.device.stored(name), note);
  expect(stored.pending).toBe(false);
  for (const word of words) expect(stored.text.split(word)).toHaveLength(2);
  // Each word was one edit; one stored twice would make more updates than words.
  expect(stored.updates).toBeLessThanOrEqual(words.length);
}

async function withoutSharedWorker(): Promise<void> {
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, 'SharedWorker');
  });
}

/** Stops the tab's worker as a frozen page would: it waits for an answer that is given at `thaw`. */
async function freeze(page: Page): Promise<() => Promise<void>> {
  const [worker] = page.workers();
  if (!worker) throw new Error('the page has no worker of its own');
  const held = site.hold();
  const stopped = worker.evaluate((path) => {
    const request = new XMLHttpRequest();
    request.open('GET', path, false);
    request.send();
  }, held.path);
  await held.reached;
  return async () => {
    held.release();
    await stopped;
  };
}

test('[W1] three tabs share one worker, one epoch and one store', async () => {
  const pages = [await openPage(), await openPage(), await openPage()] as const;
  for (const page of pages) await openNote(page);
  await Promise.all(pages.map((page, index) => write(page, `<tab${index}>`)));
  for (const page of pages) await sees(page, '<tab0>', '<tab1>', '<tab2>');
  for (const page of pages) await saved(page);
  expect(await epoch(pages[0])).toBe(1);
  await expectStored(pages[0], '<tab0>', '<tab1>', '<tab2>');
});

test('[W3] an error thrown in a worker that lives does not end it', async () => {
  await withoutSharedWorker();
  const page = await openPage();
  await openNote(page);
  await write(page, '<before>');
  await saved(page);
  const [worker] = page.workers();
  await worker?.evaluate(
    () =>
      new Promise<void>((resolve) => {
        addEventListener('error', () => setTimeout(resolve));
        setTimeout(() => {
          throw new Error('thrown for a test');
        });
      }),
  );
  await write(page, '<after>');
  await saved(page);
  expect(page.workers()).toEqual([worker]);
  expect(await epoch(page)).toBe(1);
});

test('[W1] what is saved is there again when every tab was closed', async () => {
  const before = await openPage();
  await openNote(before);
  await write(before, '<kept>');
  await saved(before);
  await before.close();
  const after = await openPage();
  await openNote(after);
  await sees(after, '<kept>');
});

test('[W3] without SharedWorker one tab leads, and another one when it is closed', async () => {
  await withoutSharedWorker();
  const first = await openPage();
  await openNote(first);
  const others = [await openPage(), await openPage()] as const;
  for (const page of others) await openNote(page);
  await write(first, '<first>');
  for (const page of others) await sees(page, '<first>');
  expect(await epoch(first)).toBe(1);

  await write(others[0], '<before>');
  await Promise.all([first.close(), write(others[0], '<during>'), write(others[1], '<other>')]);
  for (const page of others) {
    await sees(page, '<first>', '<before>', '<during>', '<other>');
    await saved(page);
  }
  expect(await epoch(others[0])).toBe(2);
  await expectStored(others[0], '<first>', '<before>', '<during>', '<other>');
});

test('[W3] a frozen leader is replaced, and steps down when it is back', async () => {
  await withoutSharedWorker();
  const frozen = await openPage();
  await openNote(frozen);
  const other = await openPage();
  await openNote(other);
  await write(frozen, '<before>');
  await sees(other, '<before>');

  const thaw = await freeze(frozen);
  // Lies before the frozen worker and is the first thing it finds.
  await write(frozen, '<held>');
  await write(other, '<while>');
  await other.waitForFunction(async () => (await window.device.meta('epoch')) === 2);
  await sees(other, '<while>');
  await saved(other);
  await thaw();
  await sees(frozen, '<while>');
  await write(frozen, '<after>');
  await sees(other, '<held>', '<after>');
  await saved(frozen);
  expect(await epoch(other)).toBe(2);
  await expectStored(other, '<before>', '<held>', '<while>', '<after>');
});

for (const shared of [true, false]) {
  const where = shared ? 'with SharedWorker' : 'without SharedWorker';
  test(`[W2] a new build takes over, and an edit in an old tab still arrives (${where})`, async () => {
    if (!shared) await withoutSharedWorker();
    const old = await openPage('a');
    await openNote(old);
    await write(old, '<old>');
    await saved(old);
    const young = await openPage('b');
    await openNote(young);
    await sees(young, '<old>');
    await young.waitForFunction(async () => (await window.device.meta('epoch')) === 2);
    await write(old, '<later>');
    await sees(young, '<later>');
    await write(young, '<new>');
    await sees(old, '<new>');
    await saved(old);
    await saved(young);
    expect(await epoch(young)).toBe(2);
    await expectStored(young, '<old>', '<later>', '<new>');
  });
}

test('[W2] an old build that opens beside a new one follows it', async () => {
  const young = await openPage('b');
  await openNote(young);
  await write(young, '<new>');
  await saved(young);
  const old = await openPage('a');
  await openNote(old);
  await sees(old, '<new>');
  await write(old, '<old>');
  await sees(young, '<old>');
  await saved(old);
  expect(await epoch(young)).toBe(1);
  await expectStored(young, '<new>', '<old>');
});

test('[W2] an old version that meets newer tables writes nothing and says so', async () => {
  const page = await openPage();
  await openNote(page);
  await write(page, '<old>');
  await saved(page);
  await page.evaluate(() => window.device.upgrade());
  await page.waitForFunction(() => {
    const storage = window.device.status()?.status.storage;
    return storage?.kind === 'failed' && storage.reason === 'upgraded';
  });
  const later = await openPage();
  await later.waitForFunction(() => {
    const storage = window.device.status()?.status.storage;
    return storage?.kind === 'failed' && storage.reason === 'upgraded';
  });
  await write(page, '<refused>');
  expect(await page.evaluate(() => window.device.saved())).toBe(false);
  const stored = await later.evaluate((name) => window.device.stored(name), note);
  expect(stored.text).toBe('<old>');
});

for (const shared of [true, false]) {
  const where = shared ? 'with SharedWorker' : 'without SharedWorker';
  test(`[W5] on an address that is not secure tabs share a hub without Web Locks (${where})`, async () => {
    if (!shared) await withoutSharedWorker();
    const first = await openPage('a', 'gendan.test');
    expect(await first.evaluate(() => isSecureContext || 'locks' in navigator)).toBe(false);
    await openNote(first);
    const others = [await openPage('a', 'gendan.test'), await openPage('a', 'gendan.test')] as const;
    for (const page of others) await openNote(page);
    await write(first, '<first>');
    for (const page of others) await sees(page, '<first>');
    expect(await epoch(first)).toBe(1);

    await first.close();
    await Promise.all(others.map((page, index) => write(page, `<other${index}>`)));
    for (const page of others) {
      await sees(page, '<first>', '<other0>', '<other1>');
      await saved(page);
    }
    await expectStored(others[0], '<first>', '<other0>', '<other1>');
  });
}

test('[W3] a shared worker that dies is replaced, and no edit is lost', async () => {
  const pages = [await openPage(), await openPage()] as const;
  for (const page of pages) await openNote(page);
  await write(pages[0], '<before>');
  await sees(pages[1], '<before>');
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const worker = targetInfos.find(({ type }) => type === 'shared_worker');
  if (!worker) throw new Error('there is no shared worker');
  await session.send('Target.closeTarget', { targetId: worker.targetId });
  await Promise.all(pages.map((page, index) => write(page, `<after${index}>`)));
  for (const page of pages) {
    await sees(page, '<before>', '<after0>', '<after1>');
    await saved(page);
  }
  expect(await epoch(pages[0])).toBe(2);
  await expectStored(pages[0], '<before>', '<after0>', '<after1>');
});
