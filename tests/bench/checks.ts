import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import * as Y from 'yjs';
import type { Change } from '../../shared/model/facts.ts';
import { appendChange } from '../../shared/model/record.ts';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import { createHub, type Hub } from '../../shared/sync/hub.ts';
import { systemClock } from '../../server/clock.ts';
import { openSqliteStore } from '../../server/sqlite-store.ts';
import { cleanUp, startRelayProcess } from '../integration/relay-process.ts';
import { chromiumArguments, findChromium } from '../run/chromium.ts';
import { author, idOf, orderFields, writtenAt } from './orders.ts';
import { cpuBelow } from './process-tree.ts';
import { newFolder } from './servers.ts';

const workspace = 'bench';
/** What a change of a product must be checked within, however many orders name it, ms. */
export const mostMilliseconds = 2_000;

export interface Recheck {
  readonly orders: number;
  /** Open orders that name the product. */
  readonly named: number;
  /** From the change in the page until what is found stands for it. */
  readonly milliseconds: number;
  /** CPU that all of Chromium used meanwhile, s: other programs on the machine do not count. */
  readonly cpuSeconds: number;
  /** Orders whose findings were written. */
  readonly written: number;
  /** The longest that the worker left a question of the page without an answer meanwhile. */
  readonly longestWait: number;
}

/**
 * A product's commodity, and so its range, is changed in the app in Chromium: until its worker has judged all open orders
 * that name the product. One product is named by a few, the other by all of them.
 */
export async function recheck(orders: number, runs: number): Promise<readonly Recheck[]> {
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
    await page.goto(`${address.origin}/${workspace}/products/product_all${address.hash}`);
    await page.locator('[data-status="team"]').first().waitFor({ timeout: 120_000 });
    await judged(page, orders);
    const found: Recheck[] = [];
    for (let run = 0; run < runs; run++)
      for (const [product, named] of [
        ['product_few', Math.floor(orders / 100)],
        ['product_all', orders],
      ] as const) {
        await page.goto(`${address.origin}/${workspace}/products/${product}`);
        await page.locator('[data-path="commodity"] select').waitFor();
        found.push(await once(page, orders, named, run % 2 === 0 ? 'Banana (green)' : 'Garlic'));
      }
    return found;
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
    await cleanUp();
  }
}

async function once(page: Page, orders: number, named: number, commodity: string): Promise<Recheck> {
  const before = await marks(page);
  // She is told which orders that touches, and saves it all the same.
  await page.locator('[data-path="commodity"] select').selectOption(commodity);
  const save = page.locator('[data-touched] .btn.primary');
  await save.waitFor({ timeout: 60_000 });
  const used = cpuBelow('chrom');
  const timed = watched(page);
  await save.click();
  const { milliseconds, longestWait } = await timed;
  const cpuSeconds = cpuBelow('chrom') - used;
  const after = await marks(page);
  const written = Object.keys(after).filter((id) => after[id] !== before[id]).length;
  return { orders, named, milliseconds, cpuSeconds, written, longestWait };
}

/** From now until the checker has remembered a later sequence than it had. */
function watched(page: Page): Promise<{ readonly milliseconds: number; readonly longestWait: number }> {
  return page.evaluate(async (name) => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onerror = () => reject(new Error('not read'));
        request.onsuccess = () => resolve(request.result);
      });
    const db = await answer(indexedDB.open(name));
    const checked = async (): Promise<number> => {
      const meta: unknown = await answer(db.transaction('meta').objectStore('meta').get('checked'));
      return ((meta ?? {}) as { value?: { sequence: number } }).value?.sequence ?? 0;
    };
    const first = await checked();
    // The click of the page's own button begins it.
    const began = await new Promise<number>((resolve) =>
      addEventListener('click', () => resolve(performance.now()), { once: true, capture: true }),
    );
    let longestWait = 0;
    for (;;) {
      const asked = performance.now();
      const now = await checked();
      longestWait = Math.max(longestWait, performance.now() - asked);
      if (now > first) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    db.close();
    return { milliseconds: performance.now() - began, longestWait };
  }, `gendan-${workspace}`);
}

/** Waits until something was found, or not, in so many orders. */
async function judged(page: Page, orders: number): Promise<void> {
  while (Object.keys(await marks(page)).length < orders) await page.waitForTimeout(200);
}

function marks(page: Page): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(async (name) => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onerror = () => reject(new Error('not read'));
        request.onsuccess = () => resolve(request.result);
      });
    const db = await answer(indexedDB.open(name));
    const rows: unknown[] = await answer(db.transaction('found').objectStore('found').getAll());
    db.close();
    return Object.fromEntries((rows as { id: string; mark: string }[]).map(({ id, mark }) => [id, mark]));
  }, `gendan-${workspace}`);
}

async function folderWithOrders(orders: number): Promise<string> {
  const folder = newFolder();
  const store = openSqliteStore(join(folder, 'gendan.db'));
  const hub = createHub({ store, clock: systemClock });
  for (const product of ['product_all', 'product_few'])
    await write(hub, 'products', product, {
      set: {
        name_zh: '红富士',
        name_en: 'Fuji apple',
        commodity: 'Garlic',
      },
    });
  for (let customer = 0; customer < 40; customer++)
    await write(hub, 'customers', `customer_c${customer}`, {
      set: {
        name: `Customer ${customer}`,
        'habits/h1/text': 'Never more than 2,000 cartons in a container',
        'habits/h1/polarity': 'never',
        'habits/h2/text': '唛头只用英文',
        'habits/h2/polarity': 'must',
      },
    });
  for (let from = 0; from < orders; from += 500)
    await Promise.all(
      Array.from({ length: Math.min(500, orders - from) }, (_, index) => {
        const at = from + index;
        return write(hub, 'board', idOf(at), {
          set: {
            ...orderFields(at),
            'lines/l1a2b3c4/product': 'product_all',
            'lines/m1a2b3c4/product': at % 100 === 0 ? 'product_few' : 'product_all',
          },
        });
      }),
    );
  await hub.stop(4503, 'done');
  await store.close();
  return folder;
}

async function write(hub: Hub, compartment: string, id: string, change: Change): Promise<void> {
  const doc = new Y.Doc({ gc: false });
  const kind = compartment === 'board' ? 'order' : compartment === 'products' ? 'product' : 'customer';
  appendChange(doc, author(0), writtenAt, change, kind);
  const name = `${workspace}/${compartment}/${id}/facts` as DocumentName;
  await hub.write(name, Y.encodeStateAsUpdate(doc));
}
