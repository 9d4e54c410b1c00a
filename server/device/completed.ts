import { only } from '../../shared/model/cell-values.ts';
import { fieldOf } from '../../shared/model/documents.ts';
import type { Change, FactValue, Path } from '../../shared/model/facts.ts';
import type { Random } from '../../shared/model/ids.ts';
import { itemsOf } from '../../shared/model/items.ts';
import { itemsAround } from '../../shared/model/path.ts';
import { positionBetween } from '../../shared/model/position.ts';
import { standingValues } from '../../shared/model/standing.ts';
import { isSame } from './edit.ts';
import type { Entity } from './entity.ts';
import { isKnown } from './objection.ts';

/** A change with what the app would write along with it: a new item's place behind the others, a figure's end of basis. */
export function completed(entity: Entity, change: Change, random: Random): Change {
  const set = change.set ?? {};
  return { ...change, set: { ...placesOf(entity, set, random), ...endedBases(entity, set), ...set } };
}

type Values = Readonly<Record<string, FactValue>>;

/** Items without a position stand before those with one, so whatever is added gets one. */
function placesOf(entity: Entity, set: Values, random: Random): Values {
  const places: Record<string, string> = {};
  const lasts = new Map<string, string | null>();
  for (const item of new Set(Object.keys(set).flatMap(itemsAround))) {
    const place = `${item}/position`;
    if (place in set || fieldOf(entity.kind, place) === null || isKnown(entity, item)) continue;
    const collection = item.slice(0, item.lastIndexOf('/'));
    const before = lasts.has(collection) ? lasts.get(collection) : lastPlace(entity, collection);
    const position = positionBetween(before ?? null, null, random);
    lasts.set(collection, position);
    places[place] = position;
  }
  return places;
}

function lastPlace(entity: Entity, collection: string): string | null {
  const last = itemsOf<'position'>(entity.facts, collection).at(-1);
  return last ? only(last.fields.position.cell) : null;
}

/** A product's figure that is changed no longer rests on what the old one did. */
function endedBases(entity: Entity, set: Values): Values {
  if (entity.kind !== 'product') return {};
  const standing = standingValues(entity.facts);
  const ended: Record<string, null> = {};
  for (const [path, value] of Object.entries(set)) {
    const basis = path.endsWith('/cartons_40rh') ? path.replace('/cartons_40rh', '/basis') : `${path}_basis`;
    const [before = null] = standing.get(path as Path) ?? [];
    if (fieldOf('product', basis) !== null && !isSame('product', path, before, value)) ended[basis] = null;
  }
  return ended;
}
