const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/**
 * `length` letters and digits, 5.17 bits each. By getRandomValues, for `crypto.randomUUID` is missing
 * on an address that is not secure (W5).
 */
export function randomId(length = 12): string {
  let id = '';
  while (id.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      // 252 = 7 * 36: bytes above would favour the first letters.
      if (byte < 252 && id.length < length) id += alphabet.charAt(byte % alphabet.length);
    }
  }
  return id;
}

/** `bytes` random bytes as hex digits. */
export function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
