import type { Rectangle } from '../layer.ts';
import { bestRows } from '../layer.ts';
import { layBlock, type Spot, type Strip } from './block.ts';

/** A carton that stands upright, in whole units of length (tenths of a millimetre, say), all above zero. */
export interface Box extends Rectangle {
  readonly height: number;
}

/** The room of a container in the same unit; `height` ends at the red load line. */
export interface Room extends Rectangle {
  readonly height: number;
}

export interface Wanted {
  readonly key: string;
  readonly box: Box;
  readonly cartons: number;
}

/** Cartons of one kind, one upon the other; x runs from the front wall to the doors, y from side to side. */
export interface Stack extends Spot {
  readonly key: string;
  readonly cartons: number;
  readonly height: number;
}

export interface Stowed {
  readonly stacks: readonly Stack[];
  /** Cartons that found a place, by key. */
  readonly placed: ReadonlyMap<string, number>;
  /** From the front wall to the last carton. */
  readonly usedLength: number;
}

/** Orders in which products are tried one behind the other: all of them for so many, else two. */
const triedInEveryOrder = 5;

/**
 * Where the cartons of several sizes stand in a container. Products stand in blocks one behind the other, each the best
 * straight rows on as little of the length as its stacks need (`bestRows`); a stack holds one product, as many as stand
 * below the load line. What a block leaves free at its sides and ends is offered to the other products first. Of all
 * orders of the products the one is taken that places the most volume, then the one that takes the least length.
 * One product alone comes out as `fillByGeometry` has it. A heuristic: a better load may exist, an impossible one never
 * comes out (tests hold it against exhaustive search on small cases).
 */
export function stow(room: Room, wanted: readonly Wanted[]): Stowed {
  // Which side of a carton is called its length says nothing.
  const asked = wanted
    .filter(({ cartons }) => cartons > 0)
    .map(({ key, cartons, box: { length, width, height } }): Wanted => ({
      key,
      cartons,
      box: { length: Math.max(length, width), width: Math.min(length, width), height },
    }));
  const orders = asked.length <= triedInEveryOrder ? permutations(asked) : [asked, [...asked].sort(byArea)];
  const tried = orders.map((order) => place(room, order));
  const volume = ({ placed }: Stowed): number =>
    asked.reduce(
      (sum, { key, box }) => sum + (placed.get(key) ?? 0) * box.length * box.width * box.height,
      0,
    );
  return tried.reduce(
    (best, one) => {
      const gain = volume(one) - volume(best);
      return gain > 0 || (gain === 0 && one.usedLength < best.usedLength) ? one : best;
    },
    tried[0] ?? { stacks: [], placed: new Map<string, number>(), usedLength: 0 },
  );
}

function byArea(a: Wanted, b: Wanted): number {
  return b.box.length * b.box.width - a.box.length * a.box.width;
}

/** A free stretch of floor, and the product whose block left it: it has been as well laid as it can be. */
interface Free extends Strip {
  readonly left: string | null;
}

function place(room: Room, order: readonly Wanted[]): Stowed {
  let free: readonly Free[] = [{ x: 0, y: 0, length: room.length, width: room.width, left: null }];
  const stacks: Stack[] = [];
  const missing = new Map(order.map(({ key, cartons }) => [key, cartons]));
  // Who found no place may find one in what those behind left.
  for (const { key, box } of [...order, ...order]) {
    const high = Math.floor(room.height / box.height);
    if (high === 0) continue;
    const scrapsFirst = [...free].sort(
      (a, b) => Number(isTail(a, room)) - Number(isTail(b, room)) || areaOf(a) - areaOf(b),
    );
    for (const strip of scrapsFirst) {
      let cartons = missing.get(key) ?? 0;
      if (cartons === 0) break;
      if (strip.left === key) continue;
      const laid = layBlock(strip, box, Math.ceil(cartons / high));
      if (laid === null) continue;
      for (const spot of laid.spots) {
        const count = Math.min(high, cartons);
        stacks.push({ ...spot, key, cartons: count, height: count * box.height });
        cartons -= count;
      }
      missing.set(key, cartons);
      free = [
        ...free.filter((one) => one !== strip),
        ...laid.scraps.map((scrap) => ({ ...scrap, left: key })),
        // Behind a block anybody may follow, but not who could not have more of the strip.
        ...(laid.behind === null ? [] : [{ ...laid.behind, left: cartons > 0 ? key : strip.left }]),
      ];
    }
  }
  return {
    stacks,
    placed: new Map(order.map(({ key, cartons }) => [key, cartons - (missing.get(key) ?? 0)])),
    usedLength: Math.max(0, ...stacks.map(({ x, length }) => x + length)),
  };
}

/** The whole width up to the doors. */
function isTail(strip: Strip, room: Room): boolean {
  return strip.width === room.width && strip.x + strip.length === room.length;
}

function areaOf({ length, width }: Rectangle): number {
  return length * width;
}

function permutations<T>(all: readonly T[]): readonly (readonly T[])[] {
  if (all.length <= 1) return [all];
  return all.flatMap((one, at) =>
    permutations(all.filter((_, index) => index !== at)).map((rest) => [one, ...rest]),
  );
}

/** How many cartons of one kind stand in a room, straight rows: what `stow` places of them alone. */
export function capacityOf(room: Room, box: Box): number {
  return bestRows(room, box).cartons * Math.floor(room.height / box.height);
}
