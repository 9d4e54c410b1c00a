import type { DataFolder } from '../data-folder.ts';
import { StartFailure } from '../failure.ts';
import type { Call, Command, Work } from './command.ts';
import { openDevice, type Device } from './device.ts';
import { execute } from './execute.ts';
import { help } from './help.ts';
import { holdFolder } from './hold.ts';
import { init, objectionToFolder } from './init.ts';
import { host, type Errand, type Host } from './neighbour.ts';
import { parseCall } from './parse-call.ts';
import { failed, outputOf, type Output } from './reply.ts';
import { readInput } from './read-input.ts';
import { readSettings } from './settings.ts';
import { watch } from './watch.ts';

/** The process around a command. */
export interface Surroundings {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Today where this machine is: `2026-11-23`. */
  today(): string;
  /** Resolves when the process is asked to end, from the call on. */
  stopped(): Promise<void>;
}

/** Does what a command line says; gives the exit code. */
export async function run(errand: Errand, around: Surroundings): Promise<number> {
  const parsed = parseCall(errand.args, errand.cwd);
  const output = await outcomeOf();
  around.stdout(output.stdout);
  around.stderr(output.stderr);
  return output.code;

  async function outcomeOf(): Promise<Output> {
    switch (parsed.kind) {
      case 'help':
        return { stdout: help, stderr: '', code: 0 };
      case 'mistake':
        return outputOf(failed(parsed.message), false);
      case 'run':
        return guarded(() => runCall(parsed.call, errand, around));
    }
  }
}

async function runCall(call: Call, errand: Errand, around: Surroundings): Promise<Output> {
  const { dir, json, command } = call;
  // A folder is made by init alone.
  if (command.kind !== 'init' && !readSettings(dir)) return nobodyThere(dir);
  const unfit = command.kind === 'init' ? objectionToFolder(dir) : null;
  if (unfit !== null) return outputOf(failed(unfit), json);
  const input = command.kind === 'new' ? readInput(command.file) : null;
  if (input?.ok === false) return outputOf(failed(input.error), json);
  // Neither can be done by a process that watches already.
  const own = command.kind === 'init' || command.kind === 'watch';
  const whole = input ? { ...errand, input: input.value } : errand;
  const hold = await holdFolder(dir, own ? null : whole);
  switch (hold.kind) {
    case 'answered':
      return hold.output;
    case 'busy':
      return outputOf(failed(hold.message), json);
    case 'held':
      try {
        if (command.kind === 'init')
          return outputOf(await init(hold.folder.path, command.link, command.person), json);
        return await withDevice(hold.folder, (device) =>
          command.kind === 'watch'
            ? watchUntilStopped(device, hold.folder, json, around)
            : once(device, workOf(command, whole), json, around),
        );
      } finally {
        hold.folder.release();
      }
  }
}

function workOf(command: Exclude<Command, { kind: 'watch' }>, { input = '' }: Errand): Work {
  return command.kind === 'new' ? { ...command, text: input } : command;
}

/** What the folder says is read now that it is this process's: another may have changed it meanwhile. */
async function withDevice({ path }: DataFolder, work: (device: Device) => Promise<Output>): Promise<Output> {
  const settings = readSettings(path);
  if (!settings) return nobodyThere(path);
  const device = openDevice(path, settings);
  try {
    return await work(device);
  } finally {
    await device.stop();
  }
}

async function once(device: Device, work: Work, json: boolean, around: Surroundings): Promise<Output> {
  return outputOf(await execute(device, work, around.today()), json);
}

async function watchUntilStopped(
  device: Device,
  { path }: DataFolder,
  json: boolean,
  around: Surroundings,
): Promise<Output> {
  const stopped = around.stopped();
  const note = (line: string): void => around.stderr(outputOf(failed(line), false).stderr);
  const watching = watch({ device, json, tell: (line) => around.stdout(`${line}\n`), note });
  const guests = await takeGuests(path, note, (errand) =>
    guarded(async () => {
      const parsed = parseCall(errand.args, errand.cwd);
      if (
        parsed.kind !== 'run' ||
        parsed.call.command.kind === 'init' ||
        parsed.call.command.kind === 'watch'
      )
        return outputOf(failed('a device that watches does not do this'), false);
      return once(device, workOf(parsed.call.command, errand), parsed.call.json, around);
    }),
  );
  await stopped;
  await guests?.stop();
  await watching.stop();
  return { stdout: '', stderr: '', code: 0 };
}

async function takeGuests(
  path: string,
  note: (line: string) => void,
  work: (errand: Errand) => Promise<Output>,
): Promise<Host | null> {
  try {
    return await host(path, work);
  } catch {
    note('other commands cannot use this folder while it is watched: its path is too long');
    return null;
  }
}

function nobodyThere(dir: string): Output {
  return outputOf(failed(`there is no device in ${dir}; gendan device init --join LINK makes one`), false);
}

/** What goes wrong is told in one line, whatever it is. */
async function guarded(work: () => Promise<Output>): Promise<Output> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = error instanceof StartFailure ? error.message : error.message || error.name;
    return outputOf(failed(message), false);
  }
}
