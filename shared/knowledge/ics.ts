/** A holiday as it was read; `until` is its last day, the first one where it is but one. */
export interface ReadHoliday {
  readonly date: string;
  readonly until: string;
  readonly name: string;
}

/** What was read of a text, and how much of it was not. */
export interface ReadHolidays {
  readonly holidays: readonly ReadHoliday[];
  /** Lines, or entries of a calendar, that name no day. */
  readonly unread: readonly string[];
}

const day = 86_400_000;

/**
 * The whole days of a calendar in the form of RFC 5545, each with its summary. What comes again every year is taken for
 * this year and the next; other rules of repetition are not read, and such an entry is told as unread.
 */
export function readCalendar(text: string, today: string): ReadHolidays {
  const holidays: ReadHoliday[] = [];
  const unread: string[] = [];
  let event: Map<string, string> | null = null;
  for (const line of unfold(text)) {
    if (/^BEGIN:VEVENT$/i.test(line)) event = new Map();
    else if (/^END:VEVENT$/i.test(line)) {
      if (event) {
        const read = readEvent(event, today);
        // What was called off is no holiday, and nothing to ask about.
        if (/^cancelled$/i.test(event.get('STATUS') ?? '')) event = null;
        else if (read.length > 0) holidays.push(...read);
        else unread.push(unescape(event.get('SUMMARY') ?? ''));
      }
      event = null;
    } else if (event) {
      const [, name = '', value = ''] = /^([A-Za-z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
      if (name !== '') event.set(name.toUpperCase(), value);
    }
  }
  return { holidays, unread };
}

/** Long lines are folded: what begins with a blank goes on with the line before. */
function unfold(text: string): readonly string[] {
  return text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .map((line) => line.trim());
}

function readEvent(event: ReadonlyMap<string, string>, today: string): readonly ReadHoliday[] {
  const date = dateIn(event.get('DTSTART'));
  if (date === null) return [];
  const name = unescape(event.get('SUMMARY') ?? '').trim();
  const lasting = /^P(\d+)([DW])$/i.exec(event.get('DURATION') ?? '');
  const days = Number(lasting?.[1]) * (lasting?.[2]?.toUpperCase() === 'W' ? 7 : 1);
  const end = lasting ? shifted(date, days) : dateIn(event.get('DTEND'));
  // The end of whole days is the day after the last; an event with a clock ends on its own day.
  const wholeDays = /^\d{8}$/.test(event.get('DTSTART') ?? '');
  const until = end === null || end <= date ? date : wholeDays ? shifted(end, -1) : date;
  const rule = event.get('RRULE');
  if (rule === undefined) return [{ date, until, name }];
  if (!/^FREQ=YEARLY(?:;INTERVAL=1)?(?:;WKST=\w\w)?$/i.test(rule)) return [];
  const length = (Date.parse(until) - Date.parse(date)) / day;
  const year = Number(today.slice(0, 4));
  return [year, year + 1]
    .filter((one) => one >= Number(date.slice(0, 4)))
    .flatMap((one): readonly ReadHoliday[] => {
      const again = dateIn(`${one}${date.slice(5, 7)}${date.slice(8)}`);
      // 29 February comes in some years only.
      return again === null ? [] : [{ date: again, until: shifted(again, length), name }];
    });
}

/** `20261202` or `20261202T000000Z` as `2026-12-02`; null where the calendar has no such day. */
function dateIn(text: string | undefined): string | null {
  const [, year, month, dayOfMonth] = /^(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?$/.exec(text?.trim() ?? '') ?? [];
  if (year === undefined) return null;
  const date = `${year}-${month}-${dayOfMonth}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : null;
}

function shifted(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

function unescape(text: string): string {
  return text.replace(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? ' ' : sign));
}
