import type { EntityId } from '../sync/document-name.ts';
import type { Capture } from './capture.ts';
import { usualOf } from './fills.ts';
import type { Lexicon } from './lexicon.ts';
import { sketchOf } from './sketch.ts';

/** What a line says of a load: goods, how many, in which containers, how cold. */
export interface LineWish {
  readonly goods: readonly { readonly product: EntityId; readonly cartons: string | null }[];
  /** Types, one for each container. */
  readonly containers: readonly string[];
  readonly setPoint: string | null;
}

/**
 * A typed line read as a wish: `garlic 2700 ctns 1x40RH`. Lines of one product are one, counted together where each says
 * how many; a line that names no product means what its customer usually buys.
 */
export function wishOf(capture: Capture, lexicon: Lexicon): LineWish {
  const sketch = sketchOf(capture, lexicon, usualOf(capture, lexicon));
  const cartons = new Map<EntityId, string | null>();
  for (const line of sketch.lines) {
    if (line.product === null) continue;
    const before = cartons.get(line.product);
    cartons.set(
      line.product,
      before === undefined
        ? line.cartons
        : before === null || line.cartons === null
          ? null
          : String(Number(before) + Number(line.cartons)),
    );
  }
  const [only, ...others] = cartons.keys();
  const total = sketch.set['cartons'];
  if (only !== undefined && others.length === 0 && total !== undefined) cartons.set(only, total);
  return {
    goods: [...cartons].map(([product, count]) => ({ product, cartons: count })),
    containers: sketch.containers,
    setPoint: sketch.settings.get('set_point') ?? null,
  };
}
