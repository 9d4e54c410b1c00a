import { describe, expect, test } from 'vitest';
import type { CustomerRow, OrderRow } from '../../shared/model/rows.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import { nothingFound, type Found } from '../../shared/rules/found-row.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { OrderEntry } from '../../shared/views/entry.ts';
import { entry } from '../../shared/views/test-entries.ts';
import type { Answer, Question } from './question.ts';
import { createRoster, type Roster, type RosterChange, type RosterSource } from './roster.ts';

/** A clock that runs what waits when it is told to. */
function clockByHand() {
  const waiting = new Set<() => void>();
  const after = (_milliseconds: number, task: () => void) => {
    waiting.add(task);
    return () => void waiting.delete(task);
  };
  const clock: Clock = { now: () => 0, soon: (task) => void after(0, task), after };
  return {
    clock,
    run() {
      for (const task of waiting) {
        waiting.delete(task);
        task();
      }
    },
  };
}

const customer = (id: string, name: string): CustomerRow =>
  ({ id: `customer_${id}`, name: { kind: 'one', value: name } }) as unknown as CustomerRow;
const noNames = { customers: [], products: [], team: null };
async function* noTexts() {
  yield await Promise.resolve([]);
}

function source(stored: readonly OrderEntry[], customers: readonly CustomerRow[] = []) {
  const gate = Promise.withResolvers<undefined>();
  const made: RosterSource = {
    async *entries() {
      await gate.promise;
      yield stored;
    },
    texts: noTexts,
    found: noTexts,
    names: () => Promise.resolve({ ...noNames, customers }),
  };
  return { source: made, open: () => gate.resolve(undefined) };
}

const list = (given: Partial<Question & { kind: 'list' }> = {}): Question => ({
  kind: 'list',
  query: '',
  shelf: 'open',
  layout: { group: 'stage', lane: null, sort: { key: 'position', descending: false } },
  windows: [{ group: 'enquiry', lane: '', from: 0, to: 2 }],
  find: [],
  reader: { language: 'en', today: '2026-11-26' },
  ...given,
});

/** A roster that has read what is stored, and everything it has answered. */
async function ready(stored: readonly OrderEntry[], customers: readonly CustomerRow[] = []) {
  const { clock, run } = clockByHand();
  const from = source(stored, customers);
  const roster = createRoster({ source: from.source, clock });
  const answers: Answer[] = [];
  from.open();
  // One question that is answered says that all is read.
  const read = Promise.withResolvers<undefined>();
  roster.watch('probe', { kind: 'numbers', like: [] }, () => read.resolve(undefined));
  const beat = setInterval(run, 1);
  await read.promise;
  clearInterval(beat);
  roster.unwatch('probe');
  return {
    roster,
    run,
    answers,
    ask: (question: Question) => roster.watch('w', question, (one) => answers.push(one)),
  };
}

const idsIn = (answer: Answer | undefined) =>
  answer?.kind === 'list' ? answer.windows.map(({ ids }) => ids.map((id) => id.replace('order_', ''))) : null;
const put = (roster: Roster, change: Partial<RosterChange>) =>
  roster.put({ ...noNames, orders: [], entries: [], texts: [], ...change });

const found = (id: string, errors: number, warnings = 0): Found => ({
  ...nothingFound(`order_${id}` as EntityId),
  errors,
  warnings,
});
/** Orders of the first section with errors, and with warnings. */
const foundIn = (answer: Answer | undefined) =>
  answer?.kind === 'list' && answer.sections[0]
    ? [answer.sections[0].totals.errors, answer.sections[0].totals.warnings]
    : null;

