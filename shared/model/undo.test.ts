import { expect, test } from 'vitest';
import { allConflicts } from './conflicts.ts';
import { dotKey } from './dot.ts';
import type { Change, Path } from './facts.ts';
import { readRecords } from './read.ts';
import { OrderDocuments } from './test-documents.ts';
import { planUndo, stepOf, type Documents, type Step, type UndoPlan } from './undo.ts';
import { appendUndo } from './undo-write.ts';

/** One person's order with both of its documents; what she does can be taken back. */
class Sheet {
  readonly order = new OrderDocuments();
  readonly #mine = new Set<string>();

  do(change: Change): Step {
    return [...this.order.write(change)].flatMap(([place, dot]) => {
      this.#mine.add(dotKey(dot));
      return stepOf('order', place, readRecords(this.order[place]), dot);
    });
  }

  /** Takes a step back and gives what would take that back. */
  undo(step: Step): UndoPlan & { readonly wrote: Step } {
    const { home, commercial } = this.order.facts();
    const documents: Documents = new Map([
      ['board', { records: readRecords(this.order.board), facts: home }],
      ['commercial', { records: readRecords(this.order.commercial), facts: commercial }],
    ]);
    const plan = planUndo(step, documents, this.#mine);
    const wrote = (['board', 'commercial'] as const).flatMap((place) => {
      const reverts = plan.reverts.filter((one) => one.step.compartment === place);
      return appendUndo(this.order[place], { person: '跟单甲', device: 'a' }, 1, reverts);
    });
    for (const one of wrote)
      for (const { dots } of one.wrote) for (const dot of dots) this.#mine.add(dotKey(dot));
    return { ...plan, wrote };
  }

  price(): readonly unknown[] {
    const state = this.order.facts().commercial.paths.get('lines/x/unit_price' as Path);
    return state?.heads.map(({ value }) => value) ?? [];
  }
}

function withPrice(): { readonly sheet: Sheet; readonly colleague: OrderDocuments; readonly step: Step } {
  const sheet = new Sheet();
  const colleague = new OrderDocuments({ person: '跟单乙', device: 'b' });
  colleague.write({ set: { 'lines/x/cartons': '20', 'lines/x/unit_price': '1' } });
  sheet.order.merge(colleague);
  const step = sheet.do({ set: { 'lines/x/unit_price': '2' } });
  colleague.merge(sheet.order);
  return { sheet, colleague, step };
}

test('[F6] a price is taken back in a line that a colleague removed and had back on the board alone', () => {
  const { sheet, colleague, step } = withPrice();
  colleague.write({ remove: ['lines/x'] });
  colleague.write({ set: { 'lines/x/cartons': '25' } });
  sheet.order.merge(colleague);
  const undone = sheet.undo(step);
  expect([undone.blocked, sheet.price()]).toEqual([[], ['1']]);
  // The line stands and is settled: where its price lies, that is said along with it.
  expect(allConflicts(sheet.order.facts())).toEqual([]);
  const redone = sheet.undo(undone.wrote);
  expect([redone.blocked, sheet.price()]).toEqual([[], ['2']]);
  expect(allConflicts(sheet.order.facts())).toEqual([]);
  expect(sheet.undo(redone.wrote).blocked).toEqual([]);
});

test('[F6] not in a line that is gone, and who removed it is named', () => {
  const { sheet, colleague, step } = withPrice();
  colleague.write({ remove: ['lines/x'] });
  sheet.order.merge(colleague);
  const { blocked } = sheet.undo(step);
  expect(blocked.map(({ path, by }) => [path, by?.person])).toEqual([['lines/x/unit_price', '跟单乙']]);
  expect(sheet.price()).toEqual(['2']);
});

test('[F6] a count is taken back in a line that somebody removed while its first price was set', () => {
  const sheet = new Sheet();
  const colleague = new OrderDocuments({ person: '跟单乙', device: 'b' });
  colleague.write({ set: { 'lines/x/cartons': '20' } });
  sheet.order.merge(colleague);
  const step = sheet.do({ set: { 'lines/x/cartons': '25' } });
  const third = new OrderDocuments({ person: '跟单丙', device: 'c' });
  third.merge(sheet.order);
  third.write({ remove: ['lines/x'] });
  colleague.write({ set: { 'lines/x/unit_price': '9' } });
  for (const other of [third, colleague]) sheet.order.merge(other);
  expect(sheet.undo(step).blocked).toEqual([]);
  expect(sheet.order.facts().home.paths.get('lines/x/cartons' as Path)?.heads[0]?.value).toBe('20');
  // That does not settle whether the line stays.
  expect(allConflicts(sheet.order.facts())).toEqual([{ path: 'lines/x', values: [false, true] }]);
});
