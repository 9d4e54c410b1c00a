import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../run/step.ts';

const rules = new Set(
  Array.from(
    readFileSync(join(root, 'shared/SPEC.md'), 'utf8').matchAll(/^\*\*([A-Z]+\d+)\b/gm),
    (match) => match[1],
  ),
);
/** Ids in the names of tests: `test('[H1] …'`, `describe("[H1] …"`, `test.each(…)('[H1] …'`. */
const tested = new Map<string, string>();
for (const file of globSync('{client,server,shared,tests}/**/*.ts', { cwd: root })) {
  if (file.startsWith('tests/build/')) continue;
  for (const match of readFileSync(join(root, file), 'utf8').matchAll(/\(\s*['"`](?:\[[A-Z]+\d+\]\s*)+/g)) {
    for (const id of match[0].matchAll(/[A-Z]+\d+/g)) tested.set(id[0], file);
  }
}

describe('the rules in shared/SPEC.md', () => {
  test('are there', () => {
    expect(rules.size).toBeGreaterThan(10);
  });

  test('have a test each, named after them', () => {
    expect([...rules].filter((id) => id !== undefined && !tested.has(id))).toEqual([]);
  });

  test('are the only ones that tests name', () => {
    expect([...tested].filter(([id]) => !rules.has(id))).toEqual([]);
  });
});
