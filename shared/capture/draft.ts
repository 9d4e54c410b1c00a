import { newItemId, type Random } from '../model/ids.ts';
import { positionBetween } from '../model/position.ts';
import type { EntityId } from '../sync/document-name.ts';
import { isMoney, type Capture, type Piece } from './capture.ts';
import type { Fill } from './fills.ts';
import type { Lexicon } from './lexicon.ts';
import { restOf, sketchOf } from './sketch.ts';

export interface Draft {
  /** Paths of the new order, for `newOrderChange`. Prices lie in commercial ones. */
  readonly set: Readonly<Record<string, string>>;
  /** What was not understood or found no field, in the order of the line: the first lines of the order's note. */
  readonly rest: readonly string[];
  /** The paths that a fill has set, and which. */
  readonly filled: ReadonlyMap<string, Fill>;
  /** Money that found no field. A note is read on the board, so it is not in `rest`: the person is to be told. */
  readonly withheld: readonly Piece[];
}

/**
 * The order that a capture describes: what its pieces say, and where they say nothing what the fills add. Of two pieces
 * that contradict each other the first is taken. Ids and places of lines and containers are made with `random`.
 */
export function draftOf(capture: Capture, fills: readonly Fill[], lexicon: Lexicon, random: Random): Draft {
  const usual = fills.find(({ pattern }) => pattern === 'lines/*/product')?.value ?? null;
  const order = sketchOf(capture, lexicon, usual as EntityId | null);
  const set: Record<string, string> = { ...order.set };
  const filled = new Map<string, Fill>();
  for (const fill of fills) {
    if (fill.pattern.includes('/') || fill.pattern in set) continue;
    set[fill.pattern] = fill.value;
    filled.set(fill.pattern, fill);
  }
  const add = (collection: string, items: readonly Readonly<Record<string, string | null>>[]): void => {
    const usualOnes = fills.flatMap((fill) => {
      const [first, , name] = fill.pattern.split('/');
      return first === collection && name !== undefined ? [[name, fill] as const] : [];
    });
    let position: string | null = null;
    for (const item of items) {
      const id = newItemId(random);
      position = positionBetween(position, null, random);
      const said = Object.entries(item).filter(([, value]) => value !== null);
      const values = Object.fromEntries(usualOnes.map(([name, { value }]) => [name, value]));
      const fields = { position, ...values, ...Object.fromEntries(said) };
      for (const [name, value] of Object.entries(fields)) set[`${collection}/${id}/${name}`] = value;
      for (const [name, fill] of usualOnes)
        if (
          !said.some(([one]) => one === name) ||
          (collection === 'lines' && name === 'product' && usual !== null)
        )
          filled.set(`${collection}/${id}/${name}`, fill);
    }
  };
  add(
    'lines',
    order.lines.map(({ product, count, cartons, unitPrice }) => ({
      product,
      count,
      cartons,
      unit_price: unitPrice,
    })),
  );
  add(
    'containers',
    order.containers.map((type) => ({ type, ...Object.fromEntries(order.settings) })),
  );
  return {
    set,
    rest: restOf(capture, order.left),
    filled,
    withheld: [...order.left].filter(({ reading }) => isMoney(reading)).sort((a, b) => a.from - b.from),
  };
}
