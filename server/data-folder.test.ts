import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeDataFolder } from './data-folder.ts';
import { isKey, workspaceKey } from './workspace-key.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gendan-folder-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('[H11] a folder belongs to one holder at a time', () => {
  const held = takeDataFolder(folder);
  expect(() => takeDataFolder(folder)).toThrow(/in use by another relay/);
  held.release();
  takeDataFolder(folder).release();
});

test('a file in its place is named as such', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(() => takeDataFolder(file)).toThrow(/is not a folder/);
  expect(() => takeDataFolder(join(file, 'data'))).toThrow(/is not a folder/);
});

test('[W6] the key is made once, for its owner alone, and a damaged one is not replaced', () => {
  const key = workspaceKey(folder);
  const file = join(folder, 'workspace-key');
  expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(workspaceKey(folder)).toBe(key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(isKey(key, key)).toBe(true);
  expect(isKey(key, `${key.slice(1)}A`)).toBe(false);
  expect(isKey(key, '')).toBe(false);
  writeFileSync(file, 'half');
  expect(() => workspaceKey(folder)).toThrow(/is damaged/);
  expect(readFileSync(file, 'utf8')).toBe('half');
});
