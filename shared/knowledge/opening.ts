import { only } from '../model/cell-values.ts';
import type { CustomerView } from '../model/customer.ts';
import type { Path } from '../model/facts.ts';
import { weekdays, type Weekday } from '../model/schema.ts';
import { instantOf, isZone, zonedTime } from './zone.ts';

/** A day, or several, on which she does not work. Dates as `2026-12-02`, both included. */
export interface Holiday {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly path: Path;
}

/** Minutes since midnight, the end not included. */
export interface Shift {
  readonly from: number;
  readonly to: number;
}

/** When a customer can be reached. What nobody entered is null, and no reason to call her closed. */
export interface Hours {
  /** IANA name. */
  readonly zone: string | null;
  /** Ascending, without overlap; null: unknown. */
  readonly shifts: readonly Shift[] | null;
  /** null: unknown. */
  readonly weekend: readonly Weekday[] | null;
  readonly holidays: readonly Holiday[];
}

/** Her clock now, and whether she is at work. Minutes are whole ones from now. */
export type Opening =
  /** Without a time zone there is no clock. */
  | { readonly kind: 'no_zone' }
  /** A clock, but nobody entered her hours. */
  | ({ readonly kind: 'no_hours' } & Clock)
  | ({ readonly kind: 'open'; readonly until: string; readonly minutes: number } & Clock)
  | ({ readonly kind: 'closed'; readonly why: Closed; readonly opens: Opens | null } & Clock);

interface Clock {
  /** `08:40` */
  readonly time: string;
  /** `2026-11-23` where she is. */
  readonly date: string;
}

/** Why she is not at work. */
export type Closed =
  | { readonly kind: 'hours' }
  | { readonly kind: 'weekend' }
  | { readonly kind: 'holiday'; readonly name: string };

/** When she opens next. */
export interface Opens {
  readonly date: string;
  readonly time: string;
  readonly minutes: number;
}

/** Further than this nobody looks for the next day of work. */
const mostDays = 60;
const day = 86_400_000;

/** Whether she is at work at an instant (ms since 1970), and when that ends or begins. Daylight saving is the zone's own. */
export function openingAt(hours: Hours, at: number): Opening {
  const { zone, shifts } = hours;
  if (zone === null || !isZone(zone)) return { kind: 'no_zone' };
  const { date, minute } = zonedTime(zone, at);
  const clock = { date, time: clockText(minute) };
  if (shifts === null || shifts.length === 0) return { kind: 'no_hours', ...clock };
  const off = dayOff(hours, date);
  const now = off ? undefined : shifts.find(({ from, to }) => from <= minute && minute < to);
  if (now) {
    const end = instantOf(zone, date, now.to);
    return { kind: 'open', ...clock, until: clockText(now.to), minutes: minutesTo(at, end) };
  }
  return {
    kind: 'closed',
    ...clock,
    why: off ?? { kind: 'hours' },
    opens: nextOpening(hours, zone, date, at),
  };
}

function nextOpening(hours: Hours, zone: string, today: string, at: number): Opens | null {
  for (let ahead = 0; ahead <= mostDays; ahead++) {
    const date = dayAfter(today, ahead);
    if (dayOff(hours, date)) continue;
    for (const { from } of hours.shifts ?? []) {
      const begin = instantOf(zone, date, from);
      if (begin > at) return { date, time: clockText(from), minutes: minutesTo(at, begin) };
    }
  }
  return null;
}

/** Why she does not work on a day at all; null on a day of work. */
export function dayOff(hours: Pick<Hours, 'weekend' | 'holidays'>, date: string): Closed | null {
  const holiday = holidayOn(hours.holidays, date);
  if (holiday) return { kind: 'holiday', name: holiday.name };
  return hours.weekend?.includes(weekdayOf(date)) ? { kind: 'weekend' } : null;
}

/** The holiday that a date lies in; null where it lies in none. */
export function holidayOn(holidays: readonly Holiday[], date: string): Holiday | null {
  return holidays.find(({ from, to }) => from <= date && date <= to) ?? null;
}

/** `mon` to `sun`. */
export function weekdayOf(date: string): Weekday {
  const sunday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekdays[(sunday + 6) % 7] ?? 'mon';
}

/** `fri, sat` as days; what is no day is left out. */
export function weekendDays(text: string): readonly Weekday[] {
  const named = text.split(',').map((one) => one.trim().toLowerCase());
  return weekdays.filter((one) => named.includes(one));
}

/**
 * `08:30-12:00, 13:30-18:00` as shifts in their order; null where a part is no span of a day, or two of them overlap.
 */
export function readShifts(text: string): readonly Shift[] | null {
  const parts = text.split(/[,，、;；]/).map((part) => part.normalize('NFKC').trim());
  const shifts: Shift[] = [];
  for (const part of parts.filter((one) => one !== '')) {
    const [, from, to] = /^(\S+?)\s*[-\u2013~至到]\s*(\S+)$/.exec(part) ?? [];
    const [begin, end] = [minuteOf(from), minuteOf(to)];
    if (begin === null || end === null || begin >= end) return null;
    shifts.push({ from: begin, to: end });
  }
  shifts.sort((a, b) => a.from - b.from);
  return shifts.some(({ from }, index) => from < (shifts[index - 1]?.to ?? 0)) ? null : shifts;
}

/** `8:30` or `18` as minutes since midnight; `24:00` is the end of the day. */
function minuteOf(text: string | undefined): number | null {
  const [, hour = '', minute = '0'] = /^(\d{1,2})(?:[:.点](\d{2}))?$/.exec(text ?? '') ?? [];
  if (hour === '') return null;
  const minutes = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && minutes <= 24 * 60 ? minutes : null;
}

/** 510 as `08:30`. */
export function clockText(minute: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The customer's holidays; one without a date, or with one in dispute, is left out. */
export function readHolidays({ holidays }: CustomerView): readonly Holiday[] {
  return holidays.flatMap(({ fields }): readonly Holiday[] => {
    const from = dateIn(only(fields.date.cell));
    const to = dateIn(only(fields.until.cell)) ?? from;
    if (from === null || to === null || to < from) return [];
    return [{ from, to, name: only(fields.name.cell) ?? '', path: fields.date.path }];
  });
}

/** Her hours as the team has them. `usualWeekend` stands in where nobody entered one. */
export function hoursOf(customer: CustomerView, usualWeekend: readonly Weekday[] | null = null): Hours {
  const { time_zone, working_hours, weekend } = customer.fields;
  const shifts = only(working_hours.cell);
  const off = only(weekend.cell);
  return {
    zone: only(time_zone.cell) || null,
    shifts: shifts ? readShifts(shifts) : null,
    weekend: off ? weekendDays(off) : usualWeekend,
    holidays: readHolidays(customer),
  };
}

function dateIn(text: string | null): string | null {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** Whole minutes, a begun one counted: 'in 0 min' would be now. */
function minutesTo(from: number, to: number): number {
  return Math.ceil((to - from) / 60_000);
}
