/** One plain line on stderr. Nothing that a request brings goes in here: addresses and headers may carry a key (W6). */
export function log(line: string): void {
  process.stderr.write(`gendan: ${line}\n`);
}
