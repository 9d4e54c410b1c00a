import { expect, test } from 'vitest';
import { noFacts } from '../../shared/model/facts.ts';
import { projectOrder } from '../../shared/model/project.ts';
import type { OrderRow, TeamRow } from '../../shared/model/rows.ts';
import { defaultStages } from '../../shared/model/stages.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { entryOf, type OrderEntry } from '../../shared/views/entry.ts';
import type { AnswerTo, Question } from './question.ts';
import { createRoster } from './roster.ts';

type TodayQuestion = Question & { readonly kind: 'today' };

/** Runs what is due when it is told to. */
function manualClock(): Clock & { readonly tick: () => void } {
  const tasks: (() => void)[] = [];
  return {
    now: () => 0,
    soon: (task) => void tasks.push(task),
    after(_milliseconds, task) {
      tasks.push(task);
      return () => undefined;
    },
    tick: () => {
      for (const task of tasks.splice(0)) task();
    },
  };
}

function entry(id: string, more: Partial<OrderRow>): OrderEntry {
  return entryOf({ ...projectOrder(`order_${id}` as EntityId, noFacts, null, []), ...more });
}

const latest = (date: string): Partial<OrderRow> => ({
  stage: 'packing',
  latestShipment: { kind: 'one', value: date },
});
const question: TodayQuestion = {
  kind: 'today',
  mine: null,
  first: { settle: 1, due: 1, waiting: 1 },
  reader: { language: 'en', today: '2026-11-23' },
};
const none = { customers: [], products: [], team: null, texts: [] };
async function* noTexts() {
  yield await Promise.resolve([]);
}

/** A roster of two orders, and what it has answered to the question. */
async function watching() {
  const clock = manualClock();
  const entries = [entry('a', latest('2026-11-25')), entry('b', latest('2026-11-24'))];
  const roster = createRoster({
    source: {
      async *entries() {
        yield await Promise.resolve(entries);
      },
      texts: noTexts,
      found: noTexts,
      names: () => Promise.resolve(none),
    },
    clock,
  });
  const answers: AnswerTo<TodayQuestion>[] = [];
  const ask = (asked: TodayQuestion) =>
    roster.watch('tab', asked, (answer) => {
      if (answer.kind === 'today') answers.push(answer);
    });
  ask(question);
  await expect.poll(() => answers.length || clock.tick()).toBe(1);
  const said = () =>
    answers
      .at(-1)
      ?.groups.filter(({ count }) => count > 0)
      .map(({ group, count, first }) => `${group} ${count} ${first.map(({ order }) => order).join()}`);
  return { roster, clock, ask, said, answers };
}

test('names the first of each group and counts all, and again as orders change', async () => {
  const { roster, clock, ask, said, answers } = await watching();
  expect(said()).toEqual(['due 2 order_b']);
  roster.put({ ...none, orders: [], entries: [entry('b', { ...latest('2026-11-20') })] });
  clock.tick();
  expect(said()).toEqual(['settle 1 order_b', 'due 1 order_a']);
  ask({ ...question, first: { settle: 0, due: 9, waiting: 9 } });
  expect(said()).toEqual(['settle 1 ', 'due 1 order_a']);
  // What changes nothing is not told.
  roster.put({ ...none, orders: [], entries: [entry('c', latest('2027-06-01'))] });
  clock.tick();
  expect(answers).toHaveLength(3);
});

test('another day or person is another question', async () => {
  const { ask, said } = await watching();
  ask({ ...question, reader: { ...question.reader, today: '2026-11-26' } });
  expect(said()).toEqual(['settle 2 order_b']);
  ask({ ...question, mine: '跟单甲' });
  expect(said()).toEqual([]);
});

test('goes by the stages as the team has them', async () => {
  const { roster, clock, said } = await watching();
  const moved = defaultStages.map((stage) => (stage.id === 'packing' ? { ...stage, position: 'a9' } : stage));
  const team = { id: 'team_board', stages: moved, retired: [] } as unknown as TeamRow;
  roster.put({ ...none, orders: [], team, entries: [] });
  clock.tick();
  // Packing stands after sailing now: what is there has sailed, and nobody has said when.
  expect(said()).toEqual(['due 2 order_a']);
});
