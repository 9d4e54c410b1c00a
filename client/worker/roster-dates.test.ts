import { expect, test, vi } from 'vitest';
import type { Clock } from '../../shared/sync/clock.ts';
import { dayNumber } from '../../shared/views/calendar-day.ts';
import { entryWith } from '../../shared/views/test-entry.ts';
import type { OrderEntry } from '../../shared/views/entry.ts';
import type { Answer, Question } from './question.ts';
import { createRoster } from './roster.ts';

/** What a calendar and charts are answered, and when they are told anew. */
const day = (date: string): number => dayNumber(date) ?? NaN;
const reader = { language: 'en', today: '2026-11-23' } as const;
const nothing = { customers: [], products: [], team: null, texts: [] };
async function* noTexts() {
  yield await Promise.resolve([]);
}

function roster(entries: readonly OrderEntry[]) {
  const waiting: { readonly after: number; readonly task: () => void }[] = [];
  const clock: Clock = {
    now: () => 0,
    soon: (task) => void setImmediate(task),
    after(after, task) {
      const one = { after, task };
      waiting.push(one);
      return () => void waiting.splice(waiting.indexOf(one), 1);
    },
  };
  const source = {
    async *entries() {
      yield await Promise.resolve(entries);
    },
    texts: noTexts,
    found: noTexts,
    names: () => Promise.resolve(nothing),
  };
  const made = createRoster({ source, clock });
  return {
    ...made,
    /** Lets so many milliseconds pass. */
    pass(milliseconds: number): void {
      for (const one of waiting.splice(0)) {
        if (one.after <= milliseconds) one.task();
        else waiting.push(one);
      }
    },
  };
}

const days = (query: string, from: string, to: string): Question => ({
  kind: 'days',
  query,
  shelf: 'open',
  keys: ['etd', 'latestShipment'],
  most: 2,
  from: day(from),
  to: day(to),
  reader,
});

/** The first answer: what is asked before the entries are read is answered when they are. */
async function answered(pass: (milliseconds: number) => void, answers: readonly Answer[]): Promise<Answer> {
  return vi.waitFor(() => {
    pass(100);
    const [first] = answers;
    if (!first) throw new Error('not yet');
    return first;
  });
}

test('the days of a query are named up to as many as were asked for, and counted', async () => {
  const etd = { etd: day('2026-12-04') };
  const { watch, pass } = roster([
    entryWith('SO-1', etd),
    entryWith('SO-2', etd),
    entryWith('SO-3', etd),
    entryWith('SO-4', etd, { shelf: 'archived' }),
    entryWith('SO-5', { etd: day('2026-12-08') }),
  ]);
  const answers: Answer[] = [];
  watch('a', days('', '2026-11-30', '2026-12-06'), (answer) => answers.push(answer));
  const answer = await answered(pass, answers);
  expect(answer).toMatchObject({ kind: 'days', count: 4, days: [{ day: day('2026-12-04'), count: 3 }] });
  expect(answer.kind === 'days' && answer.days[0]?.events.map(({ number }) => number)).toEqual([
    'SO-1',
    'SO-2',
  ]);
  watch('b', days('number:SO-5', '2026-11-30', '2026-12-13'), (found) => answers.push(found));
  expect(answers.at(-1)).toMatchObject({ count: 1, days: [{ day: day('2026-12-08'), count: 1 }] });
});

test('a date that moves is told, and one outside of the span is not', async () => {
  const { watch, put, pass } = roster([entryWith('SO-1', { etd: day('2026-12-04') })]);
  const answers: Answer[] = [];
  watch('a', days('', '2026-11-30', '2026-12-13'), (answer) => answers.push(answer));
  await answered(pass, answers);
  put({
    ...nothing,
    orders: [],
    entries: [entryWith('SO-2', { etd: day('2027-03-01') }, { shelf: 'archived' })],
  });
  pass(100);
  expect(answers).toHaveLength(1);
  put({ ...nothing, orders: [], entries: [entryWith('SO-1', { etd: day('2026-12-08') })] });
  pass(100);
  expect(answers.at(-1)).toMatchObject({ days: [{ day: day('2026-12-08') }] });
  // Another span of the same calendar.
  watch('a', days('', '2026-12-08', '2026-12-08'), (answer) => answers.push(answer));
  expect(answers.at(-1)).toMatchObject({ days: [{ day: day('2026-12-08'), count: 1 }] });
});

test('figures are of open and archived orders, and told seldom', async () => {
  const { watch, put, pass } = roster([
    entryWith('SO-1', { sailed: day('2026-11-24') }),
    entryWith('SO-2', { sailed: day('2026-11-25') }, { shelf: 'archived' }),
    entryWith('SO-3', { sailed: day('2026-11-25') }, { shelf: 'trash' }),
  ]);
  const answers: Answer[] = [];
  const span = { from: day('2026-11-23'), to: day('2026-11-29') };
  watch(
    'a',
    { kind: 'series', query: '', shelves: ['open', 'archived'], zone: 480, reader, ...span },
    (answer) => answers.push(answer),
  );
  expect(await answered(pass, answers)).toMatchObject({ count: 2, series: { sailed: [2] } });
  put({ ...nothing, orders: [], entries: [entryWith('SO-4', { sailed: day('2026-11-26') })] });
  pass(100);
  expect(answers).toHaveLength(1);
  pass(1_000);
  expect(answers.at(-1)).toMatchObject({ count: 3, series: { sailed: [3] } });
});
