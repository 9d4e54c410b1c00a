/** Final and binary; a server's frames are not masked (RFC 6455, section 5.2). */
const finalBinary = 0x82;
const inTwoBytes = 126;
const inEightBytes = 127;
const twoBytes = 0x1_0000;

/** The messages as WebSocket frames of a server, one after the other. */
export function joinFrames(messages: readonly Uint8Array[]): Buffer {
  let size = 0;
  for (const { byteLength } of messages) size += headSize(byteLength) + byteLength;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const message of messages) {
    at = writeHead(bytes, at, message.byteLength);
    bytes.set(message, at);
    at += message.byteLength;
  }
  return bytes;
}

function headSize(length: number): number {
  return length < inTwoBytes ? 2 : length < twoBytes ? 4 : 10;
}

function writeHead(bytes: Buffer, at: number, length: number): number {
  bytes[at] = finalBinary;
  if (length < inTwoBytes) {
    bytes[at + 1] = length;
    return at + 2;
  }
  if (length < twoBytes) {
    bytes[at + 1] = inTwoBytes;
    return bytes.writeUInt16BE(length, at + 2);
  }
  bytes[at + 1] = inEightBytes;
  return bytes.writeBigUInt64BE(BigInt(length), at + 2);
}
