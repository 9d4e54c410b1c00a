import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Messages of the stock y-websocket protocol. */
export type StockMessage =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'step2'; readonly update: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly update: Uint8Array }
  | { readonly kind: 'auth' }
  | { readonly kind: 'queryAwareness' };

const sync = 0;
const awareness = 1;
const auth = 2;
const queryAwareness = 3;
const syncKinds = ['step1', 'step2', 'update'] as const;

/** Honest clients send one message a frame; a byte is enough for some, and each may ask for a long answer. */
const maxMessages = 16;

/** One frame's messages; null when the bytes are anything else. Byte arrays are views into the frame. */
export function decodeStockFrame(frame: Uint8Array): readonly StockMessage[] | null {
  try {
    const decoder = decoding.createDecoder(frame);
    const messages: StockMessage[] = [];
    do {
      const message = readMessage(decoder);
      if (message === null || messages.length === maxMessages) return null;
      messages.push(message);
    } while (decoding.hasContent(decoder));
    return messages;
  } catch {
    return null;
  }
}

function readMessage(decoder: decoding.Decoder): StockMessage | null {
  switch (decoding.readVarUint(decoder)) {
    case sync: {
      const kind = syncKinds[decoding.readVarUint(decoder)];
      const bytes = decoding.readVarUint8Array(decoder);
      if (kind === undefined) return null;
      return kind === 'step1' ? { kind, stateVector: bytes } : { kind, update: bytes };
    }
    case awareness:
      return { kind: 'awareness', update: decoding.readVarUint8Array(decoder) };
    case auth:
      decoding.readVarUint(decoder);
      decoding.readVarString(decoder);
      return { kind: 'auth' };
    case queryAwareness:
      return { kind: 'queryAwareness' };
    default:
      return null;
  }
}

export function step1Frame(stateVector: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(sync, 0, stateVector);
}

export function step2Frame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(sync, 1, update);
}

export function updateFrame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return frameOf(sync, 2, update);
}

export function awarenessFrame(update: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, awareness);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

/** Whether a frame carries an update (step 2 or update): what `saved` counts on both ends of a channel. */
export function carriesUpdate(frame: Uint8Array): boolean {
  return frame[0] === sync && (frame[1] === 1 || frame[1] === 2);
}

/** Put together by hand: an encoder would copy a document of some megabytes three times. */
function frameOf(type: number, kind: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint(encoder, kind);
  encoding.writeVarUint(encoder, bytes.byteLength);
  const head = encoding.toUint8Array(encoder);
  const frame = new Uint8Array(head.byteLength + bytes.byteLength);
  frame.set(head);
  frame.set(bytes, head.byteLength);
  return frame;
}
