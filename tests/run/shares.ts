import { fork } from 'node:child_process';

/** What one process says of its share: how far it is, and at the end what it found. */
export type ShareMessage<T> =
  { readonly kind: 'progress'; readonly done: number } | { readonly kind: 'end'; readonly result: T };

export interface Share {
  readonly index: number;
  readonly of: number;
}

/** Runs `file` in `jobs` processes, each with its share as last argument; gives what each of them found. */
export async function inShares<T>(
  file: string,
  args: readonly string[],
  jobs: number,
  progress: (done: number) => void,
): Promise<readonly T[]> {
  const done = Array<number>(jobs).fill(0);
  return Promise.all(
    done.map(
      (_, index) =>
        new Promise<T>((resolve, reject) => {
          const child = fork(file, [...args, `--share=${String(index)}/${String(jobs)}`]);
          let result: T | undefined;
          child.on('message', (message: ShareMessage<T>) => {
            if (message.kind === 'end') result = message.result;
            else {
              done[index] = message.done;
              progress(done.reduce((sum, one) => sum + one, 0));
            }
          });
          child.on('error', reject);
          child.on('close', (code) => {
            if (result === undefined)
              reject(new Error(`a process ended with ${String(code)} before its share was done`));
            else resolve(result);
          });
        }),
    ),
  );
}

export function parseShare(text: string): Share {
  const [index = NaN, of = NaN] = text.split('/').map(Number);
  if (!(index < of)) throw new Error(`not a share: ${text}`);
  return { index, of };
}

export function tell<T>(message: ShareMessage<T>): void {
  process.send?.(message);
}

/** A line that is written over and over on a terminal, and now and then elsewhere. */
export function progressLine(what: string, total: number): (done: number) => void {
  const every = process.stdout.isTTY ? 500 : 20_000;
  let last = performance.now();
  return (done) => {
    if (performance.now() - last < every) return;
    last = performance.now();
    process.stdout.write(`${what}: ${String(done)} of ${String(total)}${process.stdout.isTTY ? '\r' : '\n'}`);
  };
}
