import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { DocumentName } from './document-name.ts';
import { decodeKnown, encodeKnown, type Known } from './known.ts';
import { readName } from './read-name.ts';
import type { Cursor, Sequence, StoreId } from './store.ts';

/**
 * The language of `/link`, described in PROTOCOL.md. A relay that meets another version answers 4400 with a sentence
 * that says so.
 */
export const linkVersion = 2;

/** Frames of one lane keep their order; those of different lanes share the wire and may overtake each other. */
export type Lane = number & { readonly __brand: 'Lane' };
/** What is short and must not wait. */
export const controlLane = 0 as Lane;
/** Updates on their way up, the feed on its way down, and what keeps its place among them. */
export const logLane = 1 as Lane;
/** From here on each lane is a channel: the stock protocol of one document. The one that dials numbers them, upwards. */
export const firstChannel = 2 as Lane;

/** What either end says. */
type EitherFrame =
  | { readonly kind: 'pulse' }
  | { readonly kind: 'awareness'; readonly document: DocumentName; readonly update: Uint8Array }
  /** The channel is over; nothing of it is heard any more. */
  | { readonly kind: 'close'; readonly channel: Lane; readonly code: number; readonly reason: string }
  /** The other end may send so many bytes more on this channel. */
  | { readonly kind: 'credit'; readonly channel: Lane; readonly bytes: number }
  /** A frame of the stock protocol. Its lane says what it is; it has no other head. */
  | { readonly kind: 'data'; readonly channel: Lane; readonly frame: Uint8Array };

/** What a device or a channel's client says to the relay above it. */
export type UpFrame =
  | EitherFrame
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
  /**
   * What the device has of a document (H9). The relay answers `state` when it lacks something of it, and `equal` once
   * it lacks nothing; what answers `state` is an `update` with number 0.
   */
  | { readonly kind: 'offer'; readonly document: DocumentName; readonly known: Known }
  /** A new channel; a name that is none closes the channel and not the link. */
  | { readonly kind: 'open'; readonly channel: Lane; readonly document: string };

/** What the relay says. */
export type DownFrame =
  | EitherFrame
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
  | { readonly kind: 'opened'; readonly channel: Lane }
  /** So many more of the channel's frames with updates are committed (W4). */
  | { readonly kind: 'saved'; readonly channel: Lane; readonly frames: number };

export type LinkFrame = UpFrame | DownFrame;
type NumberedKind = Exclude<LinkFrame['kind'], 'data'>;

/** The number that a frame begins with. */
export const frameNumbers: Readonly<Record<NumberedKind, number>> = {
  pulse: 0,
  hello: 1,
  update: 2,
  watch: 3,
  unwatch: 4,
  awareness: 5,
  offer: 6,
  welcome: 7,
  entry: 8,
  moved: 9,
  caughtUp: 10,
  acknowledged: 11,
  refused: 12,
  state: 13,
  equal: 14,
  open: 15,
  opened: 16,
  close: 17,
  credit: 18,
  saved: 19,
};
const kinds = Object.entries(frameNumbers).reduce<NumberedKind[]>((byNumber, [kind, number]) => {
  byNumber[number] = kind as NumberedKind;
  return byNumber;
}, []);

const downOnly: ReadonlySet<LinkFrame['kind']> = new Set<Exclude<DownFrame['kind'], UpFrame['kind']>>([
  'welcome',
  'entry',
  'moved',
  'caughtUp',
  'acknowledged',
  'refused',
  'state',
  'equal',
  'opened',
  'saved',
]);
const upOnly: ReadonlySet<LinkFrame['kind']> = new Set<Exclude<UpFrame['kind'], DownFrame['kind']>>([
  'hello',
  'update',
  'watch',
  'unwatch',
  'offer',
  'open',
]);

/** Each kind travels on one lane. */
export function laneOf(frame: LinkFrame): Lane {
  switch (frame.kind) {
    case 'data':
      return frame.channel;
    case 'hello':
    case 'update':
    case 'offer':
    case 'welcome':
    case 'entry':
    case 'moved':
    case 'caughtUp':
    case 'acknowledged':
    case 'refused':
    case 'state':
    case 'equal':
      return logLane;
    case 'pulse':
    case 'watch':
    case 'unwatch':
    case 'awareness':
    case 'open':
    case 'opened':
    case 'close':
    case 'credit':
    case 'saved':
      return controlLane;
  }
}

