import { expect, test } from 'vitest';
import { openingAt, readShifts, weekdayOf, type Hours, type Opening } from './opening.ts';
import { instantOf, usualWeekend, zonedTime, zonesOf } from './zone.ts';
import type { Path } from '../model/facts.ts';

const dubai: Hours = {
  zone: 'Asia/Dubai',
  shifts: readShifts('09:00-13:00, 14:00-18:00'),
  weekend: ['sat', 'sun'],
  holidays: [{ from: '2026-12-02', to: '2026-12-03', name: 'National Day', path: 'holidays/a/date' as Path }],
};
const riyadh: Hours = {
  zone: 'Asia/Riyadh',
  shifts: readShifts('8-17'),
  weekend: ['fri', 'sat'],
  holidays: [],
};
const hamburg: Hours = {
  zone: 'Europe/Berlin',
  shifts: readShifts('08:00-17:00'),
  weekend: ['sat', 'sun'],
  holidays: [],
};
const closed = (why: string, date: string, time: string, minutes: number) => ({
  kind: 'closed',
  why: { kind: why },
  opens: { date, time, minutes },
});

// Dubai is UTC+4 and Riyadh UTC+3 all year; Berlin left summer time on 25 October 2026 and takes it up on 28 March 2027.
test.each<[what: string, hours: Hours, at: string, expected: object]>([
  [
    'before work',
    dubai,
    '2026-11-23T04:40:00Z',
    { time: '08:40', ...closed('hours', '2026-11-23', '09:00', 20) },
  ],
  ['at the first minute', dubai, '2026-11-23T05:00:00Z', { kind: 'open', until: '13:00', minutes: 240 }],
  ['at noon', dubai, '2026-11-23T09:00:00Z', closed('hours', '2026-11-23', '14:00', 60)],
  ['at the last minute', dubai, '2026-11-23T13:59:00Z', { kind: 'open', until: '18:00', minutes: 1 }],
  ['after work', dubai, '2026-11-23T14:00:00Z', closed('hours', '2026-11-24', '09:00', 15 * 60)],
  [
    'the evening before days off',
    dubai,
    '2026-11-27T15:00:00Z',
    closed('hours', '2026-11-30', '09:00', 62 * 60),
  ],
  ['on a day off', dubai, '2026-11-28T06:00:00Z', closed('weekend', '2026-11-30', '09:00', 47 * 60)],
  [
    'on a holiday of two days',
    dubai,
    '2026-12-02T06:00:00Z',
    {
      kind: 'closed',
      why: { kind: 'holiday', name: 'National Day' },
      opens: { date: '2026-12-04', time: '09:00', minutes: 47 * 60 },
    },
  ],
  ['Friday in the Gulf', riyadh, '2026-11-27T07:00:00Z', closed('weekend', '2026-11-29', '08:00', 46 * 60)],
  ['Sunday in the Gulf', riyadh, '2026-11-29T07:00:00Z', { kind: 'open', until: '17:00', minutes: 420 }],
  // Saturday's closing to Monday's opening is an hour longer where the clock goes back in between.
  [
    'over the end of summer time',
    hamburg,
    '2026-10-23T15:00:00Z',
    closed('hours', '2026-10-26', '08:00', 64 * 60),
  ],
  ['over its beginning', hamburg, '2027-03-26T16:00:00Z', closed('hours', '2027-03-29', '08:00', 62 * 60)],
  [
    'the same clock in winter',
    hamburg,
    '2026-12-01T06:30:00Z',
    { time: '07:30', ...closed('hours', '2026-12-01', '08:00', 30) },
  ],
  ['and in summer', hamburg, '2026-07-01T06:30:00Z', { kind: 'open', time: '08:30' }],
  [
    'no day of work at all',
    { ...dubai, weekend: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
    '2026-11-23T06:00:00Z',
    { kind: 'closed', opens: null },
  ],
  [
    'hours unknown',
    { ...dubai, shifts: null },
    '2026-11-23T04:40:00Z',
    { kind: 'no_hours', time: '08:40', date: '2026-11-23' },
  ],
  [
    'weekend unknown: no reason to call her closed',
    { ...dubai, weekend: null },
    '2026-11-28T06:00:00Z',
    { kind: 'open' },
  ],
  ['zone unknown', { ...dubai, zone: null }, '2026-11-23T04:40:00Z', { kind: 'no_zone' }],
  ['no such zone', { ...dubai, zone: 'Asia/Atlantis' }, '2026-11-23T04:40:00Z', { kind: 'no_zone' }],
])('%s', (_, hours, at, expected) => {
  expect(openingAt(hours, Date.parse(at))).toMatchObject<Partial<Opening>>(expected);
});

test.each([
  [
    '08:30-12:00, 13:30-18:00',
    [
      { from: 510, to: 720 },
      { from: 810, to: 1080 },
    ],
  ],
  [
    '14:00~18:00，9:00~12:00',
    [
      { from: 540, to: 720 },
      { from: 840, to: 1080 },
    ],
  ],
  ['0-24:00', [{ from: 0, to: 1440 }]],
  ['18:00-08:00', null],
  ['9:00-12:00, 11:00-18:00', null],
  ['9:70-12:00', null],
  ['mornings', null],
  ['', []],
])('working hours %s', (text, shifts) => {
  expect(readShifts(text)).toEqual(shifts);
});

test('a time the clock leaps over is taken as much later, of one it shows twice the first', () => {
  const at = (date: string, minute: number) =>
    new Date(instantOf('Europe/Berlin', date, minute)).toISOString();
  expect(at('2027-03-28', 150)).toBe('2027-03-28T01:30:00.000Z');
  expect(at('2026-10-25', 150)).toBe('2026-10-25T00:30:00.000Z');
  expect(zonedTime('Asia/Kolkata', Date.parse('2026-11-23T18:30:00Z'))).toEqual({
    date: '2026-11-24',
    minute: 0,
  });
});

test('a day of the week, the zones and the usual days off of a country', () => {
  expect(['2026-11-23', '2026-11-29'].map(weekdayOf)).toEqual(['mon', 'sun']);
  expect(zonesOf('AE')).toEqual(['Asia/Dubai']);
  expect(usualWeekend('SA')).toEqual(['fri', 'sat']);
  // The platform has Saturday and Sunday for these.
  expect(['BD', 'MV', 'NP'].map(usualWeekend)).toEqual([['fri', 'sat'], ['fri', 'sat'], ['sat']]);
  expect([zonesOf('Emirates'), usualWeekend('')]).toEqual([[], null]);
});
