import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseWorkspace } from '../../shared/sync/document-name.ts';
import { StartFailure } from '../failure.ts';
import type { JoinLink } from './link.ts';

/** What a device keeps beside its store. */
export interface Settings {
  readonly link: JoinLink;
  /** This device's id, the same for life. */
  readonly device: string;
  /** Whose changes these are; null when nobody said, and then they carry the name of the machine's user. */
  readonly person: string | null;
}

const stored = v.object({
  origin: v.pipe(v.string(), v.url()),
  workspace: v.pipe(
    v.string(),
    v.transform(parseWorkspace),
    v.check((workspace) => workspace !== null),
    v.transform((workspace) => workspace as NonNullable<typeof workspace>),
  ),
  key: v.nullable(v.string()),
  device: v.pipe(v.string(), v.minLength(1)),
  person: v.nullable(v.string()),
});

const fileOf = (folder: string): string => join(folder, 'device.json');

/** null where no device was made; throws StartFailure when what was kept cannot be read. */
export function readSettings(folder: string): Settings | null {
  const file = fileOf(folder);
  if (!existsSync(file)) return null;
  const { device, person, ...link } = parse(file);
  return { link, device, person };
}

function parse(file: string): v.InferOutput<typeof stored> {
  try {
    return v.parse(stored, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new StartFailure(`${file} cannot be read or is damaged; gendan device init --join writes it anew`);
  }
}

/** Readable by its owner alone, for the key lies in it (W6); whole or not at all. The folder is this process's (H11). */
export function writeSettings(folder: string, { link, device, person }: Settings): void {
  const file = fileOf(folder);
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify({ ...link, device, person }, null, 2)}\n`, {
      mode: 0o600,
    });
    renameSync(`${file}.new`, file);
  } catch {
    throw new StartFailure(`Cannot write ${file}; check the folder's permissions and free space`);
  }
}

export function dropSettings(folder: string): void {
  rmSync(fileOf(folder), { force: true });
}
