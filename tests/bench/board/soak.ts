import { setTimeout } from 'node:timers/promises';
import { sitDown } from './browser.ts';
import { joinAsColleague, type Colleague } from './colleague.ts';
import { windowsPainted } from './first-paint.ts';
import { allThere, board, origin, patience, settled, startTeam, warmProfile } from './ours.ts';
import { orderId } from './team.ts';

/** MB that page and worker hold when their garbage is collected, so many seconds after the beginning. */
export interface Sample {
  readonly seconds: number;
  readonly page: number;
  readonly worker: number;
}

export interface Soak {
  readonly samples: readonly Sample[];
  readonly changes: number;
}

/** The last third of the samples may hold so much of what the middle third held. */
export const steady = 1.05;
const perSecond = 50;
const sampleEvery = 10_000;

/** A board that stands open for so long while the team works in all its orders. */
export async function soak(orders: number, minutes: number): Promise<Soak> {
  const profile = await warmProfile(orders);
  const relay = await startTeam(orders);
  const seat = await sitDown(profile);
  const { page, tools } = seat;
  let colleague: Colleague | null = null;
  try {
    await page.goto(board, { waitUntil: 'commit' });
    await windowsPainted(page);
    await allThere(seat, orders, patience.page);
    colleague = await joinAsColleague(relay.port, null);
    await settled(page);
    const samples: Sample[] = [];
    const began = performance.now();
    const seconds = minutes * 60;
    const all = Array.from({ length: orders }, (_, index) => orderId(index));
    const working = colleague.changeAll(all, perSecond, seconds);
    for (let next = began + sampleEvery; next <= began + seconds * 1000; next += sampleEvery) {
      await setTimeout(Math.max(0, next - performance.now()));
      const [there, behind] = [
        await tools.heapOf('page', origin),
        await tools.heapOf('shared_worker', origin),
      ];
      const at = Math.round((performance.now() - began) / 1000);
      samples.push({ seconds: at, page: there.bytes / 1e6, worker: behind.bytes / 1e6 });
      process.stderr.write(
        `${at} s: page ${(there.bytes / 1e6).toFixed(1)} MB, worker ${(behind.bytes / 1e6).toFixed(1)} MB\n`,
      );
    }
    await working;
    const changes = (await colleague.all()).length;
    return { samples, changes };
  } finally {
    colleague?.leave();
    await seat.close();
    await relay.stop();
  }
}

/** The mean of the last third over that of the middle one. */
export function growth(samples: readonly Sample[], of: 'page' | 'worker'): number {
  const third = Math.floor(samples.length / 3);
  const mean = (some: readonly Sample[]): number =>
    some.reduce((sum, sample) => sum + sample[of], 0) / some.length;
  return mean(samples.slice(samples.length - third)) / mean(samples.slice(third, samples.length - third));
}
