import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zh } from '../../client/i18n/zh.ts';
import { zhLater } from '../../client/i18n/zh-later.ts';
import { root } from '../run/step.ts';

/** Sources that speak, without the words themselves. */
const sources = globSync('client/**/*.{svelte,ts,tsx}', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts') && !/i18n\/(zh|en)/.test(file))
  .map((file) => readFileSync(join(root, file), 'utf8'));

/** Keys put together at run time, such as `status.link.${kind}`: they begin with words of their own. */
const templates = sources
  .flatMap((source) => [...source.matchAll(/`([a-z][A-Za-z]*\.(?:[\w.]|\$\{[^{}`]*\})*)`/g)])
  .map(([, text = '']) => text)
  .filter((text) => text.includes('${'))
  .map((text) => {
    const parts = text.split(/\$\{[^{}]*\}/).map((part) => part.replaceAll('.', String.raw`\.`));
    return new RegExp(`^${parts.join(String.raw`[\w.]+`)}$`);
  });

function isUsed(key: string): boolean {
  const literal = new RegExp(`['"\`]${key.replaceAll('.', String.raw`\.`)}['"\`]`);
  return sources.some((source) => literal.test(source)) || templates.some((template) => template.test(key));
}

test('every message is said somewhere', () => {
  expect(Object.keys({ ...zh, ...zhLater }).filter((key) => !isUsed(key))).toEqual([]);
});

test('a message that nobody says is noticed', () => {
  expect(['settle.take', 'nav.orders', 'field.order.cartons'].map(isUsed)).toEqual([true, true, true]);
  expect(['settle.taken', 'nav', 'fields.order.cartons'].map(isUsed)).toEqual([false, false, false]);
});
