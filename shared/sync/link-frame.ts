import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { DocumentName } from './document-name.ts';
import { decodeKnown, encodeKnown, maxClients, type Known } from './known.ts';
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
   * it lacks nothing; what answers `state` is an `update` with number 0, and so is what is too large for an offer.
   */
  | { readonly kind: 'offer'; readonly document: DocumentName; readonly known: Known }
  /** A new channel; a name that is none closes the channel and not the link. */
  | { readonly kind: 'open'; readonly channel: Lane; readonly document: string };

/** What the relay says. */
export type DownFrame =
  | EitherFrame
  /** `resumed` false: the cursor is not of this store, so both sides compare what they have (H9). */
  | {
      readonly kind: 'welcome';
      readonly store: StoreId;
      readonly resumed: boolean;
      /** The last sequence of the relay's store; 0 when it is empty. */
      readonly head: Sequence;
      /** Bytes that a document may have there (H14). */
      readonly documentBytes: number;
    }
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

type Direction<Kind> = Kind extends UpFrame['kind']
  ? Kind extends DownFrame['kind']
    ? 'both'
    : 'up'
  : 'down';

interface FrameKind {
  /** What a frame begins with. */
  readonly number: number;
  readonly direction: 'up' | 'down' | 'both';
  readonly lane: Lane;
  /** No frame of this kind is larger; without a bound of its own, than the lanes take at most. */
  readonly most: number;
}

/** A frame that carries names and numbers, and no document. */
const shortBytes = 64 * 1024;
/** A document of which there is more to say is sent as it is. */
export const offerBytes = 1024 * 1024;

/** Each kind has its number and its lane. */
export const frameKinds: {
  readonly [Kind in NumberedKind]: FrameKind & { readonly direction: Direction<Kind> };
} = {
  pulse: { number: 0, direction: 'both', lane: controlLane, most: shortBytes },
  hello: { number: 1, direction: 'up', lane: logLane, most: shortBytes },
  update: { number: 2, direction: 'up', lane: logLane, most: Infinity },
  watch: { number: 3, direction: 'up', lane: controlLane, most: shortBytes },
  unwatch: { number: 4, direction: 'up', lane: controlLane, most: shortBytes },
  awareness: { number: 5, direction: 'both', lane: controlLane, most: Infinity },
  offer: { number: 6, direction: 'up', lane: logLane, most: offerBytes },
  welcome: { number: 7, direction: 'down', lane: logLane, most: shortBytes },
  entry: { number: 8, direction: 'down', lane: logLane, most: Infinity },
  moved: { number: 9, direction: 'down', lane: logLane, most: shortBytes },
  caughtUp: { number: 10, direction: 'down', lane: logLane, most: shortBytes },
  acknowledged: { number: 11, direction: 'down', lane: logLane, most: shortBytes },
  refused: { number: 12, direction: 'down', lane: logLane, most: shortBytes },
  state: { number: 13, direction: 'down', lane: logLane, most: Infinity },
  equal: { number: 14, direction: 'down', lane: logLane, most: shortBytes },
  open: { number: 15, direction: 'up', lane: controlLane, most: shortBytes },
  opened: { number: 16, direction: 'down', lane: controlLane, most: shortBytes },
  close: { number: 17, direction: 'both', lane: controlLane, most: shortBytes },
  credit: { number: 18, direction: 'both', lane: controlLane, most: shortBytes },
  saved: { number: 19, direction: 'down', lane: controlLane, most: shortBytes },
};
const kinds = Object.entries(frameKinds).reduce<NumberedKind[]>((byNumber, [kind, { number }]) => {
  byNumber[number] = kind as NumberedKind;
  return byNumber;
}, []);

export function laneOf(frame: LinkFrame): Lane {
  return frame.kind === 'data' ? frame.channel : frameKinds[frame.kind].lane;
}

/** An offer, encoded; null when it is larger than a relay takes one. */
export function encodeOffer(document: DocumentName, known: Known): Uint8Array | null {
  if (known.clocks.size > maxClients) return null;
  const frame = encodeFrame({ kind: 'offer', document, known });
  return frame.byteLength > offerBytes ? null : frame;
}

export function encodeFrame(frame: LinkFrame): Uint8Array {
  if (frame.kind === 'data') return frame.frame;
  const out = encoding.createEncoder();
  encoding.writeVarUint(out, frameKinds[frame.kind].number);
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
      encoding.writeVarUint(out, frame.head);
      encoding.writeVarUint(out, frame.documentBytes);
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
  return decodeFrame(lane, bytes, 'up') as UpFrame | null;
}

export function decodeDown(lane: Lane, bytes: Uint8Array): DownFrame | null {
  return decodeFrame(lane, bytes, 'down') as DownFrame | null;
}

/** Nothing of a frame is read before it is known to be one that may come here, and no larger than it may be. */
function decodeFrame(lane: Lane, bytes: Uint8Array, from: 'up' | 'down'): LinkFrame | null {
  if (lane >= firstChannel) return { kind: 'data', channel: lane, frame: bytes };
  try {
    const input = decoding.createDecoder(bytes);
    const kind = kinds[decoding.readVarUint(input)];
    if (kind === undefined || !mayCome(frameKinds[kind], lane, bytes.byteLength, from)) return null;
    const frame = readFrame(kind, input);
    return decoding.hasContent(input) ? null : frame;
  } catch {
    return null;
  }
}

function mayCome(kind: FrameKind, lane: Lane, size: number, from: 'up' | 'down'): boolean {
  const { direction, most } = kind;
  return (direction === 'both' || direction === from) && kind.lane === lane && size <= most;
}

function readFrame(kind: NumberedKind, input: decoding.Decoder): LinkFrame {
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
      return { kind, document: readName(input), known: decodeKnown(readBytes(input), maxClients) };
    case 'welcome':
      return {
        kind,
        store: decoding.readVarString(input) as StoreId,
        resumed: decoding.readVarUint(input) === 1,
        head: decoding.readVarUint(input) as Sequence,
        documentBytes: decoding.readVarUint(input),
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
