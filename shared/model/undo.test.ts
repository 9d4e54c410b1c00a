import { describe, expect, test } from 'vitest';
import { allConflicts } from './conflicts.ts';
import { dotKey } from './dot.ts';
import type { Change, Path } from './facts.ts';
import { standingIn } from './items.ts';
import { readRecords } from './read.ts';
import { appendChange } from './record.ts';
import { removalOf, removedAndChangedIn } from './removal.ts';
import { keepChanges } from './settle.ts';
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

  keep(item: string): Step {
    const { home, commercial } = this.order.facts();
    const changes = keepChanges(
      new Map([
        ['board' as const, home],
        ['commercial' as const, commercial],
      ]),
      item,
    );
    const waiting = removedAndChangedIn(home, commercial);
    return [...changes].flatMap(([place, change]) => {
      const wrote = appendChange(this.order[place], { person: '跟单甲', device: 'a' }, 0, change, 'order');
      if (wrote.kind !== 'written') return [];
      this.#mine.add(dotKey(wrote.dot));
      return stepOf('order', place, readRecords(this.order[place]), wrote.dot, waiting);
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

const whole = 'entity/self';
const count: Change = { set: { 'lines/x/cartons': '25' } };
const price: Change = { set: { 'lines/x/unit_price': '2' } };
const line: Change = { set: { 'lines/x/cartons': '20' } };
const priced: Change = { set: { 'lines/x/cartons': '20', 'lines/x/unit_price': '1' } };

/** An item that one of them removed while the other changed a field of it; they have met. */
function disputed(base: Change, item: string, change: Change, removing: 'she' | 'colleague') {
  const sheet = new Sheet();
  const colleague = new OrderDocuments({ person: '跟单乙', device: 'b' });
  colleague.write(base);
  sheet.order.merge(colleague);
  const [removal, edit] = removing === 'she' ? [sheet, colleague] : [colleague, sheet];
  for (const [by, what] of [
    [removal, { remove: [item] }],
    [edit, change],
  ] as const)
    if (by instanceof Sheet) by.do(what);
    else by.write(what);
  sheet.order.merge(colleague);
  colleague.merge(sheet.order);
  return { sheet, colleague };
}

const open = (item: string) => [{ path: item, values: [false, true] }];

const changed: readonly (readonly [string, Change, string, Change])[] = [
  ['an order, its count changed', line, whole, count],
  ['an order, a price changed', priced, whole, price],
  ['an order, its first price set', line, whole, price],
  ['a line, its count changed', line, 'lines/x', count],
  ['a line, its count changed beside a price', priced, 'lines/x', count],
  ['a line, its price changed', priced, 'lines/x', price],
  ['a line, its first price set', line, 'lines/x', price],
];

describe.each(['she', 'colleague'] as const)(
  'a removal that settled a conflict, removed before by %s',
  (who) => {
    test.each(changed)(
      '[F3] [F6] is open again when it is taken back, and settled by redo: %s',
      (_name, base, item, change) => {
        const { sheet, colleague } = disputed(base, item, change, who);
        const before = sheet.order.facts();
        const stands = () => standingIn(sheet.order.facts())(item as Path);
        expect(allConflicts(before)).toEqual(open(item));
        let step = sheet.do({ remove: [item] });
        expect([allConflicts(sheet.order.facts()), stands()]).toEqual([[], false]);
        for (let n = 0; n < 2; n++) {
          const undone = sheet.undo(step);
          expect([undone.blocked, allConflicts(sheet.order.facts()), stands()]).toEqual([
            [],
            open(item),
            true,
          ]);
          const { home, commercial } = sheet.order.facts();
          for (const [was, is] of [
            [before.home, home],
            [before.commercial, commercial],
          ] as const)
            expect(removalOf(item, [is], []).changes).toEqual(removalOf(item, [was], []).changes);
          colleague.merge(sheet.order);
          expect(allConflicts(colleague.facts())).toEqual(open(item));
          const redone = sheet.undo(undone.wrote);
          expect([redone.blocked, allConflicts(sheet.order.facts()), stands()]).toEqual([[], [], false]);
          step = redone.wrote;
        }
      },
    );
  },
);

describe.each(['she', 'colleague'] as const)('an item kept that was removed by %s', (who) => {
  test.each(changed)('[F3] [F6] waits again when that is taken back: %s', (_name, base, item, change) => {
    const { sheet } = disputed(base, item, change, who);
    const undone = sheet.undo(sheet.keep(item));
    expect([undone.blocked, allConflicts(sheet.order.facts())]).toEqual([[], open(item)]);
    const redone = sheet.undo(undone.wrote);
    expect([redone.blocked, allConflicts(sheet.order.facts())]).toEqual([[], []]);
    expect(standingIn(sheet.order.facts())(item as Path)).toBe(true);
    sheet.undo(redone.wrote);
    expect(allConflicts(sheet.order.facts())).toEqual(open(item));
  });
});

test('[F6] what a colleague changes after such a removal is not taken as seen, and redo leaves it', () => {
  const { sheet, colleague } = disputed(priced, 'lines/x', price, 'she');
  const undone = sheet.undo(sheet.do({ remove: ['lines/x'] }));
  colleague.merge(sheet.order);
  colleague.write({ set: { 'lines/x/cartons': '30' } });
  sheet.order.merge(colleague);
  expect(sheet.undo(undone.wrote).blocked.map(({ by }) => by?.person)).toContain('跟单乙');
  expect(allConflicts(sheet.order.facts())).toEqual(open('lines/x'));
});
