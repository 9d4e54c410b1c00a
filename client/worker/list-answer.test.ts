import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { OrderEntry } from '../../shared/views/entry.ts';
import { folded } from '../../shared/views/folded.ts';
import { anyEntry, entry } from '../../shared/views/test-entries.ts';
import { ListAnswer } from './list-answer.ts';
import type { Answer, Question } from './question.ts';
import type { Ground, StandingAnswer } from './standing.ts';

type ListQuestion = Question & { readonly kind: 'list' };

const names = {
  customers: new Map([
    ['customer_x' as EntityId, folded('Zola 卓拉')],
    ['customer_y' as EntityId, folded('Soprano Foods')],
  ]),
  products: new Map([['product_x' as EntityId, folded('garlic')]]),
  stages: new Map([['booked', 'booked']]),
};

/** Orders that stand, and what was written of them. */
function groundOf(standing: Map<EntityId, OrderEntry>, count = Infinity): Ground {
  return {
    entries: () => standing.values(),
    count,
    entry: (id) => standing.get(id),
    stages: [],
    retired: [],
    finding: () => ({
      names,
      alike: (word) => (word === 'garlik' ? [word, 'garlic'] : [word]),
      noted: (pieces) =>
        new Set(pieces.some((piece) => 'so-1 laem'.includes(piece)) ? ['order_b' as EntityId] : []),
    }),
    ranks: () => ({
      stages: new Map([['enquiry', 0]]),
      customers: new Map(),
      products: new Map(),
      collate: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
    }),
    shelfOf: () => 'open',
  };
}

const list = (query: string, group: 'stage' | 'product' = 'stage'): ListQuestion => ({
  kind: 'list',
  query,
  shelf: 'open',
  layout: { group, lane: null, sort: { key: 'position', descending: false } },
  windows: ['enquiry', 'booked', 'retired', '', 'product_x', 'product_y'].map((one) => ({
    group: one,
    lane: '',
    from: 0,
    to: 50,
  })),
  find: [],
  reader: { language: 'en', today: '2026-11-26' },
});
const byId = (entries: readonly OrderEntry[]) => new Map(entries.map((one) => [one.id, one]));

function finished(standing: StandingAnswer): Answer {
  while (!standing.advance());
  return standing.answer();
}

test('what is found among a wider answer is what is found among all orders', () => {
  const typed = fc.constantFrom('so-10', 'garlic', 'garlik', 'zola so-1', 'laem -so-9', 'is:archived so');
  fc.assert(
    fc.property(
      fc.array(anyEntry, { maxLength: 20 }),
      fc.array(anyEntry, { maxLength: 5 }),
      typed,
      fc.constantFrom('stage' as const, 'product' as const),
      (entries, changes, query, group) => {
        const standing = byId(entries);
        const ground = groundOf(standing);
        let before: ListAnswer | null = null;
        for (let length = 0; length <= query.length; length++) {
          const question = list(query.slice(0, length), group);
          const next: ListAnswer = new ListAnswer(question, ground, [before]);
          expect(finished(next)).toEqual(finished(new ListAnswer(question, ground, [])));
          const change = changes[length];
          if (change) {
            next.replace(standing.get(change.id) ?? null, change);
            standing.set(change.id, change);
          }
          before = next;
        }
      },
    ),
  );
});

test('an order that changes while an answer is being made stands in it as it is then', () => {
  const many = Array.from({ length: 9_000 }, (_, index) => entry(`n${index}`, { number: `SO-${index}` }));
  const standing = byId(many);
  const answer = new ListAnswer(list('so-'), groundOf(standing), []);
  expect(answer.advance()).toBe(false);
  const put = (next: OrderEntry) => {
    answer.replace(standing.get(next.id) ?? null, next);
    standing.set(next.id, next);
  };
  put(entry('n1', { number: 'PO-1' }));
  put(entry('n8999', { number: 'PO-2' }));
  put(entry('n8998', { number: 'SO-8998', stage: 'booked' }));
  put(entry('new', { number: 'SO-new' }));
  expect(finished(answer)).toEqual(finished(new ListAnswer(list('so-'), groundOf(standing), [])));
  expect(answer.answer()).toMatchObject({ count: 8_999 });
});
