import { afterEach, expect, test } from 'vitest';
import { formatDate, formatDecimal, formatRange, formatTemperature, isBelowZero } from './format.ts';
import { countWord, language, preferredLanguage, t } from './language.svelte.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

afterEach(() => language.choose('zh'));

test('a set point always carries its sign, a true minus and a no-break space', () => {
  expect(['-3', '5', '0', '-0.0', '13.50'].map(formatTemperature)).toEqual([
    '−3\u00a0°C',
    '+5\u00a0°C',
    '0\u00a0°C',
    '0\u00a0°C',
    '+13.5\u00a0°C',
  ]);
  expect(['-3', '0', '-0.0', '2'].map(isBelowZero)).toEqual([true, false, false, false]);
});

test('exact decimals are grouped without being rounded', () => {
  expect(formatDecimal('123456789012345678.10')).toBe('123,456,789,012,345,678.10');
  expect(formatDecimal('-1590', 2)).toBe('−1,590.00');
  expect(formatDecimal('not a number')).toBe('not a number');
  expect(formatRange('80-90')).toBe('80\u00a0–\u00a090');
});

test('dates carry the weekday when near and the year when far', async () => {
  await language.choose('zh');
  expect(formatDate('2026-12-11', '2026-11-23')).toBe('12月11日 周五');
  expect(formatDate('2025-11-28', '2026-11-23')).toBe('2025-11-28');
  await language.choose('en');
  expect(formatDate('2026-12-11', '2026-11-23')).toBe('Fri 11 Dec');
  expect(formatDate('2025-11-28', '2026-11-23')).toBe('28 Nov 2025');
});

test('numbers in messages take the plural of the language', async () => {
  await language.choose('en');
  expect(t('status.wait', { n: 1 })).toBe('1 change waits for the team relay');
  expect(t('status.wait', { n: 3200 })).toBe('3,200 changes wait for the team relay');
  expect(countWord(2)).toBe('two');
  await language.choose('zh');
  expect(t('status.wait', { n: 3 })).toBe('3 处改动待传到团队');
});

test('the language is the first of the browser that we speak', () => {
  expect(preferredLanguage(['ko', 'zh-Hant-TW', 'en'])).toBe('zh');
  expect(preferredLanguage(['fr-FR'])).toBe('en');
});

test('both languages name the same places in each message', () => {
  const places = (message: (typeof en)[keyof typeof en]) =>
    new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
  /** Chinese says the unit or the number where English does not. */
  const free = new Set(['unit', 'n', 'count', 'places']);
  for (const key of Object.keys(zh) as (keyof typeof zh)[]) {
    const [a, b] = [places(zh[key]), places(en[key])];
    for (const place of a.symmetricDifference(b)) expect(free, `${key}: {${String(place)}}`).toContain(place);
  }
});
