import { execFile, type ExecException } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { run } from './step.ts';

/** Programs to try, in this order; $CHROMIUM goes first. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Gives the path of a Chromium that starts: $CHROMIUM, an installed one, or Playwright's own download.
 * Null when there is none yet.
 */
export async function findChromium(): Promise<string | null> {
  const wanted = process.env['CHROMIUM'];
  for (const candidate of [...(wanted === undefined ? [] : [wanted]), ...names]) {
    const path = candidate.includes('/') ? candidate : await ask('which', [candidate]);
    if (path !== null && (await ask(path, ['--version'])) !== null) return path;
  }
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

/** The arguments under which a Chromium runs anywhere, in a container and as root too, and calls nobody. */
export const chromiumArguments: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Makes sure that there is a Chromium, and installs one when there is none: Debian's package, else Playwright's. */
export async function ensureChromium(): Promise<void> {
  if ((await findChromium()) !== null) return;
  console.error('Installing Chromium for the browser tests …');
  const apt = await aptPrefix();
  if (apt !== null) {
    await run([...apt, 'apt-get', 'update', '-qq']);
    await run([...apt, 'apt-get', 'install', '-y', '-qq', 'chromium', 'fonts-noto-cjk']);
    if ((await findChromium()) !== null) return;
  }
  await run(['playwright-core', 'install', 'chromium']);
  if ((await findChromium()) === null)
    console.error('No Chromium could be installed: browser tests will fail.');
}

/** What to write before apt-get; null where it cannot be used. */
async function aptPrefix(): Promise<readonly string[] | null> {
  if ((await ask('which', ['apt-get'])) === null) return null;
  if (process.getuid?.() === 0) return [];
  return (await ask('sudo', ['-n', 'true'])) === null ? null : ['sudo', '-n'];
}

/** The trimmed output of a program, null when it is not there or fails. */
function ask(program: string, words: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, words, { timeout: 20_000 }, (error: ExecException | null, output) => {
      resolve(error === null ? output.trim() : null);
    });
  });
}
