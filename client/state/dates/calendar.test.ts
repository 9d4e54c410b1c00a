import { expect, test } from 'vitest';
import type { Change } from '../../../shared/model/facts.ts';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import type { DayEvent } from '../../../shared/views/days.ts';
import type { Answer } from '../../worker/question.ts';
import type { Shown } from '../shown.ts';
import type { Workspace } from '../workspace.svelte.ts';
import { Calendar } from './calendar.svelte.ts';

const event: DayEvent = {
  id: 'order_x1' as EntityId,
  key: 'papersDue',
  number: 'SO-1',
  customer: null,
  state: 'open',
  open: false,
};

/** A calendar with one date on day 10, what it asks to be written, and the worker's next answer. */
function calendar(written = true) {
  const asked: { change: Change; shown: Shown | undefined }[] = [];
  let tell: (answer: Answer) => void = () => undefined;
  const workspace = {
    relay: {
      watch(_question: unknown, answered: (answer: Answer) => void) {
        tell = answered;
        return { ask: () => undefined, stop: () => undefined };
      },
    },
    change(_kind: string, _id: EntityId, change: Change, shown?: Shown) {
      asked.push({ change, shown });
      return Promise.resolve(written);
    },
  } as unknown as Workspace;
  const question = {
    query: '',
    shelf: 'open',
    keys: ['papersDue'],
    most: 4,
    language: 'en',
    today: '',
  } as const;
  const made = new Calendar(workspace, question, { from: 0, to: 20 });
  const answer = (day: number) =>
    tell({ kind: 'days', problems: [], count: 1, days: [{ day, count: 1, events: [event] }] });
  answer(10);
  const where = () => made.days.map(({ day, count }) => [day, count]);
  return { made, asked, answer, where };
}

test('[F2] a date that is moved supersedes the day it was shown on and nothing else', async () => {
  const { made, asked } = calendar();
  expect(await made.move(event, 12)).toBe(true);
  expect(asked).toEqual([
    { change: { set: { papers_due: '1970-01-13' } }, shown: { papers_due: ['1970-01-11'] } },
  ]);
});

test('a moved date is held on its new day until the worker has it elsewhere than where it was', async () => {
  const { made, answer, where } = calendar();
  await made.move(event, 12);
  expect(where()).toEqual([[12, 1]]);
  // Something else changed first.
  answer(10);
  expect(where()).toEqual([[12, 1]]);
  // A colleague moved it on meanwhile.
  answer(13);
  expect(where()).toEqual([[13, 1]]);
});

test('a date that is only held, or put where it was, writes nothing', async () => {
  const { made, asked, where } = calendar();
  made.hold(event, 11);
  made.hold(event, 12);
  expect(where()).toEqual([[12, 1]]);
  made.putBack(event);
  expect(where()).toEqual([[10, 1]]);
  made.hold(event, 11);
  expect(await made.move(event, 10)).toBe(false);
  expect(where()).toEqual([[10, 1]]);
  expect(asked).toEqual([]);
});

test('[F2] held over several days it supersedes the one it came from', async () => {
  const { made, asked } = calendar();
  made.hold(event, 11);
  made.hold(event, 18);
  await made.move(event, 18);
  expect(asked.map(({ shown }) => shown)).toEqual([{ papers_due: ['1970-01-11'] }]);
});

test('a date that could not be written goes back', async () => {
  const { made, where } = calendar(false);
  expect(await made.move(event, 12)).toBe(false);
  expect(where()).toEqual([[10, 1]]);
});
