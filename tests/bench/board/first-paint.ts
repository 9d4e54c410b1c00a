import type { Page } from 'playwright-core';
import { sitDown, restingHeap, within, type Seat } from './browser.ts';
import { naiveAddress, naiveOrigin, serveNaive, warmNaiveProfile, type Cards } from './naive-site.ts';
import { board, origin, patience, settled, warmProfile } from './ours.ts';

export type FirstPaint = {
  /** Milliseconds from the navigation to the paint of the first window of every column. */
  readonly windows: number;
  /** MB that the page holds when it has come to rest, and of them JavaScript's objects. */
  readonly page: number;
  readonly objects: number;
};

const megabyte = 1_000_000;

/** The app in a new browser on a profile that has the team, with no relay: what its service worker and tables give. */
export async function ourFirstPaint(orders: number): Promise<FirstPaint & { readonly worker: number }> {
  const seat = await sitDown(await warmProfile(orders));
  try {
    await seat.page.goto(board, { waitUntil: 'commit' });
    const paint = await firstPaint(seat, origin);
    const worker = (await restingHeap(seat.tools, origin)).bytes / megabyte;
    return { ...paint, worker };
  } finally {
    await seat.close();
  }
}

/** The naive page likewise; its few files come from a server on this machine. */
export async function naiveFirstPaint(orders: number, cards: Cards): Promise<FirstPaint> {
  await serveNaive();
  const seat = await sitDown(await warmNaiveProfile(orders));
  try {
    await seat.page.goto(naiveAddress({ cards }), { waitUntil: 'commit' });
    return await firstPaint(seat, naiveOrigin);
  } finally {
    await seat.close();
  }
}

async function firstPaint({ page, tools }: Seat, from: string): Promise<FirstPaint> {
  const windows = await windowsPainted(page);
  await settled(page);
  const { bytes, objects } = await tools.heapOf('page', from);
  return { windows, page: bytes / megabyte, objects: objects / megabyte };
}

export function windowsPainted(page: Page): Promise<number> {
  const windows = page.evaluate(() => globalThis.benchBoard.windows);
  return within(patience.page, 'the first window of every column', page, windows);
}
