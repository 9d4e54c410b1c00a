import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { fold } from '../../shared/model/fold.ts';
import { comparePosition, positionBetween } from '../../shared/model/position.ts';
import { projectOrder } from '../../shared/model/project.ts';
import { readRecords } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';

/** Boards that drag cards while apart and meet now and then: each card is a document, as in the app. */
const stages = ['enquiry', 'quoted', 'contract_signed'];
const cards = ['order_a', 'order_b', 'order_c', 'order_d', 'order_e'] as EntityId[];

type Step =
  | {
      readonly kind: 'move';
      readonly at: number;
      readonly card: number;
      readonly stage: number;
      readonly to: number;
    }
  | { readonly kind: 'meet'; readonly from: number; readonly to: number; readonly card: number };

const replica = fc.nat({ max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      at: replica,
      card: fc.nat({ max: cards.length - 1 }),
      stage: fc.nat({ max: stages.length - 1 }),
      to: fc.nat({ max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('meet' as const),
      from: replica,
      to: replica,
      card: fc.nat({ max: cards.length - 1 }),
    }),
  },
);

class BoardReplica {
  readonly docs = new Map<EntityId, Y.Doc>();
  constructor(clients: () => number) {
    for (const card of cards) {
      const doc = new Y.Doc();
      doc.clientID = clients();
      this.docs.set(card, doc);
    }
  }

  doc(card: EntityId): Y.Doc {
    const doc = this.docs.get(card);
    if (!doc) throw new Error(card);
    return doc;
  }

  columns(): ReadonlyMap<string, readonly OrderRow[]> {
    const rows = cards.map((card) => projectOrder(card, fold(readRecords(this.doc(card)), 'order'), null));
    return new Map(
      stages.map((stage) => [stage, rows.filter((row) => row.stage === stage).sort(comparePosition)]),
    );
  }

  move(card: EntityId, stage: string, to: number, random: () => number): void {
    const others = (this.columns().get(stage) ?? []).filter((row) => row.id !== card);
    const at = Math.min(to, others.length);
    const position = positionBetween(others[at - 1]?.position ?? null, others[at]?.position ?? null, random);
    appendChange(this.doc(card), { person: 'p', device: 'd' }, 0, { set: { stage, position } }, 'order');
  }

  take(other: BoardReplica, card: EntityId): void {
    Y.applyUpdate(this.doc(card), Y.encodeStateAsUpdate(other.doc(card)));
  }
}

const seen = (board: BoardReplica) =>
  [...board.columns()].map(([stage, rows]) => [stage, rows.map((row) => row.id)]);

test('[F2] people who drag cards at once end with one board: each card once, in one order', () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 3, maxLength: 40 }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      (steps, chance) => {
        let clients = 1;
        const random = (): number => chance.next().value as number;
        const boards = Array.from({ length: 4 }, () => new BoardReplica(() => clients++));
        const [first, ...others] = boards;
        if (!first) return;
        for (const [index, card] of cards.entries()) first.move(card, 'enquiry', index, random);
        for (const other of others) for (const card of cards) other.take(first, card);
        for (const one of steps) {
          const card = cards[one.card];
          if (!card) continue;
          if (one.kind === 'move') boards[one.at]?.move(card, stages[one.stage] ?? '', one.to, random);
          else {
            const [from, to] = [boards[one.from], boards[one.to]];
            if (from && to) to.take(from, card);
          }
        }
        for (const board of boards)
          for (const other of boards) for (const card of cards) board.take(other, card);
        const final = seen(first);
        for (const other of others) expect(seen(other)).toEqual(final);
        expect(final.flatMap(([, ids]) => ids).toSorted()).toEqual(cards.toSorted());
      },
    ),
    { numRuns: 300 },
  );
});

test('keys made in one gap by many people lie in it, and hardly two are the same', () => {
  let state = 7;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const keys = Array.from({ length: 200 }, () => positionBetween('a1', 'a2', random));
  for (const key of keys) expect('a1' < key && key < 'a2').toBe(true);
  expect(new Set(keys).size).toBeGreaterThan(195);
});
