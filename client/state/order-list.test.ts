import { expect, test, vi } from 'vitest';
import type { OrderRow } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { RunningTotals } from '../../shared/views/totals.ts';
import type { AnswerTo, Question } from '../worker/question.ts';
import { OrderList, type ListAsked } from './order-list.svelte.ts';
import type { OrderSection } from './order-section.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

type ListQuestion = Question & { readonly kind: 'list' };

const asking = (query: string): ListAsked => ({
  query,
  shelf: 'open',
  // Another order than that of the tables: nothing is shown before the worker answers.
  layout: { group: 'stage', lane: null, sort: { key: 'number', descending: false } },
  find: [],
  language: 'en',
  today: '2026-11-26',
});
const idsOf = (group: string, query: string): readonly EntityId[] =>
  Array.from({ length: 20 }, (_, index) => `order_${group}_${query}${index}` as EntityId);

/** A list over a worker and tables that answer when the test says so. */
function over() {
  const reads: { readonly ids: readonly EntityId[]; readonly end: () => void }[] = [];
  let answered: (answer: AnswerTo<ListQuestion>) => void = () => undefined;
  let asked: ListQuestion | null = null;
  const workspace = {
    relay: {
      watch(question: ListQuestion, told: typeof answered) {
        answered = told;
        asked = question;
        return { ask: (next: ListQuestion) => (asked = next), stop: () => undefined };
      },
    },
    watchOrders(ids: readonly EntityId[], read: (rows: readonly OrderRow[]) => void) {
      let stopped = false;
      const end = () => {
        if (!stopped) read(ids.map((id) => ({ id }) as unknown as OrderRow));
      };
      reads.push({ ids, end });
      return () => (stopped = true);
    },
  } as unknown as Workspace;
  const list = new OrderList(workspace, asking(''));
  return {
    list,
    reads,
    asked: () => asked,
    answer(query: string) {
      const totals = { ...new RunningTotals().read(), orders: 20 };
      answered({
        kind: 'list',
        query,
        problems: [],
        count: 40,
        sections: ['quoted', 'paid'].map((group) => ({ group, lane: '', totals })),
        windows: ['quoted', 'paid'].map((group) => ({
          group,
          lane: '',
          from: 0,
          to: 24,
          ids: idsOf(group, query),
        })),
        found: [],
      });
    },
  };
}

const shown = (section: OrderSection) => section.shown.map(({ id }) => id);
/** The reading of the orders of a group that were found. */
const of = (group: string, query: string) => (read: { readonly ids: readonly EntityId[] }) =>
  read.ids[0] === idsOf(group, query)[0];

test('what is found stands first where people look, as far as they see, and then everywhere', async () => {
  const { list, reads, answer } = over();
  const [quoted, paid] = [list.section('quoted'), list.section('paid')];
  list.see(new Set(['paid']));
  answer('');
  expect(reads).toHaveLength(1);
  expect(reads[0]?.ids).toEqual(idsOf('paid', '').slice(0, 8));
  reads[0]?.end();
  expect(shown(paid)).toEqual(idsOf('paid', '').slice(0, 8));
  expect([paid.length, quoted.totals?.orders]).toEqual([20, 20]);
  expect(paid.idAt(12)).toBe(idsOf('paid', '')[12]);
  await vi.waitFor(() => {
    for (const { end } of reads) end();
    expect([shown(paid), shown(quoted)]).toEqual([idsOf('paid', ''), idsOf('quoted', '')]);
  });
});

test('an answer to what was asked before is not shown', () => {
  const { list, reads, answer, asked } = over();
  const quoted = list.section('quoted');
  list.ask(asking('s'));
  list.ask(asking('so'));
  expect(asked()?.query).toBe('so');
  answer('s');
  expect(reads).toEqual([]);
  answer('so');
  for (const { end } of reads) end();
  expect(shown(quoted)).toEqual(idsOf('quoted', 'so').slice(0, 8));
});

test('who types on does not wait for what nobody sees', async () => {
  const { list, reads, answer } = over();
  list.section('quoted');
  list.section('paid');
  list.see(new Set(['paid']));
  answer('');
  list.ask(asking('s'));
  answer('s');
  expect(reads.some(of('quoted', 's'))).toBe(false);
  await vi.waitFor(() => {
    for (const { end } of reads) end();
    expect(reads.some(of('quoted', 's'))).toBe(true);
  });
  expect(reads.some(of('quoted', ''))).toBe(false);
});

test('a column that comes into view shows what is found at once', () => {
  const { list, reads, answer } = over();
  list.section('quoted');
  list.section('paid');
  list.see(new Set(['paid']));
  answer('');
  list.see(new Set(['quoted', 'paid']));
  expect(reads.some(of('quoted', ''))).toBe(true);
});

test('who looks further down reads what is there at once', () => {
  const { list, reads, answer } = over();
  const quoted = list.section('quoted');
  answer('');
  reads[0]?.end();
  expect(shown(quoted)).toHaveLength(8);
  quoted.look(0, 6);
  reads.at(-1)?.end();
  expect(shown(quoted)).toEqual(idsOf('quoted', ''));
});
