import { randomBytes } from 'node:crypto';
import { StartFailure } from '../failure.ts';
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
  if (before && before.link.workspace !== link.workspace) {
    return failed(
      `this device belongs to the workspace ${before.link.workspace}; name another folder with --dir`,
    );
  }
  writeSettings(folder, {
    link,
    device: before?.device ?? randomBytes(6).toString('hex'),
    person: person ?? before?.person ?? null,
  });
  const settings = readSettings(folder);
  if (!settings) throw new StartFailure(`${folder} did not keep what was written`);
  const device = openDevice(folder, settings);
  try {
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
          `${joined}; ${link.origin} cannot be reached (${outcome.reason}), so it is empty until sync`,
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

/** A file that cannot be read is written anew. */
function settingsBefore(folder: string): Settings | null {
  try {
    return readSettings(folder);
  } catch (error) {
    if (error instanceof StartFailure) return null;
    throw error;
  }
}
