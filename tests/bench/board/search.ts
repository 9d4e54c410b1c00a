import type { Page } from 'playwright-core';
import { percentile } from '../statistics.ts';
import { app } from './app.ts';
import { sitDown, within } from './browser.ts';
import { windowsPainted } from './first-paint.ts';
import { board, patience, settled, startTeam, allThere, warmProfile } from './ours.ts';
import { orderNumber } from './team.ts';

export type Answers = {
  /** Milliseconds from a key to the painted answer. */
  readonly p50: number;
  readonly p99: number;
  /** From the key that empties the field to the board as it was, p50. */
  readonly emptied: number;
  readonly keys: number;
};

/** An app that takes so long has shown what it can. */
const enough = 120_000;

/** Looks for orders by their numbers, key by key; only keys count that change what is in view. */
export async function searchAnswers(orders: number, searches: number): Promise<Answers> {
  const profile = await warmProfile(orders);
  const relay = await startTeam(orders);
  const seat = await sitDown(profile);
  const { page } = seat;
  try {
    await page.goto(board, { waitUntil: 'commit' });
    await windowsPainted(page);
    await allThere(seat, orders, patience.page);
    await settled(page);
    await page.locator(app.find).click();
    const took: number[] = [];
    const emptied: number[] = [];
    const started = performance.now();
    for (let search = 0; search < searches && performance.now() - started < enough; search++) {
      const number = orderNumber(Math.floor(((search + 0.5) / searches) * orders));
      for (let length = 1; length <= number.length; length++) {
        const time = await press(page, number.charAt(length - 1), number.slice(0, length));
        if (time !== null) took.push(time);
      }
      await page.locator(app.find).selectText();
      const time = await press(page, 'Backspace', '');
      if (time !== null) emptied.push(time);
    }
    return {
      p50: percentile(took, 0.5),
      p99: percentile(took, 0.99),
      emptied: percentile(emptied, 0.5),
      keys: took.length,
    };
  } finally {
    await seat.close();
    await relay.stop();
  }
}

/** null for a key that changes nothing in view. */
async function press(page: Page, key: string, query: string): Promise<number | null> {
  const changes = await page.evaluate((text) => globalThis.benchBoard.awaitAnswer(text), query);
  await page.keyboard.press(key);
  const answer = page.evaluate(() => globalThis.benchBoard.answer());
  const time = await within(patience.page, `the answer to '${query}'`, page, answer);
  return changes ? time : null;
}
