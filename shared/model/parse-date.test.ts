import { expect, test } from 'vitest';
import { parseDate } from './parse-date.ts';

/** A Monday. */
const today = '2026-11-23';

test.each([
  ['6 Dec', '2026-12-06'],
  ['06 December', '2026-12-06'],
  ['Dec 6', '2026-12-06'],
  ['Sun 6 Dec', '2026-12-06'],
  ['Sunday, 6 Dec 2026', '2026-12-06'],
  ['28 Nov 2025', '2025-11-28'],
  ['12月6日', '2026-12-06'],
  ['12月6号', '2026-12-06'],
  ['12月6日 周日', '2026-12-06'],
  ['12月6日（星期天）'.normalize('NFKC'), '2026-12-06'],
  ['12/6', '2026-12-06'],
  ['12-6', '2026-12-06'],
  ['2026/12/6', '2026-12-06'],
  ['2026-12-06 周日', '2026-12-06'],
  ['2026年12月6日', '2026-12-06'],
  ['20261206', '2026-12-06'],
  // The year nearest to today.
  ['3 Jan', '2027-01-03'],
  ['5/24', '2027-05-24'],
  ['5/25', '2026-05-25'],
  ['2/29', '2028-02-29'],
] as const)('takes %s', (text, date) => {
  expect(parseDate(text, today)).toEqual({ ok: true, value: date });
});

test('the year turns with today', () => {
  expect(parseDate('12月28日', '2027-01-04')).toEqual({ ok: true, value: '2026-12-28' });
});

test.each(['下周五', '周日', '6', '13/6', '12/32', '2/30', '6 Foo', '06/12/2026', '2026-13-01'])(
  'refuses %s',
  (text) => {
    expect(parseDate(text, today)).toEqual({ ok: false, error: { code: 'not_date' } });
  },
);

test.each(['Mon 6 Dec', '12月6日 周一', '2026-12-06 星期六'])('a weekday must fit: %s', (text) => {
  expect(parseDate(text, today)).toEqual({
    ok: false,
    error: { code: 'wrong_weekday', date: '2026-12-06' },
  });
});
