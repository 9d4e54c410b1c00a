import * as decoding from 'lib0/decoding';
import { asDocumentName, type DocumentName } from './document-name.ts';

/** Names that came lately, by a hash of their bytes: the same few come in thousands of frames. */
const slots: ({ readonly bytes: Uint8Array; readonly name: DocumentName } | undefined)[] = [];
const slotCount = 8192;

/** Reads a document's name; throws when it is none. The same name is mostly the same string, which maps find faster. */
export function readName(input: decoding.Decoder): DocumentName {
  const from = input.pos;
  const length = decoding.readVarUint(input);
  const { arr, pos: start } = input;
  const end = start + length;
  if (end > arr.length) throw new Error('a name goes past the end');
  let hash = 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (arr[at] ?? 0)) | 0;
  const slot = (hash >>> 0) % slotCount;
  const found = slots[slot];
  if (found && isAt(arr, start, length, found.bytes)) {
    input.pos = end;
    return found.name;
  }
  input.pos = from;
  const name = asDocumentName(decoding.readVarString(input));
  if (name === null) throw new Error('not a document name');
  slots[slot] = { bytes: arr.slice(start, end), name };
  return name;
}

function isAt(bytes: Uint8Array, start: number, length: number, expected: Uint8Array): boolean {
  if (expected.byteLength !== length) return false;
  for (let at = 0; at < length; at++) if (bytes[start + at] !== expected[at]) return false;
  return true;
}
