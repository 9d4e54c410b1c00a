import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { asDocumentName, type DocumentName } from './document-name.ts';
import { decodeKnown, encodeKnown, type Known } from './known.ts';
import type { Cursor, Sequence, StoreId } from './store.ts';

/** The language of `/link`. A relay that meets another version answers 4400 with a sentence that says so. */
export const linkVersion = 1;

/** What a device says to the relay above it. */
export type UpFrame =
  /** First of all: who it is, and where the device stands in the relay's feed; null when it has nothing of it. */
  | { readonly kind: 'hello'; readonly device: StoreId; readonly cursor: Cursor | null }
  /** An update to be stored; `number` is its place in the outbox, 0 when nobody waits for the acknowledgement. */
  | {
      readonly kind: 'update';
      readonly number: number;
      readonly document: DocumentName;
      readonly update: Uint8Array;
    }
  /** Presence of this document is wanted, or no longer. */
  | { readonly kind: 'watch'; readonly document: DocumentName }
  | { readonly kind: 'unwatch'; readonly document: DocumentName }
  | { readonly kind: 'awareness'; readonly document: DocumentName; readonly update: Uint8Array }
  /**
   * What the device has of a document (H9). The relay answers `state` when it lacks something of it, and `equal` once
   * it lacks nothing; what answers `state` is an `update` with number 0.
   */
  | { readonly kind: 'offer'; readonly document: DocumentName; readonly known: Known }
  | { readonly kind: 'pulse' };

/** What the relay says to a device. */
export type DownFrame =
  /** `resumed` false: the cursor is not of this store, so both sides compare what they have (H9). */
  | { readonly kind: 'welcome'; readonly store: StoreId; readonly resumed: boolean }
  | {
      readonly kind: 'entry';
      readonly document: DocumentName;
      readonly sequence: Sequence;
      readonly mark: string;
      readonly update: Uint8Array;
    }
  /** The feed moved on by an update of the device's own. */
  | {
      readonly kind: 'moved';
      readonly document: DocumentName;
      readonly sequence: Sequence;
      readonly mark: string;
    }
  | { readonly kind: 'caughtUp' }
  /** These numbers of the outbox are committed (H10). */
  | { readonly kind: 'acknowledged'; readonly numbers: readonly number[] }
  /** The relay will never take this one. */
  | {
      readonly kind: 'refused';
      readonly number: number;
      readonly document: DocumentName;
      readonly reason: string;
    }
  /** The relay lacks something before `number` (0: of an offer); `known` is what it has. Sync step 1 of the link. */
  | {
      readonly kind: 'state';
      readonly number: number;
      readonly document: DocumentName;
      readonly known: Known;
    }
  | { readonly kind: 'equal'; readonly document: DocumentName }
  | { readonly kind: 'awareness'; readonly document: DocumentName; readonly update: Uint8Array }
  | { readonly kind: 'pulse' };

const upKinds = ['hello', 'update', 'watch', 'unwatch', 'awareness', 'offer', 'pulse'] as const;
const downKinds = [
  'welcome',
  'entry',
  'moved',
  'caughtUp',
  'acknowledged',
  'refused',
  'state',
  'equal',
  'awareness',
  'pulse',
] as const;

export function encodeUp(frame: UpFrame): Uint8Array<ArrayBuffer> {
  const out = encoding.createEncoder();
  encoding.writeVarUint(out, linkVersion);
  encoding.writeVarUint(out, upKinds.indexOf(frame.kind));
  switch (frame.kind) {
    case 'hello':
      encoding.writeVarString(out, frame.device);
      encoding.writeVarUint(out, frame.cursor ? 1 : 0);
      if (frame.cursor) {
        encoding.writeVarString(out, frame.cursor.store);
        encoding.writeVarUint(out, frame.cursor.sequence);
        encoding.writeVarString(out, frame.cursor.mark);
      }
      break;
    case 'update':
      encoding.writeVarUint(out, frame.number);
      encoding.writeVarString(out, frame.document);
      encoding.writeVarUint8Array(out, frame.update);
      break;
    case 'watch':
    case 'unwatch':
      encoding.writeVarString(out, frame.document);
      break;
    case 'awareness':
      encoding.writeVarString(out, frame.document);
      encoding.writeVarUint8Array(out, frame.update);
      break;
    case 'offer':
      encoding.writeVarString(out, frame.document);
      encoding.writeVarUint8Array(out, encodeKnown(frame.known));
      break;
    case 'pulse':
      break;
  }
  return encoding.toUint8Array(out);
}

