import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunningTotals } from '../../../shared/views/totals.ts';
import { blocksOf, lineCount, lineOf, nextOrder, slotAt, spans } from './blocks.ts';

const none = new RunningTotals().read();
const sections = fc
  .array(fc.nat(5), { maxLength: 8 })
  .map((counts) => counts.map((orders, at) => ({ group: `g${at}`, lane: '', totals: { ...none, orders } })));

test('every line is the head of a section or one order of it, in their order', () => {
  fc.assert(
    fc.property(sections, fc.boolean(), (given, headed) => {
      const blocks = blocksOf(given, headed);
      const lines = Array.from({ length: lineCount(blocks) }, (_, line) => slotAt(blocks, line));
      const expected = given.flatMap(({ group, totals }) =>
        totals.orders === 0
          ? []
          : [
              ...(headed ? [`${group} head`] : []),
              ...Array.from({ length: totals.orders }, (_, at) => `${group} ${at}`),
            ],
      );
      expect(
        lines.map((slot) => slot && `${slot.block.group} ${slot.kind === 'head' ? 'head' : slot.place}`),
      ).toEqual(expected);
      expect(slotAt(blocks, -1)).toBeNull();
      expect(slotAt(blocks, lines.length)).toBeNull();
      for (const [line, slot] of lines.entries())
        if (slot?.kind === 'order') expect(lineOf(slot.block, slot.place)).toBe(line);
    }),
  );
});

test('what lies between two lines is asked for by section, heads left out', () => {
  fc.assert(
    fc.property(sections, fc.boolean(), fc.nat(40), fc.nat(40), (given, headed, a, b) => {
      const blocks = blocksOf(given, headed);
      const named = spans(blocks, a, b).flatMap(({ group, from, to }) =>
        Array.from({ length: to - from }, (_, at) => `${group} ${from + at}`),
      );
      const [first, last] = [Math.min(a, b), Math.max(a, b)];
      const expected = Array.from({ length: last - first + 1 }, (_, at) =>
        slotAt(blocks, first + at),
      ).flatMap((slot) => (slot?.kind === 'order' ? [`${slot.block.group} ${slot.place}`] : []));
      expect(named).toEqual(expected);
    }),
  );
});

test('walking passes over heads', () => {
  const blocks = blocksOf(
    [2, 0, 1].map((orders, at) => ({ group: `g${at}`, lane: '', totals: { ...none, orders } })),
    true,
  );
  expect([0, 1, 3, 5].map((line) => nextOrder(blocks, line, 1))).toEqual([1, 1, 4, null]);
  expect([3, 0].map((line) => nextOrder(blocks, line, -1))).toEqual([2, null]);
});
