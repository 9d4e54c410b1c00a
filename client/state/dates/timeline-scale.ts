import { dateOfDay, weekStart } from '../../../shared/views/calendar-day.ts';

/** Weeks that a timeline or a chart can look over. */
export const timelineWeeks = [4, 8, 13, 26, 52] as const;
export const usualWeeks = 13;

/** Where days lie on a line so many px wide that shows so many weeks from a Monday on. */
export interface Scale {
  readonly from: number;
  readonly weeks: number;
  readonly width: number;
}

/** The place of a day number on the line, px; outside of 0 to `width` for a day that is not seen. */
export function placeOf({ from, weeks, width }: Scale, day: number): number {
  return ((day - from) / (weeks * 7)) * width;
}

/** A longer or a closer look, of those there are. */
export function otherWeeks(weeks: number, by: 1 | -1): number {
  const at = timelineWeeks.findIndex((one) => one >= weeks);
  const next = Math.max(0, Math.min(timelineWeeks.length - 1, (at < 0 ? timelineWeeks.length - 1 : at) + by));
  return timelineWeeks[next] ?? usualWeeks;
}

/** The Monday to begin with, so that a day lies a quarter into the line. */
export function beginFor(day: number, weeks: number): number {
  return weekStart(day) - Math.floor(weeks / 4) * 7;
}

export interface Tick {
  readonly day: number;
  /** The month begins in this week. */
  readonly month: boolean;
}

/** Mondays to be named above the line: as many as have room, 64 px each. */
export function ticksOf({ from, weeks, width }: Scale): readonly Tick[] {
  const every = [1, 2, 4, 8].find((one) => (width / weeks) * one >= 64) ?? 13;
  return Array.from({ length: Math.ceil(weeks / every) }, (_, index) => {
    const day = from + index * every * 7;
    return { day, month: Number(dateOfDay(day).slice(8)) <= every * 7 };
  });
}