export function encodeFrame(frame: LinkFrame): Uint8Array {
  if (frame.kind === 'data') return frame.frame;
  const out = encoding.createEncoder();
  encoding.writeVarUint(out, frameNumbers[frame.kind]);
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
    case 'awareness':
      encoding.writeVarString(out, frame.document);
      encoding.writeVarUint8Array(out, frame.update);
      break;
    case 'offer':
      encoding.writeVarString(out, frame.document);
      encoding.writeVarUint8Array(out, encodeKnown(frame.known));
      break;
    case 'welcome':
      encoding.writeVarString(out, frame.store);
      encoding.writeVarUint(out, frame.resumed ? 1 : 0);
      break;
    case 'entry':
    case 'moved':
      encoding.writeVarString(out, frame.document);
      encoding.writeVarUint(out, frame.sequence);
      encoding.writeVarString(out, frame.mark);
      if (frame.kind === 'entry') encoding.writeVarUint8Array(out, frame.update);
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
    case 'watch':
    case 'unwatch':
    case 'equal':
      encoding.writeVarString(out, frame.document);
      break;
    case 'open':
      encoding.writeVarUint(out, frame.channel);
      encoding.writeVarString(out, frame.document);
      break;
    case 'opened':
      encoding.writeVarUint(out, frame.channel);
      break;
    case 'close':
      encoding.writeVarUint(out, frame.channel);
      encoding.writeVarUint(out, frame.code);
      encoding.writeVarString(out, frame.reason);
      break;
    case 'credit':
      encoding.writeVarUint(out, frame.channel);
      encoding.writeVarUint(out, frame.bytes);
      break;
    case 'saved':
      encoding.writeVarUint(out, frame.channel);
      encoding.writeVarUint(out, frame.frames);
      break;
    case 'caughtUp':
    case 'pulse':
      break;
  }
  return encoding.toUint8Array(out);
}

/** null for whatever is not a frame of this version on its lane. Byte arrays are copies, but those of `data`. */
export function decodeUp(lane: Lane, bytes: Uint8Array): UpFrame | null {
  const frame = decodeFrame(lane, bytes);
  return frame && isUp(frame) ? frame : null;
}

export function decodeDown(lane: Lane, bytes: Uint8Array): DownFrame | null {
  const frame = decodeFrame(lane, bytes);
  return frame && isDown(frame) ? frame : null;
}

function isUp(frame: LinkFrame): frame is UpFrame {
  return !downOnly.has(frame.kind);
}

function isDown(frame: LinkFrame): frame is DownFrame {
  return !upOnly.has(frame.kind);
}

function decodeFrame(lane: Lane, bytes: Uint8Array): LinkFrame | null {
  if (lane >= firstChannel) return { kind: 'data', channel: lane, frame: bytes };
  try {
    const input = decoding.createDecoder(bytes);
    const frame = readFrame(input);
    return frame === null || decoding.hasContent(input) || laneOf(frame) !== lane ? null : frame;
  } catch {
    return null;
  }
}

function readFrame(input: decoding.Decoder): LinkFrame | null {
  const kind = kinds[decoding.readVarUint(input)];
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
    case 'equal':
      return { kind, document: readName(input) };
    case 'awareness':
      return { kind, document: readName(input), update: readBytes(input) };
    case 'offer':
      return { kind, document: readName(input), known: decodeKnown(readBytes(input)) };
    case 'welcome':
      return {
        kind,
        store: decoding.readVarString(input) as StoreId,
        resumed: decoding.readVarUint(input) === 1,
      };
    case 'entry':
      return { kind, ...readPlace(input), update: readBytes(input) };
    case 'moved':
      return { kind, ...readPlace(input) };
    case 'acknowledged':
      return { kind, numbers: readNumbers(input) };
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
    case 'open':
      return { kind, channel: readChannel(input), document: decoding.readVarString(input) };
    case 'opened':
      return { kind, channel: readChannel(input) };
    case 'close':
      return {
        kind,
        channel: readChannel(input),
        code: decoding.readVarUint(input),
        reason: decoding.readVarString(input),
      };
    case 'credit':
      return { kind, channel: readChannel(input), bytes: decoding.readVarUint(input) };
    case 'saved':
      return { kind, channel: readChannel(input), frames: decoding.readVarUint(input) };
    case 'caughtUp':
    case 'pulse':
      return { kind };
    default:
      return null;
  }
}

function readPlace(input: decoding.Decoder) {
  return {
    document: readName(input),
    sequence: decoding.readVarUint(input) as Sequence,
    mark: decoding.readVarString(input),
  };
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

function readChannel(input: decoding.Decoder): Lane {
  const channel = decoding.readVarUint(input);
  if (channel < firstChannel) throw new Error('not a channel');
  return channel as Lane;
}

/** Hubs and stores get bytes of their own: a view would keep the whole packet. */
function readBytes(input: decoding.Decoder): Uint8Array<ArrayBuffer> {
  return new Uint8Array(decoding.readVarUint8Array(input));
}
