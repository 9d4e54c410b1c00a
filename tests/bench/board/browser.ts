import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { chromiumArguments, findChromium } from '../../run/chromium.ts';
import { app } from './app.ts';
import { openDevTools, type DevTools, type Heap } from './dev-tools.ts';
import { installWatch } from './watch.ts';

/** A Chromium of its own on a profile, with one page that is watched from its first moment. */
export interface Seat {
  readonly browser: Browser;
  readonly page: Page;
  readonly tools: DevTools;
  /** Lets the browser write down what it has and end. */
  close(): Promise<void>;
}

const open = new Set<BrowserContext>();
let executable: Promise<string | null> | null = null;

export async function sitDown(profile: string): Promise<Seat> {
  const executablePath = await (executable ??= findChromium());
  if (executablePath === null) throw new Error('no Chromium');
  // Of the browser that used the profile before.
  rmSync(join(profile, 'DevToolsActivePort'), { force: true });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...chromiumArguments, '--remote-debugging-port=0'],
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
  });
  open.add(context);
  const browser = context.browser();
  if (!browser) throw new Error('no browser');
  await context.addInitScript(installWatch, app);
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(300_000);
  const tools = await openDevTools(profile);
  return {
    browser,
    page,
    tools,
    async close() {
      tools.close();
      open.delete(context);
      await context.close();
    },
  };
}

/** Ends every browser that a measurement has left behind. */
export async function closeBrowsers(): Promise<void> {
  await Promise.allSettled([...open].map((context) => context.close()));
  open.clear();
}

/** Gives what comes, and fails when it does not come in so many milliseconds, or the page breaks down. */
export async function within<T>(
  milliseconds: number,
  what: string,
  page: Page,
  coming: Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const broken = Promise.withResolvers<never>();
  const began = performance.now();
  const fail = (why: string): void => {
    broken.reject(new Error(`${what}: ${why} after ${Math.round((performance.now() - began) / 1000)} s`));
  };
  const crashed = (): void => fail('the page broke down');
  const closed = (): void => fail('the browser went away');
  page.once('crash', crashed).once('close', closed);
  setTimeout(milliseconds, undefined, { signal: over.signal }).then(
    () => fail('not there'),
    () => undefined,
  );
  try {
    return await Promise.race([broken.promise, coming]);
  } finally {
    over.abort();
    page.off('crash', crashed).off('close', closed);
  }
}

/** What the shared worker holds when it has come to rest: two looks a second apart agree. */
export async function restingHeap(tools: DevTools, origin: string): Promise<Heap> {
  let before = await tools.heapOf('shared_worker', origin);
  for (let look = 0; look < 30; look++) {
    await setTimeout(1000);
    const now = await tools.heapOf('shared_worker', origin);
    if (Math.abs(now.bytes - before.bytes) < before.bytes * 0.02) return now;
    before = now;
  }
  return before;
}
