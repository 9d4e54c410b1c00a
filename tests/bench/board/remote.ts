import type { Page } from 'playwright-core';
import { setTimeout } from 'node:timers/promises';
import { percentile } from '../statistics.ts';
import { sitDown, type Seat } from './browser.ts';
import { joinAsColleague, type Colleague, type Sent } from './colleague.ts';
import { windowsPainted } from './first-paint.ts';
import { allThere, board, patience, settled, startTeam, warmProfile } from './ours.ts';
import { orderId } from './team.ts';

export interface Rate {
  readonly perSecond: number;
  readonly seconds: number;
}

export type Remote = {
  /** Milliseconds from the relay's acknowledgement, when it has passed a change on, to the painted card. */
  readonly p50: number;
  readonly p99: number;
  /** From the colleague's sending, the relay's commit among it. */
  readonly fromHand: number;
  readonly longestTask: number;
};

/** So many others take the changes that nobody sees. */
const unseen = 200;
const stragglersWithin = 60_000;

/** The board with the team and a relay, come to rest; and a colleague who may change what is in view and some others. */
export async function withColleague<T>(
  orders: number,
  work: (
    seat: Seat,
    colleague: Colleague,
    changed: readonly string[],
    shown: readonly string[],
  ) => Promise<T>,
): Promise<T> {
  const profile = await warmProfile(orders);
  const relay = await startTeam(orders);
  const seat = await sitDown(profile);
  let colleague: Colleague | null = null;
  try {
    const { page } = seat;
    await page.goto(board, { waitUntil: 'commit' });
    await windowsPainted(page);
    await allThere(seat, orders, patience.page);
    const columns = await page.evaluate(() => globalThis.benchBoard.inView());
    const shown = columns.flatMap((column) => column.orders);
    const others = Array.from({ length: unseen }, (_, index) => orderId((index * 7919) % orders));
    const hidden = [...new Set(others)].filter((order) => !shown.includes(order));
    // One of those in view, one of the others.
    const changed = Array.from({ length: Math.max(shown.length, hidden.length) * 2 }, (_, at) => {
      const from = at % 2 === 0 || hidden.length === 0 ? shown : hidden;
      return from[Math.floor(at / 2) % from.length] ?? '';
    });
    colleague = await joinAsColleague(relay.port, new Set(changed));
    await settled(page);
    return await work(seat, colleague, changed, shown);
  } finally {
    colleague?.leave();
    await seat.close();
    await relay.stop();
  }
}

/** A colleague's changes on their way to the painted card. */
export function remoteChanges(orders: number, { perSecond, seconds }: Rate): Promise<Remote> {
  return withColleague(orders, async ({ page }, colleague, changed, shown) => {
    await page.evaluate((some) => {
      globalThis.benchBoard.follow(some);
    }, shown);
    const ahead = await clockAhead(page);
    await page.evaluate(() => globalThis.benchBoard.longestTask());
    await colleague.changeAll(changed, perSecond, seconds);
    const sent = (await colleague.all()).filter(({ order }) => shown.includes(order));
    const paints = await paintsOf(page, sent);
    const longestTask = await page.evaluate(() => globalThis.benchBoard.longestTask());
    const took = sent.map((change) => {
      const paint = paints(change) - ahead;
      return { fromRelay: paint - (change.acknowledged ?? NaN), fromHand: paint - change.sent };
    });
    const fromRelay = took.map((one) => Math.max(0, one.fromRelay));
    return {
      p50: percentile(fromRelay, 0.5),
      p99: percentile(fromRelay, 0.99),
      fromHand: percentile(
        took.map((one) => one.fromHand),
        0.5,
      ),
      longestTask,
    };
  });
}

/** When a change, or one of the same order after it, was painted; Infinity for what did not come. */
async function paintsOf(page: Page, sent: readonly Sent[]): Promise<(change: Sent) => number> {
  const painted = new Map<string, { cartons: number; at: number }[]>();
  const last = new Map(sent.map((change) => [change.order, change.cartons]));
  const deadline = performance.now() + stragglersWithin;
  const isComplete = (): boolean =>
    [...last].every(([order, cartons]) => painted.get(order)?.at(-1)?.cartons === cartons);
  do {
    const some = await page.evaluate(() => globalThis.benchBoard.painted());
    for (const [order, cartons, at] of some) {
      const of = painted.get(order) ?? [];
      of.push({ cartons, at });
      painted.set(order, of);
    }
    await setTimeout(50);
  } while (!isComplete() && performance.now() < deadline);
  return ({ order, cartons }) =>
    painted.get(order)?.find((paint) => paint.cartons >= cartons)?.at ?? Infinity;
}

/** By how many milliseconds the page's clock is ahead of ours: by the quickest of many questions. */
async function clockAhead(page: Page): Promise<number> {
  let best = { took: Infinity, ahead: 0 };
  for (let question = 0; question < 50; question++) {
    const asked = performance.now();
    const there = await page.evaluate(() => globalThis.benchBoard.now());
    const took = performance.now() - asked;
    const middle = performance.timeOrigin + asked + took / 2;
    if (took < best.took) best = { took, ahead: there - middle };
  }
  return best.ahead;
}
