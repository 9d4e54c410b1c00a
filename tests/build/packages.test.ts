import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { root } from '../run/step.ts';

const names = v.record(v.string(), v.string());
const { dependencies, devDependencies, overrides } = v.parse(
  v.object({ dependencies: names, devDependencies: names, overrides: names }),
  readJson('package.json'),
);
const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
const { packages } = v.parse(
  v.object({
    packages: v.record(
      v.string(),
      v.object({
        version: v.optional(v.string()),
        license: v.optional(v.string()),
        integrity: v.optional(v.string()),
      }),
    ),
  }),
  JSON.parse(lockText),
);

const allowed = new Set([
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MPL-2.0',
  'CC0-1.0',
  '0BSD',
]);
/** Looked at one by one: tools that never reach a user, and packages whose licence stands in a file only. */
const lookedAt: Readonly<Record<string, string>> = {
  'caniuse-lite': 'CC-BY-4.0, data of a build tool',
  'svelte-toolbelt': 'MIT by its LICENSE file',
  'type-fest': 'MIT OR CC0-1.0, types only',
};

describe('packages', () => {
  test('are pinned to one version', () => {
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...overrides })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    }
  });

  test('of the editor have one version', () => {
    const versions = Object.entries({ ...dependencies, ...devDependencies, ...overrides })
      .filter(([name]) => name.startsWith('@tiptap/') && name !== '@tiptap/y-tiptap')
      .map(([, version]) => version);
    expect(new Set(versions).size).toBe(1);
  });

  test('are locked by checksum, not by the address of a registry', () => {
    expect(lockText).not.toContain('"resolved"');
    for (const [path, entry] of Object.entries(packages)) {
      if (path !== '') expect(entry.integrity, path).toMatch(/^sha512-/);
    }
  });

  test('are licensed so that anybody may pass them on', () => {
    const odd = Object.entries(packages)
      .filter(([path]) => path !== '')
      .map(([path, { license }]) => ({ name: path.replace(/^.*node_modules\//, ''), license }))
      .filter(({ name, license }) => !allowed.has(license ?? '') && !(name in lookedAt))
      // The runtime of a build tool's file matching; never shipped.
      .filter(({ license }) => license !== 'BlueOak-1.0.0');
    expect(odd).toEqual([]);
  });
});

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}
