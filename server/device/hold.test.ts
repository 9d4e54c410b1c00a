import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { holdFolder } from './hold.ts';
import { host } from './neighbour.ts';

const errand = { args: ['get', 'order_a'], cwd: '/' };
let dir = '';
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'gendan-hold-'))));
afterEach(() => rmSync(dir, { recursive: true }));

async function hold() {
  const held = await holdFolder(dir, null);
  if (held.kind !== 'held') throw new Error(held.kind);
  return held.folder;
}

describe('[H11] a folder that another command has', () => {
  test('is waited for', async () => {
    const first = await hold();
    const second = holdFolder(dir, errand);
    first.release();
    const held = await second;
    expect(held.kind).toBe('held');
    if (held.kind === 'held') held.folder.release();
  });

  test('is said to be in use when that takes too long', async () => {
    const first = await hold();
    expect(await holdFolder(dir, errand, 0)).toEqual({
      kind: 'busy',
      message: `another command is using ${dir}`,
    });
    first.release();
  });

  test('is not needed where a watching one does the errand', async () => {
    const first = await hold();
    const output = { stdout: 'x\n', stderr: '', code: 0 };
    const host1 = await host(dir, (asked) => {
      expect(asked).toEqual(errand);
      return Promise.resolve(output);
    });
    const answers = await Promise.all([1, 2, 3].map(() => holdFolder(dir, errand)));
    expect(answers).toEqual(Array(3).fill({ kind: 'answered', output }));
    await host1.stop();
    first.release();
  });

  test('is said to be watched to whoever needs it for himself', async () => {
    const first = await hold();
    const host1 = await host(dir, () => Promise.reject(new Error('never')));
    expect(await holdFolder(dir, null, 0)).toEqual({
      kind: 'busy',
      message: `a watch has ${dir}; end it first`,
    });
    await host1.stop();
    first.release();
  });

  test('an errand that is not answered is not done twice', async () => {
    const first = await hold();
    const host1 = await host(dir, () => Promise.reject(new Error('killed')));
    expect(await holdFolder(dir, errand)).toMatchObject({ kind: 'busy' });
    await host1.stop();
    first.release();
  });

  test('the socket of one that was killed is no hindrance', async () => {
    const first = await hold();
    const left = await host(dir, () => Promise.reject(new Error('never')));
    const second = await host(dir, () => Promise.resolve({ stdout: '', stderr: '', code: 0 }));
    expect(await holdFolder(dir, errand)).toMatchObject({ kind: 'answered' });
    await second.stop();
    await left.stop();
    first.release();
  });
});
