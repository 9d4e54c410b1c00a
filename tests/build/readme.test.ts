import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatLimit, limitNames, limitSettings } from '../../server/limits.ts';
import { help } from '../../server/options.ts';
import { allKinds } from '../../server/vectors/run.ts';
import { root } from '../run/step.ts';

test('--help and README tell each bound and its default', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const rows = Array.from(readme.matchAll(/^\| `(\w+)` +\| (\S+) +\| (.+?) +\|$/gm), ([, ...row]) => row);
  expect(rows).toEqual(limitNames.map((name) => [name, formatLimit(name), limitSettings[name].says]));
  for (const name of limitNames) expect(help).toContain(`${name}=${formatLimit(name)}\n`);
});

test('README names each kind of test vector', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  for (const kind of Object.keys(await allKinds()))
    expect(readme).toMatch(new RegExp(`^\\|[^|]*\`${kind}\``, 'm'));
});
