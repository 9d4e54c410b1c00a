import { isIPv6 } from 'node:net';
import type { Duplex } from 'node:stream';

/** How many connections each address holds. */
export class ConnectionCount {
  readonly #counts = new Map<string, number>();

  /** Counts a connection until it closes; gives how many its address holds with it. */
  add(connection: Duplex, address: string | undefined): number {
    const key = networkOf(address ?? '');
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    connection.once('close', () => {
      const left = (this.#counts.get(key) ?? 0) - 1;
      if (left > 0) this.#counts.set(key, left);
      else this.#counts.delete(key);
    });
    return count;
  }

  get addresses(): number {
    return this.#counts.size;
  }
}

/** One household has 2^64 addresses of version 6; an address of version 4 may come in the clothes of version 6. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const bare = address.replace(/%.*$/, '');
  if (!isIPv6(bare)) return address;
  const [left = '', right] = bare.split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return [...head, ...(right === undefined ? [] : zeros), ...tail].slice(0, 4).join(':');
}