describe('a roster', () => {
  test('answers when all that is stored is read, and what was written meanwhile stands', async () => {
    const { clock, run } = clockByHand();
    const from = source([entry('a', { position: 'a1' }), entry('b', { position: 'a2' })]);
    const roster = createRoster({ source: from.source, clock });
    const answered = Promise.withResolvers<Answer>();
    let asked = 0;
    roster.watch('w', list(), (answer) => {
      asked++;
      answered.resolve(answer);
    });
    put(roster, { entries: [entry('b', { position: 'a0' })] });
    run();
    expect(asked).toBe(0);
    from.open();
    const beat = setInterval(run, 1);
    expect(idsIn(await answered.promise)).toEqual([['b', 'a']]);
    clearInterval(beat);
  });

  test('tells again what has changed, and nothing when an answer would be the same', async () => {
    const { roster, run, answers, ask } = await ready([entry('a', { position: 'a1' })]);
    ask(list());
    put(roster, { entries: [entry('b', { position: 'a0' })] });
    run();
    expect(answers.map(idsIn)).toEqual([[['a']], [['b', 'a']]]);
    // Of another stage, that no window looks at and no sum counts: the same again.
    put(roster, { entries: [entry('b', { position: 'a0' })] });
    put(roster, { entries: [entry('c', { shelf: 'archived' })] });
    run();
    expect(answers).toHaveLength(2);
  });

  test('tells of many changes at once', async () => {
    const { roster, run, answers, ask } = await ready([]);
    ask(list());
    for (const id of ['a', 'b', 'c']) put(roster, { entries: [entry(id)] });
    run();
    expect(answers).toHaveLength(2);
    expect(answers.at(-1)).toMatchObject({ count: 3 });
  });

  test('names the orders of the windows, and where those stand that are asked for', async () => {
    const { answers, ask } = await ready(['a', 'b', 'c', 'd'].map((id) => entry(id, { position: `a${id}` })));
    ask(
      list({
        windows: [{ group: 'enquiry', lane: '', from: 1, to: 3 }],
        find: ['order_d' as EntityId, 'order_z' as EntityId],
      }),
    );
    expect(idsIn(answers[0])).toEqual([['b', 'c']]);
    expect(answers[0]).toMatchObject({ found: [{ id: 'order_d', group: 'enquiry', lane: '', index: 3 }] });
  });

  test('finds an order by the name its customer has now', async () => {
    const one = entry('a', { customers: ['customer_q' as EntityId] });
    const { roster, run, answers, ask } = await ready([one], [customer('q', 'Qasr')]);
    ask(list({ query: 'qasr' }));
    put(roster, { customers: [customer('q', 'Noor')] });
    run();
    ask(list({ query: 'noor' }));
    expect(answers.map((answer) => (answer.kind === 'list' ? answer.count : -1))).toEqual([1, 0, 1]);
  });

  test('passes on what is written of orders; of much at once only whose it is', async () => {
    const { roster, answers, ask } = await ready([]);
    ask({ kind: 'changes' });
    const rows = Array.from({ length: 100 }, (_, index) => ({ id: `order_${index}` }) as unknown as OrderRow);
    put(roster, { orders: rows.slice(0, 2) });
    put(roster, { entries: [entry('a')] });
    put(roster, { orders: rows });
    roster.unwatch('w');
    put(roster, { orders: rows.slice(0, 1) });
    expect(answers).toEqual([
      { kind: 'changes', rows: null },
      { kind: 'changes', rows: rows.slice(0, 2) },
      { kind: 'changes', rows: null, of: rows.map(({ id }) => id) },
    ]);
  });

  test('hears a newer question while the answer to another is being made, and answers that one alone', async () => {
    const { roster, run, answers, ask } = await ready(
      Array.from({ length: 9_000 }, (_, index) => entry(`n${index}`, { number: `SO-${index}` })),
    );
    const others: Answer[] = [];
    ask(list({ query: 's' }));
    roster.watch('other', list({ query: '-' }), (one) => others.push(one));
    ask(list({ query: 'so-8999' }));
    expect(answers).toEqual([]);
    const beat = setInterval(run, 1);
    await expect.poll(() => others.length).toBe(1);
    clearInterval(beat);
    expect(answers).toMatchObject([{ kind: 'list', query: 'so-8999', count: 1 }]);
    expect(others).toMatchObject([{ query: '-', count: 9_000 }]);
  });

  test('has the board ready that people come back to, with what has changed meanwhile', async () => {
    const { roster, run, answers, ask } = await ready([entry('a', { number: 'SO-1' }), entry('b')]);
    ask(list());
    ask(list({ query: 'so-1' }));
    put(roster, { entries: [entry('c', { position: 'a9' })] });
    run();
    ask(list());
    expect(answers.map((answer) => (answer.kind === 'list' ? answer.count : -1))).toEqual([2, 1, 3]);
  });

  test('tells rows ahead and again when they are written, and never an older one after a newer', async () => {
    const { roster, answers, ask } = await ready([]);
    ask({ kind: 'changes' });
    const row = (cartons: string) => ({ id: 'order_a', cartons }) as unknown as OrderRow;
    const [one, two, three] = [row('1'), row('2'), row('3')];
    roster.ahead([one]);
    roster.ahead([two]);
    put(roster, { orders: [one] });
    put(roster, { orders: [two] });
    put(roster, { orders: [three] });
    expect(answers.map((answer) => (answer.kind === 'changes' ? answer.rows : null))).toEqual([
      null,
      [one],
      [two],
      [two],
      [two],
      [three],
    ]);
  });

  test('never has a row read that is older than one it told, however many are written with it', async () => {
    const { roster, answers, ask } = await ready([]);
    ask({ kind: 'changes' });
    const row = (id: number, cartons: string) => ({ id: `order_${id}`, cartons }) as unknown as OrderRow;
    const many = Array.from({ length: 100 }, (_, index) => row(index, '1'));
    const [newer, last] = [row(7, '2'), row(7, '3')];
    roster.ahead(many);
    roster.ahead([newer]);
    put(roster, { orders: many });
    put(roster, { orders: [newer] });
    // One that was told and could not be written is made again among many.
    roster.ahead([last]);
    roster.ahead(many);
    put(roster, { orders: many });
    const ids = many.map(({ id }) => id);
    expect(answers.slice(1)).toEqual([
      { kind: 'changes', rows: [newer] },
      { kind: 'changes', rows: null, of: ids.filter((id) => id !== newer.id) },
      { kind: 'changes', rows: [newer] },
      { kind: 'changes', rows: [last] },
      { kind: 'changes', rows: null, of: ids },
    ]);
  });

  test('counts in a board what the checks find, as they find it', async () => {
    const { roster, run, answers, ask } = await ready([entry('a', { number: 'SO-1' }), entry('b')]);
    ask(list());
    roster.found({ found: [found('a', 1), found('b', 2, 1)], gone: [] });
    run();
    // What is known of an order changes beside the order itself.
    put(roster, { entries: [entry('a', { number: 'SO-1', position: 'a9' })] });
    roster.found({ found: [found('a', 0, 1)], gone: ['order_b' as EntityId] });
    run();
    expect(answers.map(foundIn)).toEqual([
      [0, 0],
      [2, 1],
      [0, 1],
    ]);
    // And in the one that people come back to.
    ask(list({ query: 'so-1' }));
    roster.found({ found: [found('a', 3)], gone: [] });
    run();
    ask(list());
    expect(foundIn(answers.at(-1))).toEqual([1, 0]);
  });

  test('counts in a board what is found in the tables, but for what has been written since', async () => {
    const { clock, run } = clockByHand();
    const gate = Promise.withResolvers<undefined>();
    const given = source([entry('a'), entry('b'), entry('c')]);
    const roster = createRoster({
      source: {
        ...given.source,
        async *found() {
          await gate.promise;
          yield [found('a', 1), found('b', 1), found('c', 1)];
        },
      },
      clock,
    });
    const answers: Answer[] = [];
    roster.watch('w', list(), (answer) => answers.push(answer));
    given.open();
    const told = async (count: number) => {
      await expect
        .poll(() => {
          run();
          return answers.length;
        })
        .toBe(count);
    };
    await told(1);
    roster.found({ found: [], gone: ['order_b' as EntityId] });
    gate.resolve(undefined);
    await told(2);
    put(roster, { entries: [entry('b', { position: 'a9' })] });
    await told(3);
    expect(answers.map(foundIn)).toEqual([
      [0, 0],
      [2, 0],
      [2, 0],
    ]);
  });

  test('answers no more when nobody asks', async () => {
    const { roster, run, answers, ask } = await ready([]);
    ask(list());
    roster.unwatch('w');
    put(roster, { entries: [entry('a')] });
    run();
    expect(answers).toHaveLength(1);
  });

  test('knows the highest number in use, as people count, and who has a number', async () => {
    const { answers, ask } = await ready([
      entry('a', { number: 'SO-26099' }),
      entry('b', { number: 'SO-26100 | SO-26101', shelf: 'archived' }),
      entry('c', { number: 'PO-7' }),
      entry('d', { number: 'PO-7' }),
    ]);
    ask({ kind: 'numbers', like: ['PO-7', 'SO-26100'] });
    expect(answers).toEqual([
      { kind: 'numbers', highest: 'SO-26101', holders: ['order_b', 'order_c', 'order_d'] },
    ]);
  });
});
