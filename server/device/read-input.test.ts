import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readInput } from './read-input.ts';

const folder = mkdtempSync(join(tmpdir(), 'gendan-input-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(bytes: Uint8Array | string): string {
  const path = join(folder, 'order.json');
  writeFileSync(path, bytes);
  return path;
}

describe('a file that is named', () => {
  test.each<[string, Uint8Array | string, string]>([
    ['in UTF-8', '{"owner": "跟单"}', '{"owner": "跟单"}'],
    ['with the mark of Windows before it', '\ufeff{}', '{}'],
    ['that is empty', '', ''],
    ['of a whole MiB', 'x'.repeat(1024 * 1024), 'x'.repeat(1024 * 1024)],
  ])('%s is read', (_, bytes, text) => {
    expect(readInput(file(bytes))).toEqual({ ok: true, value: text });
  });

  test.each<[string, () => string, string]>([
    ['is not there', () => join(folder, 'none'), 'ENOENT'],
    ['is a folder', () => folder, 'EISDIR'],
    ['is in GBK', () => file(Uint8Array.of(0x7b, 0xb8, 0xfa, 0xb5, 0xa5, 0x7d)), 'UTF-8'],
    ['is too large', () => file('x'.repeat(1024 * 1024 + 1)), 'larger than 1 MiB'],
    ['has no end', () => '/dev/zero', 'larger than 1 MiB'],
  ])('and %s is told in a line', (_, path, words) => {
    const read = readInput(path());
    expect(read.ok ? '' : read.error).toContain(words);
  });

  test('may be a pipe', () => {
    const program = `import { readInput } from './server/device/read-input.ts'; console.log(readInput('/dev/stdin').value)`;
    const piped = `echo 300 | "${process.execPath}" --input-type=module -e "${program}"`;
    expect(execFileSync('sh', ['-c', piped], { encoding: 'utf8' })).toBe('300\n\n');
  });
});