export function encodeDown(frame: DownFrame): Uint8Array<ArrayBuffer> {
  const out = encoding.createEncoder();
  encoding.writeVarUint(out, linkVersion);
  encoding.writeVarUint(out, downKinds.indexOf(frame.kind));
  switch (frame.kind) {
    case 'welcome':
      encoding.writeVarString(out, frame.store);
      encoding.writeVarUint(out, frame.resumed ? 1 : 0);
      break;
    case 'entry':
      encoding.writeVarString(out, frame.document);
      encoding.writeVarUint(out, frame.sequence);
      encoding.writeVarString(out, frame.mark);
      encoding.writeVarUint8Array(out, frame.update);
      break;
    case 'moved':
      encoding.writeVarString(out, frame.document);
      encoding.writeVarUint(out, frame.sequence);
      encoding.writeVarString(out, frame.mark);
      break;
    case 'acknowledged':
      encoding.writeVarUint(out, frame.numbers.length);
      for (const number of frame.numbers) encoding.writeVarUint(out, number);
      break;
    case 'refused':
      encoding.writeVarUint(out, frame.number);
      encoding.writeVarString(out, frame.document);
      encoding.writeVarString(out, frame.reason);
      break;
    case 'state':
      encoding.writeVarUint(out, frame.number);
      encoding.writeVarString(out, frame.document);
      encoding.writeVarUint8Array(out, encodeKnown(frame.known));
      break;
    case 'equal':
      encoding.writeVarString(out, frame.document);
      break;
    case 'awareness':
      encoding.writeVarString(out, frame.document);
      encoding.writeVarUint8Array(out, frame.update);
      break;
    case 'caughtUp':
    case 'pulse':
      break;
  }
  return encoding.toUint8Array(out);
}

/** null for whatever is not a frame of this version. Byte arrays are copies. */
export function decodeUp(bytes: Uint8Array): UpFrame | null {
  return decode(bytes, (input, code): UpFrame | null => {
    const kind = upKinds[code];
    switch (kind) {
      case 'hello':
        return {
          kind,
          device: decoding.readVarString(input) as StoreId,
          cursor: decoding.readVarUint(input) === 1 ? readCursor(input) : null,
        };
      case 'update':
        return {
          kind,
          number: decoding.readVarUint(input),
          document: readName(input),
          update: readBytes(input),
        };
      case 'watch':
      case 'unwatch':
        return { kind, document: readName(input) };
      case 'awareness':
        return { kind, document: readName(input), update: readBytes(input) };
      case 'offer':
        return { kind, document: readName(input), known: decodeKnown(readBytes(input)) };
      case 'pulse':
        return { kind };
      default:
        return null;
    }
  });
}

export function decodeDown(bytes: Uint8Array): DownFrame | null {
  return decode(bytes, (input, code): DownFrame | null => {
    const kind = downKinds[code];
    switch (kind) {
      case 'welcome':
        return {
          kind,
          store: decoding.readVarString(input) as StoreId,
          resumed: decoding.readVarUint(input) === 1,
        };
      case 'entry':
        return {
          kind,
          document: readName(input),
          sequence: decoding.readVarUint(input) as Sequence,
          mark: decoding.readVarString(input),
          update: readBytes(input),
        };
      case 'moved':
        return {
          kind,
          document: readName(input),
          sequence: decoding.readVarUint(input) as Sequence,
          mark: decoding.readVarString(input),
        };
      case 'acknowledged':
        return {
          kind,
          numbers: readNumbers(input),
        };
      case 'refused':
        return {
          kind,
          number: decoding.readVarUint(input),
          document: readName(input),
          reason: decoding.readVarString(input),
        };
      case 'state':
        return {
          kind,
          number: decoding.readVarUint(input),
          document: readName(input),
          known: decodeKnown(readBytes(input)),
        };
      case 'equal':
        return { kind, document: readName(input) };
      case 'awareness':
        return { kind, document: readName(input), update: readBytes(input) };
      case 'caughtUp':
      case 'pulse':
        return { kind };
      default:
        return null;
    }
  });
}

function decode<T>(bytes: Uint8Array, read: (input: decoding.Decoder, code: number) => T | null): T | null {
  try {
    const input = decoding.createDecoder(bytes);
    if (decoding.readVarUint(input) !== linkVersion) return null;
    const frame = read(input, decoding.readVarUint(input));
    return decoding.hasContent(input) ? null : frame;
  } catch {
    return null;
  }
}

function readNumbers(input: decoding.Decoder): readonly number[] {
  const numbers: number[] = [];
  for (let left = decoding.readVarUint(input); left > 0; left--) numbers.push(decoding.readVarUint(input));
  return numbers;
}

function readCursor(input: decoding.Decoder): Cursor {
  return {
    store: decoding.readVarString(input) as StoreId,
    sequence: decoding.readVarUint(input) as Sequence,
    mark: decoding.readVarString(input),
  };
}

function readName(input: decoding.Decoder): DocumentName {
  const name = asDocumentName(decoding.readVarString(input));
  if (name === null) throw new Error('not a document name');
  return name;
}

function readBytes(input: decoding.Decoder): Uint8Array<ArrayBuffer> {
  return new Uint8Array(decoding.readVarUint8Array(input));
}
