import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from '../run/step.ts';

/** What may lie at the top: four rooms, papers, and the files that tools look for there. */
const agreed = [
  /^(client|server|shared|tests)$/,
  /^(README|ARCHITECTURE|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^package(-lock)?\.json$/,
  /^tsconfig(\.[a-z]+)?\.json$/,
  /^[a-z]+\.config\.(ts|js)$/,
  /^\.(ci|gitignore|gitattributes|editorconfig|npmrc|prettierrc\.json|prettierignore)$/,
];

test('nothing lies at the top that was not agreed on', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
  const top = new Set(tracked.map((path) => path.replace(/\/.*$/s, '')));
  expect(top).toContain('package.json');
  expect([...top].filter((name) => !agreed.some((pattern) => pattern.test(name)))).toEqual([]);
});
