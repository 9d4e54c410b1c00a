import { weekdays, type Weekday } from '../model/schema.ts';

/** What a wall clock shows in a zone. */
export interface ZonedTime {
  /** `2026-11-23` */
  readonly date: string;
  /** Minutes since midnight. */
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** Making one takes longer than asking it; null for what is no zone. */
function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let made: Intl.DateTimeFormat | null;
  try {
    made = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch {
    made = null;
  }
  // Names out of a stranger's documents are as many as he likes.
  if (formats.size < 1000) formats.set(zone, made);
  return made;
}

/** Whether a text names a time zone: `Asia/Dubai`. */
export function isZone(text: string): boolean {
  return text.includes('/') || text === 'UTC' ? formatOf(text) !== null : false;
}

/** What the clock shows in a zone at an instant (ms since 1970). Takes a zone that there is. */
export function zonedTime(zone: string, at: number): ZonedTime {
  const wall = new Date(wallOf(zone, at)).toISOString();
  return { date: wall.slice(0, 10), minute: Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16)) };
}

/** The clock of a zone, as if it stood in UTC: ms. */
function wallOf(zone: string, at: number): number {
  const parts = new Map(
    formatOf(zone)
      ?.formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const [year = 0, month = 1, day = 1] = [parts.get('year'), parts.get('month'), parts.get('day')];
  return Date.UTC(
    year,
    month - 1,
    day,
    parts.get('hour') ?? 0,
    parts.get('minute') ?? 0,
    parts.get('second') ?? 0,
  );
}

/**
 * When a zone's clock shows a time of a day. A time that the clock leaps over is taken by as much later; of one that it
 * shows twice the first counts.
 */
export function instantOf(zone: string, date: string, minute: number): number {
  const wall = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  const offset = (at: number): number => wallOf(zone, at) - at;
  // The offsets of the day before and after: where they are one, nothing changes that day.
  const candidates = [offset(wall - 86_400_000), offset(wall + 86_400_000)].map((by) => wall - by);
  const right = candidates.filter((at) => wallOf(zone, at) === wall);
  return right.length > 0 ? Math.min(...right) : Math.max(...candidates);
}

/** Intl tells more of a place than its types say. */
interface Place {
  readonly language: string;
  getTimeZones?(): readonly string[] | undefined;
  getWeekInfo?(): { readonly weekend: readonly number[] };
}

function placeOf(country: string): Place | null {
  return /^[A-Z]{2}$/.test(country) ? new Intl.Locale(`und-${country}`) : null;
}

/** The time zones of a country by its two letters; none where the platform does not know. */
export function zonesOf(country: string): readonly string[] {
  return placeOf(country)?.getTimeZones?.() ?? [];
}

/** Where the platform falls back on Saturday and Sunday, and people work on one of them. */
const otherWeekends: Readonly<Record<string, readonly Weekday[]>> = {
  BD: ['fri', 'sat'],
  BN: ['fri', 'sun'],
  MV: ['fri', 'sat'],
  NP: ['sat'],
};

/** The days off that are usual in a country; null where the platform does not know. */
export function usualWeekend(country: string): readonly Weekday[] | null {
  const other = otherWeekends[country];
  if (other) return other;
  const days = placeOf(country)?.getWeekInfo?.().weekend;
  return days ? days.flatMap((day) => weekdays[day - 1] ?? []) : null;
}
