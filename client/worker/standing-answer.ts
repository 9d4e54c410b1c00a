import type { EntityId } from '../../shared/sync/document-name.ts';
import { dayNumber } from '../../shared/views/calendar-day.ts';
import { DayIndex } from '../../shared/views/days.ts';
import { matcher } from '../../shared/views/matcher.ts';
import { parseQuery } from '../../shared/views/query.ts';
import { search } from '../../shared/views/search.ts';
import { seriesOf } from '../../shared/views/series.ts';
import { stageOrder } from '../../shared/views/today.ts';
import { TodayList } from '../../shared/views/today-list.ts';
import { ListAnswer } from './list-answer.ts';
import type { Answer, Question } from './question.ts';
import type { Ground, StandingAnswer, StandingQuestion } from './standing.ts';

type Of<K extends StandingQuestion['kind']> = StandingQuestion & { readonly kind: K };

/** Begins to answer a question. Where one of `wider` holds all that can be found, it is found among that. */
export function standingAnswer(
  question: StandingQuestion,
  ground: Ground,
  wider: readonly (StandingAnswer | null)[] = [],
): StandingAnswer {
  switch (question.kind) {
    case 'list':
      return new ListAnswer(question, ground, wider);
    case 'days':
      return daysAnswer(question, ground);
    case 'today':
      return todayAnswer(question, ground);
    case 'series':
      return anew(question, () => seriesAnswer(question, ground));
    case 'search':
      return anew(question, () => searchAnswer(question, ground));
    case 'numbers':
      return {
        ...anew(question, () => numbersAnswer(question, ground)),
        replace: (old, next) => old?.number !== next.number,
      };
  }
}

/** Whether what is found may depend on words that are not an order's own: those of notes. */
export function asksForWords(question: StandingQuestion): boolean {
  switch (question.kind) {
    case 'numbers':
    case 'today':
      return false;
    case 'list':
    case 'days':
    case 'series':
      return question.query.trim() !== '';
    case 'search':
      return true;
  }
}

const inOneGo = { advance: () => true, prepare: () => true, isWhole: false } as const;
/** Whether an answer may depend on what the checks found: the sections of every list count it. */
export function asksForFound(question: StandingQuestion): boolean {
  return question.kind === 'today' || question.kind === 'list' || asksForWords(question);
}

/** Made from all orders each time: nothing of it is kept. */
function anew(question: StandingQuestion, answer: () => Answer): StandingAnswer {
  return { ...inOneGo, replace: () => true, turnTo: (other) => same(question, other), answer };
}

function daysAnswer(first: Of<'days'>, ground: Ground): StandingAnswer {
  let question = first;
  const { filter, problems } = parseQuery(question.query, question.reader.today);
  const index = new DayIndex(
    ground.entries(),
    matcher(filter, question.shelf, ground.finding()),
    question.keys,
  );
  return {
    ...inOneGo,
    replace: (old, next) => index.replace(old, next),
    turnTo(other) {
      // Other days of it.
      const whole = { from: 0, to: 0, most: 0 };
      if (other.kind !== 'days' || !same({ ...other, ...whole }, { ...first, ...whole })) return false;
      question = other;
      return true;
    },
    answer() {
      const today = dayNumber(question.reader.today) ?? 0;
      const { stages } = ground.ranks(question.reader);
      return {
        kind: 'days',
        problems,
        count: index.count,
        days: index.within(question, question.most, { today, stages }),
      };
    },
  };
}

function todayAnswer(first: Of<'today'>, ground: Ground): StandingAnswer {
  let question = first;
  const stages = stageOrder([...ground.stages, ...ground.retired]);
  const today = dayNumber(question.reader.today) ?? 0;
  const list = new TodayList(ground.entries(), { today, stages, mine: question.mine });
  return {
    ...inOneGo,
    replace: (old, next) => list.replace(old, next),
    turnTo(other) {
      // More or fewer of each group.
      if (other.kind !== 'today' || !same({ ...other, first: first.first }, first)) return false;
      question = other;
      return true;
    },
    answer: () => ({
      kind: 'today',
      groups: list.groups(question.first),
      week: list.week(),
      onTime: list.onTime(),
    }),
  };
}

function seriesAnswer({ query, shelves, from, to, zone, reader }: Of<'series'>, ground: Ground): Answer {
  const { filter, problems } = parseQuery(query, reader.today);
  const finding = ground.finding();
  const tests = shelves.map((shelf) => matcher(filter, shelf, finding));
  const passing = [...ground.entries()].filter((entry) => tests.some((test) => test(entry)));
  const asked = { from, to, zone, today: dayNumber(reader.today) ?? 0 };
  const inOrder = ground.stages.map(({ id }) => id);
  return { kind: 'series', problems, count: passing.length, series: seriesOf(passing, inOrder, asked) };
}

function searchAnswer({ text, limit, reader }: Of<'search'>, ground: Ground): Answer {
  const { filter, problems } = parseQuery(text, reader.today);
  const result = search(filter, limit, {
    entries: ground.entries(),
    finding: ground.finding(),
    shelfOf: (id) => ground.shelfOf(id),
  });
  return { kind: 'search', text, problems, ...result };
}

function numbersAnswer({ like }: Of<'numbers'>, ground: Ground): Answer {
  let highest: string | null = null;
  const holders: EntityId[] = [];
  for (const { id, number } of ground.entries()) {
    if (number === '') continue;
    for (const one of number.split(' | ')) {
      if (like.includes(one)) holders.push(id);
      if (highest === null || digits(one) > digits(highest)) highest = one;
    }
  }
  return { kind: 'numbers', highest, holders };
}

/** The number at the end of an order number; −1 without one. */
function digits(number: string): number {
  const [found] = /\d{1,15}$/.exec(number) ?? [];
  return found === undefined ? -1 : Number(found);
}

function same(a: Question, b: Question): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
