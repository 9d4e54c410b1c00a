import type { Room, Stack, Stowed } from '../../../shared/rules/plan/stow.ts';

/** A rectangle of a drawing, in centimetres. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Cartons of one kind that are drawn at once. */
export interface Drawn {
  readonly key: string;
  /** One path of all of them. */
  readonly path: string;
}

export interface View {
  /** The farthest first. */
  readonly drawn: readonly Drawn[];
  /** Where the letter of each kind stands. */
  readonly letters: readonly { readonly key: string; readonly x: number; readonly y: number }[];
}

interface Shown {
  readonly key: string;
  readonly rects: readonly Rect[];
}

/** Stacks are in tenths of a millimetre, a drawing in centimetres. */
const scale = 1 / 100;

export function centimetres(units: number): number {
  return units * scale;
}

/** From above: every stack. */
export function fromAbove({ stacks }: Stowed): View {
  const keys = [...new Set(stacks.map(({ key }) => key))];
  return viewOf(
    keys.map((key) => ({
      key,
      rects: stacks
        .filter((stack) => stack.key === key)
        .map((stack) => rect(stack.x, stack.y, stack.length, stack.width)),
    })),
  );
}

/** From the side: cartons one upon the other, from the floor of a room of this height. */
export function fromTheSide({ stacks }: Stowed, { height }: Room): View {
  const near = [...stacks].sort((a, b) => a.y - b.y || a.x - b.x);
  const seen = near.filter((stack, at) => !isHidden(stack, near.slice(0, at)));
  return viewOf(
    seen.reverse().map((stack) => {
      const each = stack.height / stack.cartons;
      return {
        key: stack.key,
        rects: Array.from({ length: stack.cartons }, (_, level) =>
          rect(stack.x, height - (level + 1) * each, stack.length, each),
        ),
      };
    }),
  );
}

/** Whether nearer stacks, as high or higher, stand before all of it. */
function isHidden(stack: Stack, nearer: readonly Stack[]): boolean {
  let reached = stack.x;
  const before = nearer.filter(({ height }) => height >= stack.height).sort((a, b) => a.x - b.x);
  for (const { x, length } of before) if (x <= reached) reached = Math.max(reached, x + length);
  return reached >= stack.x + stack.length;
}

function viewOf(all: readonly Shown[]): View {
  const runs: { key: string; rects: Rect[] }[] = [];
  for (const { key, rects } of all) {
    const last = runs.at(-1);
    if (last?.key === key) last.rects.push(...rects);
    else runs.push({ key, rects: [...rects] });
  }
  const keys = [...new Set(all.map(({ key }) => key))];
  return {
    drawn: runs.map(({ key, rects }) => ({ key, path: rects.map(pathOf).join('') })),
    letters: keys.map((key) => ({
      key,
      ...middle(all.filter((one) => one.key === key).flatMap(({ rects }) => rects)),
    })),
  };
}

function pathOf({ x, y, width, height }: Rect): string {
  return `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`;
}

function rect(x: number, y: number, width: number, height: number): Rect {
  return { x: centimetres(x), y: centimetres(y), width: centimetres(width), height: centimetres(height) };
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** The carton nearest to the middle of them all. */
function middle(rects: readonly Rect[]): { readonly x: number; readonly y: number } {
  const centres = rects.map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }));
  const mean = (of: (one: (typeof centres)[number]) => number): number =>
    centres.reduce((sum, one) => sum + of(one), 0) / Math.max(1, centres.length);
  const [x, y] = [mean((one) => one.x), mean((one) => one.y)];
  const away = (one: (typeof centres)[number]): number => (one.x - x) ** 2 + (one.y - y) ** 2;
  return centres.reduce((best, one) => (away(one) < away(best) ? one : best), centres[0] ?? { x: 0, y: 0 });
}

/** Stretches of the floor by goods, for those who do not see the drawing: mm from the front wall. */
export interface PlaceRow {
  readonly key: string;
  readonly cartons: number;
  readonly stacks: number;
  readonly perStack: number;
  readonly from: number;
  readonly to: number;
}

export function placesOf({ stacks }: Stowed): readonly PlaceRow[] {
  const keys = [...new Set(stacks.map(({ key }) => key))];
  return keys
    .map((key): PlaceRow => {
      const own = stacks.filter((stack) => stack.key === key);
      return {
        key,
        cartons: own.reduce((sum, { cartons }) => sum + cartons, 0),
        stacks: own.length,
        perStack: Math.max(...own.map(({ cartons }) => cartons)),
        from: Math.round(Math.min(...own.map(({ x }) => x)) / 10),
        to: Math.round(Math.max(...own.map(({ x, length }) => x + length)) / 10),
      };
    })
    .sort((a, b) => a.from - b.from);
}
