import { runCheckOrders } from './check-orders/run.ts';
import type { Output } from './device/reply.ts';
import { run } from './device/run.ts';
import { runVectors } from './vectors/run.ts';

/** npm runs a script in the folder of its package; files are looked for where the person stands. */
const { npm_lifecycle_event: script, INIT_CWD: stands } = process.env;
const cwd = script === 'gendan' && stands !== undefined ? stands : process.cwd();

// Whoever read the output has had enough of it: `gendan device orders | head`.
process.stdout.on('error', () => undefined);

const [word = '', ...rest] = process.argv.slice(2);
process.exitCode = await done();

function done(): Promise<number> {
  switch (word) {
    case 'vectors':
      return put(runVectors(rest, cwd));
    case 'check-orders':
      return put(runCheckOrders(rest, cwd, localDate(new Date())));
    default:
      return device();
  }
}

async function put(output: Promise<Output>): Promise<number> {
  const { stdout, stderr, code } = await output;
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  return code;
}

function device(): Promise<number> {
  return run(
    { args: process.argv.slice(2), cwd },
    {
      stdout: (text) => void process.stdout.write(text),
      stderr: (text) => void process.stderr.write(text),
      today: () => localDate(new Date()),
      stopped,
    },
  );
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.stdout.on('error', () => resolve());
  });
}

function localDate(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
