import { expect, test } from 'vitest';
import { holidayItem, readHolidayText } from './holidays.ts';

const today = '2026-11-23';
const one = (date: string, name: string, until = date) => ({ date, until, name });

test.each([
  ['2026-12-02 National Day', one('2026-12-02', 'National Day')],
  ['2026-12-02,National Day', one('2026-12-02', 'National Day')],
  ['2026-12-02\tEid Al Etihad', one('2026-12-02', 'Eid Al Etihad')],
  ['2 Dec 2026, National Day', one('2026-12-02', 'National Day')],
  ['National Day: 2 Dec 2026', one('2026-12-02', 'National Day')],
  ['12月2日 国庆日', one('2026-12-02', '国庆日')],
  ['12月2日国庆日', one('2026-12-02', '国庆日')],
  ['12月2日-3日 国庆日', one('2026-12-02', '国庆日', '2026-12-03')],
  ['2026-12-24 ~ 2027-01-02 Christmas closing', one('2026-12-24', 'Christmas closing', '2027-01-02')],
  ['2-3 Dec 2026 National Day', one('2026-12-02', 'National Day', '2026-12-03')],
  ['2026-12-25', one('2026-12-25', '')],
  ['12/2 国庆日', one('2026-12-02', '国庆日')],
])('%s', (line, expected) => {
  expect(readHolidayText(line, today)).toEqual({ holidays: [expected], unread: [] });
});

test('lines that name no day are told, days are sorted and each comes once', () => {
  const text = '2027-01-01 New Year\n\nsee the embassy\n2026-12-02 National Day\r\n2026-12-02 National Day';
  expect(readHolidayText(text, today)).toEqual({
    holidays: [one('2026-12-02', 'National Day'), one('2027-01-01', 'New Year')],
    unread: ['see the embassy'],
  });
});

test('day and month that may be exchanged are left to a person', () => {
  const lines = ['1/5 Labour Day', '2-3/12 National Day'];
  expect(readHolidayText(lines.join('\n'), today)).toEqual({ holidays: [], unread: lines });
});

test('a calendar file: folded lines, escapes, whole days, what comes every year, and what is not read', () => {
  const text = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20261202',
    'DTEND;VALUE=DATE:20261204',
    'SUMMARY:National Day\\, the ',
    ' whole of it',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART;TZID=Asia/Dubai:20270101T090000',
    'DTEND;TZID=Asia/Dubai:20270101T120000',
    'SUMMARY:New Year',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20200501',
    'RRULE:FREQ=YEARLY',
    'SUMMARY:Labour Day',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20200501',
    'RRULE:FREQ=WEEKLY',
    'SUMMARY:Stock taking',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20261225',
    'DURATION:P2D',
    'SUMMARY:Christmas',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20261228',
    'STATUS:CANCELLED',
    'SUMMARY:Called off',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  expect(readHolidayText(text, today)).toEqual({
    holidays: [
      one('2026-05-01', 'Labour Day'),
      one('2026-12-02', 'National Day, the whole of it', '2026-12-03'),
      one('2026-12-25', 'Christmas', '2026-12-26'),
      one('2027-01-01', 'New Year'),
      one('2027-05-01', 'Labour Day'),
    ],
    unread: ['Stock taking'],
  });
});

test('the same holiday is the same item wherever it is imported', () => {
  expect(holidayItem(one('2026-12-02', 'National Day'))).toMatch(/^holidays\/h20261202[0-9a-f]{6}$/);
  expect(holidayItem(one('2026-12-02', 'A'))).not.toBe(holidayItem(one('2026-12-02', 'B')));
});
