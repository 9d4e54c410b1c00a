import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../run/step.ts';
import { cleanUp, launch, temporaryFolder } from './relay-process.ts';

afterAll(cleanUp);

const call = (...args: readonly string[]) =>
  launch('npm', ['run', '--silent', 'gendan', '--', 'vectors', ...args]).exit;

describe('gendan vectors', () => {
  test('runs a file as a script calls it', async () => {
    const exit = await call(join(root, 'tests/vectors/money.json'));
    expect(exit).toMatchObject({ code: 0, stderr: '' });
    expect(exit.stdout).toMatch(/^ok {6}cif\[0\]\n/);
    expect(exit.stdout).toMatch(/\n\d+ cases: \d+ ok, 0 differ, [^\n]+\n$/);
  });

  test('ends with 1 where a case differs, and tells a file that it cannot read in one line', async () => {
    const file = join(temporaryFolder(), 'vectors.json');
    writeFileSync(
      file,
      JSON.stringify({ vgm: [{ tare: 4420, cargo_gross: 21450, dunnage: 120, vgm: 25870 }] }),
    );
    expect(await call(file)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('DIFFERS vgm[0] vgm: expected "25870", got 25990\n') as string,
    });
    const none = await call('none.json');
    expect(none).toMatchObject({ code: 1, stdout: '' });
    expect(none.stderr).toMatch(/^gendan: 'none.json' cannot be read\n$/);
  });
});
