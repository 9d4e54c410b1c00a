import { closeSync, openSync, readSync } from 'node:fs';
import { failure, success, type Result } from '../../shared/model/result.ts';
import { systemCode } from '../failure.ts';

/** No order is longer by far. */
const mostBytes = 1024 * 1024;

/** The text of a file or pipe, without the mark that some programs put before it. */
export function readInput(file: string): Result<string, string> {
  let bytes: Uint8Array;
  try {
    bytes = readBounded(file);
  } catch (error) {
    return failure(`cannot read ${file} (${systemCode(error) ?? 'unknown error'})`);
  }
  if (bytes.byteLength > mostBytes) return failure(`${file} is larger than 1 MiB, which no order is`);
  try {
    return success(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return failure(`${file} is not text in UTF-8; save it so and try again`);
  }
}

/** All of it, or a little more than is allowed: what has no end is not waited for. */
function readBounded(file: string): Uint8Array {
  const handle = openSync(file, 'r');
  try {
    const buffer = new Uint8Array(mostBytes + 1);
    let length = 0;
    while (length < buffer.byteLength) {
      const read = readSync(handle, buffer, length, buffer.byteLength - length, null);
      if (read === 0) break;
      length += read;
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}
