import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import * as Y from 'yjs';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import { createHub } from '../../shared/sync/hub.ts';
import { systemClock } from '../../server/clock.ts';
import { openSqliteStore } from '../../server/sqlite-store.ts';
import { cleanUp, startRelayProcess } from '../integration/relay-process.ts';
import { chromiumArguments, findChromium } from '../run/chromium.ts';
import { idOf, order } from './orders.ts';
import { newFolder } from './servers.ts';

const workspace = 'bench';

export interface Reprojection {
  /** From the reload of the page until the rows stand for everything: the start of the app among it. */
  readonly sinceReload: number;
  /** While the status line told how far it was. */
  readonly told: number;
  /** The longest the page could not answer meanwhile. */
  readonly longestTask: number;
}

export interface Reprojections {
  /** As after an update of the app that makes the same rows: the usual one. */
  readonly same: readonly Reprojection[];
  /** As after one that makes every row otherwise: none stands, and all are written. */
  readonly other: readonly Reprojection[];
}

/** So many orders projected anew by the app's own worker in Chromium, as after an update of the app. */
export async function reproject(orders: number, runs: number): Promise<Reprojections> {
  const data = await folderWithOrders(orders);
  const relay = await startRelayProcess({ data });
  const profile = mkdtempSync(join(tmpdir(), 'gendan-bench-profile-'));
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('no Chromium');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...chromiumArguments],
    locale: 'en-GB',
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const address = new URL(relay.address);
    await page.goto(`${address.origin}/${workspace}/settings${address.hash}`);
    await page.locator('[data-status="team"]').first().waitFor({ timeout: 120_000 });
    const same: Reprojection[] = [];
    const other: Reprojection[] = [];
    for (let run = 0; run < runs; run++) {
      same.push(await once(page, address.origin, []));
      other.push(await once(page, address.origin, ['orders', 'entries']));
    }
    return { same, other };
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
    await cleanUp();
  }
}

async function once(page: Page, origin: string, emptied: readonly string[]): Promise<Reprojection> {
  await projected(page);
  // On a page without the app, so that no worker leads.
  await page.goto(`${origin}/healthz`);
  await page.evaluate(forget, [`gendan-${workspace}`, ...emptied] as const);
  await page.addInitScript(watch);
  await page.goto(`${origin}/${workspace}/settings`);
  const end = await projected(page);
  const { first, last, longest } = await page.evaluate(() => globalThis.benchWatch);
  return { sinceReload: end, told: Math.max(0, last - first), longestTask: longest };
}

declare global {
  var benchWatch: { first: number; last: number; longest: number };
}

/** In the page: when the status line began and ceased to tell of it, and the longest task. */
function watch(): void {
  const seen = { first: 0, last: 0, longest: 0 };
  globalThis.benchWatch = seen;
  setInterval(() => {
    if (!document.querySelector('[data-projecting]')) return;
    seen.first ||= performance.now();
    seen.last = performance.now();
  }, 10);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
  }).observe({ type: 'longtask', buffered: true });
}

/** In the page: the rows were made by another version, and these tables are empty. */
function forget([name, ...emptied]: readonly [string, ...string[]]): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onerror = () => reject(new Error('not opened'));
    request.onsuccess = () => {
      const db = request.result;
      const transaction = db.transaction(['meta', ...emptied], 'readwrite');
      transaction.objectStore('meta').put({ name: 'projected', value: { version: 'another', sequence: 0 } });
      for (const table of emptied) transaction.objectStore(table).clear();
      transaction.oncomplete = () => {
        db.close();
        resolve();
      };
    };
  });
}

/** Waits until the rows stand for everything; gives when, ms since the page began. */
function projected(page: Page): Promise<number> {
  return page.evaluate(async (name) => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onerror = () => reject(new Error('not read'));
        request.onsuccess = () => resolve(request.result);
      });
    for (;;) {
      const db = await answer(indexedDB.open(name));
      const meta: unknown = await answer(db.transaction('meta').objectStore('meta').get('projected'));
      db.close();
      const { value } = (meta ?? {}) as { value?: { version: string } };
      if (value !== undefined && value.version !== 'another') return performance.now();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }, `gendan-${workspace}`);
}

async function folderWithOrders(orders: number): Promise<string> {
  const folder = newFolder();
  const store = openSqliteStore(join(folder, 'gendan.db'));
  const hub = createHub({ store, clock: systemClock });
  for (let from = 0; from < orders; from += 500) {
    const some = Array.from({ length: Math.min(500, orders - from) }, (_, index) => {
      const update = Y.encodeStateAsUpdate(order(from + index, 10, 1));
      return hub.write(`${workspace}/board/${idOf(from + index)}/facts` as DocumentName, update);
    });
    await Promise.all(some);
  }
  await hub.stop(4503, 'done');
  await store.close();
  return folder;
}
