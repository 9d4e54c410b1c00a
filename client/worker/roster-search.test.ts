import { expect, test } from 'vitest';
import type { CustomerRow, ProductRow } from '../../shared/model/rows.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { folded } from '../../shared/views/folded.ts';
import { entry } from '../../shared/views/test-entries.ts';
import type { Answer, Question } from './question.ts';
import { createRoster, type RosterChange, type RosterSource } from './roster.ts';

/** Tells what is due at once, a turn later. */
const clock: Clock = {
  now: () => 0,
  soon: (task) => void setImmediate(task),
  after(_milliseconds, task) {
    const timer = setImmediate(task);
    return () => clearImmediate(timer);
  },
};
const text = (id: string, words: string) => ({ id: id as EntityId, text: words, folded: folded(words) });
const nothing: RosterChange = { orders: [], entries: [], texts: [], customers: [], products: [], team: null };
const qasr = {
  id: 'customer_qasr',
  name: { kind: 'one', value: 'Qasr Rimal' },
  shelf: 'open',
} as unknown as CustomerRow;
const garlic = {
  id: 'product_garlic',
  nameZh: { kind: 'one', value: '普白大蒜' },
  nameEn: { kind: 'one', value: 'Normal white garlic' },
  shelf: 'open',
} as unknown as ProductRow;

function sourceOf(texts: AsyncIterable<readonly ReturnType<typeof text>[]>): RosterSource {
  return {
    entries: () =>
      once(
        entry('a', { number: 'SO-1', customers: [qasr.id], products: [garlic.id] }),
        entry('b', { number: 'SO-2' }),
      ),
    texts: () => texts,
    async *found() {},
    names: () => Promise.resolve({ customers: [qasr], products: [garlic], team: null }),
  };
}
async function* once<T>(...rows: readonly T[]) {
  yield await Promise.resolve(rows);
}

const reader = { language: 'en', today: '2026-11-23' } as const;
const searchFor = (words: string): Question => ({ kind: 'search', text: words, limit: 10, reader });
const listOf = (query: string): Question => ({
  kind: 'list',
  query,
  shelf: 'open',
  layout: { group: null, lane: null, sort: { key: 'position', descending: false } },
  windows: [{ group: '', lane: '', from: 0, to: 10 }],
  find: [],
  reader,
});
function idsIn(answer: Answer | undefined): readonly string[] {
  switch (answer?.kind) {
    case 'search':
      return answer.hits.map((hit) => hit.id);
    case 'list':
      return answer.windows.flatMap((window) => window.ids);
    default:
      return [];
  }
}

/** Asks, and gives what was answered last. */
function asking(source: RosterSource, question: Question) {
  const answers: Answer[] = [];
  const roster = createRoster({ source, clock });
  roster.watch('q', question, (answer) => answers.push(answer));
  return { roster, found: () => idsIn(answers.at(-1)), answers };
}

test.each([
  ['a piece of a note', '唛头', ['order_b']],
  ['a Chinese name', '大蒜', ['product_garlic', 'order_a']],
  ['a mistyped name', 'qsar', ['customer_qasr', 'order_a']],
  ['a mistyped word of a note', 'palets', ['order_b']],
  ['nothing', '胡萝卜', []],
])('search finds %s', async (_name, words, ids) => {
  const source = sourceOf(once(text('order_b', '唛头照旧, no pallets')));
  const { found } = asking(source, searchFor(words));
  await expect.poll(found).toEqual(ids);
});

test('a list is filtered by notes as well, and does not wait for them', async () => {
  const release = Promise.withResolvers<undefined>();
  async function* late() {
    await release.promise;
    yield [text('order_b', '唛头照旧')];
  }
  const { found, answers } = asking(sourceOf(late()), listOf('唛头'));
  await expect.poll(() => answers.length).toBe(1);
  expect(found()).toEqual([]);
  release.resolve(undefined);
  await expect.poll(found).toEqual(['order_b']);
});

test('a note that is changed is found by what it says now', async () => {
  const { roster, found } = asking(sourceOf(once(text('order_b', '唛头照旧'))), listOf('唛头'));
  await expect.poll(found).toEqual(['order_b']);
  roster.put({ ...nothing, texts: [text('order_b', '没有了'), text('order_a', '新唛头')] });
  await expect.poll(found).toEqual(['order_a']);
});

test('a note written while the old ones are read stands', async () => {
  const release = Promise.withResolvers<undefined>();
  async function* late() {
    await release.promise;
    yield [text('order_b', '旧的')];
  }
  const { roster, found, answers } = asking(sourceOf(late()), searchFor('新的'));
  await expect.poll(() => answers.length).toBe(1);
  roster.put({ ...nothing, texts: [text('order_b', '新的')] });
  release.resolve(undefined);
  await expect.poll(found).toEqual(['order_b']);
});

test('says what of a query it cannot read', async () => {
  const { answers } = asking(sourceOf(once()), searchFor('etd<some qasr'));
  await expect.poll(() => answers.at(-1)).toMatchObject({ problems: [{ kind: 'date', text: 'etd<some' }] });
});
