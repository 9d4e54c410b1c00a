import type { Page } from 'playwright-core';
import { startRelayProcess, type RelayProcess } from '../../integration/relay-process.ts';
import { buildName } from '../../../server/build-name.ts';
import { ensureClient } from '../../../server/build.ts';
import { sitDown, within, type Seat } from './browser.ts';
import { cached, copyOf } from './cache.ts';
import { relayFolder } from './folders.ts';
import { workspace } from './team.ts';

/** The same in every run: a profile knows the app by its origin. */
const port = 4690;
export const origin = `http://127.0.0.1:${port}`;
export const board = `${origin}/${workspace}/orders`;

/** For what may take long on a slow machine and must not take for ever. */
export const patience = { page: 600_000, filling: 3_600_000 };

/** The real relay with a team of so many orders of its own. */
export async function startTeam(orders: number): Promise<RelayProcess> {
  return startRelayProcess({ data: copyOf(await relayFolder(orders)), port, args: ['--open'] });
}

/** A profile on which the app was opened before, with the whole team in it: each call gives a copy of its own. */
export async function warmProfile(orders: number): Promise<string> {
  await ensureClient();
  return copyOf(await cached(`ours-${orders}`, (profile) => fillProfile(profile, orders), buildName()));
}

async function fillProfile(profile: string, orders: number): Promise<void> {
  process.stderr.write(`filling a profile with ${orders} orders …\n`);
  const relay = await startTeam(orders);
  try {
    const seat = await sitDown(profile);
    const { page } = seat;
    await nameYourself(page);
    // Where no cards are painted: here nobody looks at them yet.
    await page.goto(`${origin}/${workspace}/settings`);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
    await within(
      patience.filling,
      'a full profile',
      page,
      page.evaluate(() => globalThis.benchBoard.staysSaved(3000)),
    );
    await page.goto(board, { waitUntil: 'commit' });
    await allThere(seat, orders, patience.filling);
    await seat.close();
    // Twice more: then the browser keeps the scripts compiled.
    for (let time = 0; time < 2; time++) {
      const again = await sitDown(profile);
      await again.page.goto(board, { waitUntil: 'commit' });
      await allThere(again, orders, patience.page);
      await settled(again.page);
      await again.close();
    }
  } finally {
    await relay.stop();
  }
}

/** So that nobody is asked in the middle of a measurement. */
export async function nameYourself(page: Page): Promise<void> {
  await page.goto(`${origin}/healthz`);
  await page.evaluate(() => {
    localStorage.setItem('gendan.person', '跟单甲');
  });
}

/** Milliseconds from the navigation until the board tells of all orders and everything is saved for the team. */
export function allThere({ page }: Seat, orders: number, most: number): Promise<number> {
  const there = page.evaluate((count) => globalThis.benchBoard.allThere(count), orders);
  return within(most, `all of ${orders} orders`, page, there);
}

export async function settled(page: Page): Promise<void> {
  await within(
    patience.page,
    'rest',
    page,
    page.evaluate(() => globalThis.benchBoard.quiet(1000)),
  );
}
