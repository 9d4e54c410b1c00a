import { toHexString } from 'lib0/buffer';
import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';

/** 16 hexadecimal digits of the SHA-256 of a text: a name for an item that is known by what it says. */
export function digestOf(text: string): string {
  return toHexString(digest(encodeUtf8(text))).slice(0, 16);
}
