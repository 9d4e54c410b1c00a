import type { Page } from 'playwright-core';
import { dragToStage } from '../../browser/app-pages.ts';
import { percentile } from '../statistics.ts';
import { app } from './app.ts';
import type { Seat } from './browser.ts';
import { settled } from './ours.ts';
import { withColleague, type Rate } from './remote.ts';
import { categories, hereMark, longestTask, readTrace, scriptPerKey, type Trace } from './trace.ts';

/** Milliseconds: the longest task of the page while one does this, and what a key in a field costs. */
export type Interactions = {
  readonly scrolling: number;
  readonly dragging: number;
  readonly typing: number;
  readonly others: number;
  /** p95 of the script between a key and the next paint, and of the whole way to it. */
  readonly keyScript: number;
  readonly keyPaint: number;
};

export interface Efforts {
  readonly wheels: number;
  readonly drags: number;
  readonly keys: number;
  readonly rate: Rate;
}

/** What one does with the board while nothing else happens, and then looks on while the others work. */
export function interact(orders: number, efforts: Efforts): Promise<Interactions> {
  return withColleague(orders, async (seat, colleague, changed) => {
    const { page } = seat;
    const scrolling = longestTask(await traced(seat, () => scroll(page, efforts.wheels)));
    const dragging = longestTask(await traced(seat, () => drag(page, efforts.drags)));
    await openField(page);
    await page.evaluate(() => {
      globalThis.benchBoard.followKeys();
    });
    const keys = await traced(seat, () => type(page, efforts.keys));
    const paints = await page.evaluate(() => globalThis.benchBoard.keyToPaint());
    await closePanel(page);
    const { perSecond, seconds } = efforts.rate;
    const others = longestTask(
      await traced(seat, async () => {
        await colleague.changeAll(changed, perSecond, seconds);
        await colleague.all();
      }),
    );
    return {
      scrolling,
      dragging,
      typing: longestTask(keys),
      others,
      keyScript: percentile(scriptPerKey(keys), 0.95),
      keyPaint: percentile(paints, 0.95),
    };
  });
}

async function traced({ browser, page }: Seat, work: () => Promise<void>): Promise<Trace> {
  await settled(page);
  await browser.startTracing(page, { categories });
  await page.evaluate((mark) => {
    performance.mark(mark);
  }, hereMark);
  await work();
  return readTrace(await browser.stopTracing());
}

/** Down a column, back, and along the board. */
async function scroll(page: Page, wheels: number): Promise<void> {
  const list = await page.locator(`${app.column} ${app.list}`).first().boundingBox();
  const header = await page.locator(`${app.column} header`).first().boundingBox();
  if (!list || !header) throw new Error('no column in view');
  await page.mouse.move(list.x + list.width / 2, list.y + list.height / 2);
  for (let wheel = 0; wheel < wheels; wheel++) await page.mouse.wheel(0, 240);
  for (let wheel = 0; wheel < wheels; wheel++) await page.mouse.wheel(0, -240);
  await page.mouse.move(header.x + header.width / 2, header.y + header.height / 2);
  for (let wheel = 0; wheel < wheels; wheel++) await page.mouse.wheel(0, wheel < wheels / 2 ? 120 : -120);
}

/** Cards from one column in view to the next but one. */
async function drag(page: Page, drags: number): Promise<void> {
  for (let time = 0; time < drags; time++) {
    const columns = await page.evaluate(() => globalThis.benchBoard.inView());
    const from = columns[time % 2];
    const to = columns[2 + (time % 2)];
    const order = from?.orders[1];
    if (!to || order === undefined) throw new Error('too few cards in view');
    await dragToStage(page, order, to.stage);
    await page.locator(`[${app.group}="${to.stage}"] [data-order="${order}"]`).waitFor();
  }
}

async function openField(page: Page): Promise<void> {
  const [column] = await page.evaluate(() => globalThis.benchBoard.inView());
  await page.locator(`[data-order="${column?.orders[0] ?? ''}"]`).click();
  await page.locator(app.field).click();
}

const pause = { delay: 60 };

async function type(page: Page, keys: number): Promise<void> {
  const text = 'Qingdao, Qianwan container terminal, berth 87 and 88';
  await page.keyboard.type(text.repeat(Math.ceil(keys / text.length)).slice(0, keys), pause);
}

async function closePanel(page: Page): Promise<void> {
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.locator(app.field).waitFor({ state: 'detached' });
}
