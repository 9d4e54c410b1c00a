import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from '../failure.ts';
import { relayDatabase } from '../data-folder.ts';
import { openDevice } from './device.ts';
import type { JoinLink } from './link.ts';
import { done, failed, type Reply } from './reply.ts';
import { dropSettings, readSettings, writeSettings, type Settings } from './settings.ts';

const fillWithin = 10_000;

/**
 * Makes a device in a folder that belongs to this process, or gives the one that is there another address of its
 * workspace, and fetches what there is when the relay can be reached.
 */
export async function init(folder: string, link: JoinLink, person: string | null): Promise<Reply> {
  const before = settingsBefore(folder);
  const other = before && otherThan(before.link, link);
  if (other !== null) return failed(`this device belongs to ${other}; name another folder with --dir`);
  writeSettings(folder, {
    link,
    device: before?.device ?? randomBytes(6).toString('hex'),
    person: person ?? before?.person ?? null,
  });
  const settings = readSettings(folder);
  if (!settings) throw new StartFailure(`${folder} did not keep what was written`);
  const device = openDevice(folder, settings);
  try {
    const stranger = device.store.workspaces().find((one) => one !== link.workspace);
    if (stranger !== undefined) {
      dropSettings(folder);
      return failed(`${folder} holds the workspace ${stranger}; name another folder with --dir`);
    }
    const outcome = await device
      .connection()
      .synced({ milliseconds: fillWithin, anew: true, tryAgain: true });
    const value = { workspace: link.workspace, device: settings.device, synced: outcome.kind === 'synced' };
    const joined = `this device joins the workspace ${link.workspace}`;
    switch (outcome.kind) {
      case 'synced':
        return done(value, '', `${joined}; all there is has arrived`);
      case 'unreachable':
        return done(
          value,
          '',
          `${joined}; ${link.origin} cannot be reached (${outcome.reason}), so ${before ? 'nothing new is here' : 'it is empty'} until sync`,
        );
      case 'timeout':
        return done(value, '', `${joined}; ${link.origin} did not answer in time, so sync goes on later`);
      case 'refused':
        // A wrong address must not stay.
        if (before) writeSettings(folder, before);
        else dropSettings(folder);
        return failed(
          `the relay at ${link.origin} refuses this address (${outcome.code} ${outcome.reason}); copy it once more`,
        );
    }
  } finally {
    await device.stop();
  }
}

/** Why a folder can have no device, whoever has it now; null where it can. */
export function objectionToFolder(folder: string): string | null {
  const isRelays = existsSync(join(folder, relayDatabase));
  return isRelays ? `a relay keeps its data in ${folder}; name another folder with --dir` : null;
}

/**
 * To which workspace a folder belongs, when that is another. A name says little: most teams have the one that start
 * gives. A relay that moved brought its key along, and one at the same address may have a new one.
 */
function otherThan(mine: JoinLink, given: JoinLink): string | null {
  if (mine.workspace !== given.workspace) return `the workspace ${mine.workspace}`;
  const isOther = mine.origin !== given.origin && mine.key !== given.key;
  return isOther ? `the workspace ${mine.workspace} at ${mine.origin}, whose key is another` : null;
}

/** A file that cannot be read is written anew. */
function settingsBefore(folder: string): Settings | null {
  try {
    return readSettings(folder);
  } catch (error) {
    if (error instanceof StartFailure) return null;
    throw error;
  }
}
