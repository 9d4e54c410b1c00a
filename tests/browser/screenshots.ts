/**
 * Pictures of every view and state, in both languages and themes, wide and on a phone:
 * `npm run screenshots -- [folder] [names, with commas]`.
 * Starts a relay with the sample on a free port, and two colleagues who are present.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { chromiumArguments, findChromium } from '../run/chromium.ts';
import {
  afterwards,
  missing,
  offline,
  pictureSizes,
  refused,
  views,
  type PictureSize,
  type Shot,
} from './picture-list.ts';
import { Colleagues, startRelay } from './picture-relay.ts';

type Language = 'zh' | 'en';

/** Somebody at a screen of one size, who reads one language. */
interface Seat {
  readonly lang: Language;
  readonly size: PictureSize;
  readonly context: BrowserContext;
  readonly page: Page;
}

/** The Monday the sample speaks of. */
const now = '2026-11-23T10:00:00+08:00';
const folder = process.argv[2] ?? 'data/screenshots';
const only = process.argv[3]?.split(',');
await mkdir(folder, { recursive: true });
const data = await mkdtemp(join(tmpdir(), 'gendan-screenshots-'));
const relay = startRelay(data);
let browser: Browser | null = null;
try {
  const address = new URL(await relay.address);
  const key = address.hash.replace('#key=', '');
  const colleagues = new Colleagues(address.host, key);
  await colleagues.arrive();
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('no Chromium was found: npm test installs one');
  browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  const seats: Seat[] = [];
  for (const lang of ['zh', 'en'] as const)
    for (const size of ['wide', 'phone'] as const) seats.push(await sitDown(browser, lang, size));
  for (const seat of seats) {
    for (const workspace of ['sample', 'team']) {
      await seat.page.goto(`${address.origin}/${workspace}#key=${key}`);
      await seat.page.locator('[data-status="team"]').first().waitFor();
    }
    await takeAll(seat, address.origin, views);
    await takeApart(browser, seat, address.origin, refused, null);
    await takeApart(browser, seat, address.origin, missing, key);
  }
  await colleagues.write(Date.parse(now));
  for (const seat of seats) await takeAll(seat, address.origin, afterwards);
  colleagues.leave();
  if (offline.some(isWanted)) {
    await relay.stop();
    for (const seat of seats) {
      await seat.page.locator('[data-status="offline"]').first().waitFor();
      await takeAll(seat, address.origin, offline, 'offline');
    }
  }
} finally {
  await browser?.close();
  await relay.stop();
  await rm(data, { recursive: true, force: true });
}

async function sitDown(
  on: Browser,
  lang: Language,
  size: PictureSize,
  serviceWorkers: 'allow' | 'block' = 'allow',
): Promise<Seat> {
  const context = await on.newContext({
    viewport: pictureSizes[size],
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    hasTouch: size === 'phone',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    serviceWorkers,
  });
  await context.addInitScript(() => localStorage.setItem('gendan.person', '跟单甲'));
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => console.error(`${lang} ${size}: ${error.message}`));
  await page.clock.setFixedTime(now);
  return { lang, size, context, page };
}

function isWanted({ name }: Shot): boolean {
  return only === undefined || only.includes(name);
}

async function takeAll(
  seat: Seat,
  origin: string,
  shots: readonly Shot[],
  status: 'team' | 'offline' = 'team',
): Promise<void> {
  const { page, size } = seat;
  for (const shot of shots) {
    if (!isWanted(shot) || (shot.size !== undefined && shot.size !== size)) continue;
    try {
      await page.goto(origin + shot.path);
      await page.locator(shot.ready).first().waitFor({ timeout: 10_000 });
      await page.locator(`[data-status="${status}"]`).first().waitFor({ timeout: 10_000 });
      await shot.prepare?.(page, size);
      await picture(seat, shot.name);
      await shot.after?.(page);
    } catch (error) {
      // The others are taken all the same.
      process.exitCode = 1;
      console.error(`${shot.name} ${size} ${seat.lang}: ${String(error)}`);
    }
  }
}

/** A state that needs a browser of its own: no key, or a part of the app that is missing. */
async function takeApart(
  on: Browser,
  { lang, size }: Seat,
  origin: string,
  shot: Shot,
  key: string | null,
): Promise<void> {
  if (!isWanted(shot)) return;
  const seat = await sitDown(on, lang, size, 'block');
  const { page } = seat;
  if (key !== null) {
    await page.route('**/assets/OrderPanel-*.js', (route) => route.abort());
    await page.goto(`${origin}/sample/orders#key=${key}`);
    await page.locator('[data-status="team"]').first().waitFor();
  }
  await page.goto(origin + shot.path);
  await page.locator(shot.ready).first().waitFor();
  await picture(seat, shot.name);
  await seat.context.close();
}

async function picture({ page, lang, size }: Seat, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.locator(`html[data-theme="${theme}"]`).waitFor();
    await page.screenshot({ path: join(folder, `${name}-${size}-${lang}-${theme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
