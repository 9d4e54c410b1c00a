import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillByWeight, fillContainer, layerOf, type FillInput } from '../../shared/rules/fill.ts';
import {
  bestRows,
  bothOrientations,
  singleOrientation,
  type Rectangle,
  type RowLayout,
} from '../../shared/rules/layer.ts';

const side = (min: number, max: number) => fc.integer({ min, max });
const carton = fc.record({ length: side(80, 900), width: side(80, 900) });
const ground = fc.record({ length: side(1000, 14000), width: side(500, 2500) });

/** Millimetres that a layout takes across its rows, and along the longest of them. */
function taken({ along, lengthwise, crosswise }: RowLayout, box: Rectangle, floor: Rectangle) {
  const [length, width] = along === 'length' ? [floor.length, floor.width] : [floor.width, floor.length];
  return {
    across: lengthwise.rows * box.width + crosswise.rows * box.length,
    width,
    along: Math.max(
      lengthwise.rows > 0 ? lengthwise.each * box.length : 0,
      crosswise.rows > 0 ? crosswise.each * box.width : 0,
    ),
    length,
  };
}

describe('a layer of straight rows', () => {
  test('holds what it says within the floor, and no less than cartons turned alike', () => {
    fc.assert(
      fc.property(ground, carton, (floor, box) => {
        const layout = bestRows(floor, box);
        const { lengthwise, crosswise } = layout;
        expect(layout.cartons).toBe(lengthwise.rows * lengthwise.each + crosswise.rows * crosswise.each);
        expect(layout.cartons).toBeGreaterThanOrEqual(singleOrientation(floor, box));
        expect(Math.max(...bothOrientations(floor, box))).toBe(singleOrientation(floor, box));
        const { across, width, along, length } = taken(layout, box, floor);
        expect(across).toBeLessThanOrEqual(width);
        expect(along).toBeLessThanOrEqual(length);
        expect(layout.cartons * box.length * box.width).toBeLessThanOrEqual(floor.length * floor.width);
      }),
    );
  });

  test('is as good as trying every number of rows', () => {
    fc.assert(
      fc.property(ground, carton, (floor, box) => {
        const tried = [
          [floor.length, floor.width],
          [floor.width, floor.length],
        ].flatMap(([length = 0, width = 0]) => {
          const counts: number[] = [];
          for (let a = 0; a * box.width <= width; a++)
            for (let b = 0; a * box.width + b * box.length <= width; b++)
              counts.push(a * Math.floor(length / box.length) + b * Math.floor(length / box.width));
          return counts;
        });
        expect(bestRows(floor, box).cartons).toBe(Math.max(0, ...tried));
      }),
    );
  });

  test('does not depend on which side of a carton is called its length, nor on the unit', () => {
    fc.assert(
      fc.property(ground, carton, (floor, box) => {
        const { cartons } = bestRows(floor, box);
        expect(bestRows(floor, { length: box.width, width: box.length }).cartons).toBe(cartons);
        const tenth = (mm: number): string => `${Math.floor(mm / 10)}.${mm % 10}`;
        const layer = layerOf(
          { length: tenth(box.length), width: tenth(box.width) },
          { length: tenth(floor.length), width: tenth(floor.width) },
        );
        expect(layer.kind === 'known' && layer.value.perLayer.cartons).toBe(cartons);
      }),
    );
  });

  test('never holds less on a larger floor', () => {
    fc.assert(
      fc.property(ground, carton, side(0, 500), side(0, 500), (floor, box, longer, wider) => {
        const larger = { length: floor.length + longer, width: floor.width + wider };
        expect(bestRows(larger, box).cartons).toBeGreaterThanOrEqual(bestRows(floor, box).cartons);
      }),
    );
  });
});

const input: fc.Arbitrary<FillInput> = fc
  .record({
    box: carton,
    floor: ground,
    height: side(80, 600),
    stow: side(1500, 2600),
    gross: side(1, 400),
    payload: side(10000, 32000),
    road: fc.option(side(5000, 32000)),
    pallets: fc.option(fc.tuple(side(1, 24), side(1, 240))),
  })
  .map(({ box, floor, height, stow, gross, payload, road, pallets }) => ({
    carton: { length: `${box.length}`, width: `${box.width}`, height: `${height}`, gross: `${gross / 10}` },
    space: {
      length: `${floor.length}`,
      width: `${floor.width}`,
      stowHeight: `${stow}`,
      payload: `${payload}`,
    },
    roadLimit: road === null ? null : `${road}`,
    pallets: pallets && { count: `${pallets[0]}`, cartonsEach: `${pallets[1]}` },
  }));

describe('a full container', () => {
  test('takes no more than its volume, its payload and its road, and one carton more is too many', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { geometry, weight, pallets, smallest } = fillContainer(given);
        if (geometry.kind === 'unknown' || weight.kind === 'unknown' || smallest.kind === 'unknown')
          throw new Error('everything is given');
        const { carton: box, space, roadLimit } = given;
        const volume = Number(box.length) * Number(box.width) * Number(box.height);
        expect(geometry.value.cartons * volume).toBeLessThanOrEqual(
          Number(space.length) * Number(space.width) * Number(space.stowHeight),
        );
        const tenths = Math.round(Number(box.gross) * 10);
        const limit = Math.min(Number(space.payload), Number(roadLimit ?? space.payload)) * 10;
        expect(weight.value.cartons * tenths).toBeLessThanOrEqual(limit);
        expect((weight.value.cartons + 1) * tenths).toBeGreaterThan(limit);
        const stowed = pallets?.kind === 'known' ? pallets.value : geometry.value.cartons;
        expect(smallest.value.cartons).toBe(Math.min(stowed, weight.value.cartons));
      }),
    );
  });

  test('is unknown, and says why, whatever is missing', () => {
    const missing: readonly (readonly [string, (given: FillInput) => FillInput])[] = [
      ['carton length', (given) => ({ ...given, carton: { ...given.carton, length: null } })],
      ['carton width', (given) => ({ ...given, carton: { ...given.carton, width: '' } })],
      ['carton height', (given) => ({ ...given, carton: { ...given.carton, height: 'high' } })],
      ['carton gross', (given) => ({ ...given, carton: { ...given.carton, gross: null } })],
      ['stow height', (given) => ({ ...given, space: { ...given.space, stowHeight: null } })],
      ['container length', (given) => ({ ...given, space: { ...given.space, length: null } })],
      ['payload', (given) => ({ ...given, roadLimit: null, space: { ...given.space, payload: null } })],
    ];
    fc.assert(
      fc.property(input, fc.constantFrom(...missing), (given, [name, without]) => {
        const { smallest } = fillContainer({ ...without(given), pallets: null });
        expect(smallest.kind === 'unknown' && smallest.lacks).toContain(name);
      }),
    );
  });

  test('takes no more where cartons are heavier or the road takes less', () => {
    fc.assert(
      fc.property(side(1, 400), side(0, 100), side(1, 32000), side(0, 9000), (gross, more, road, less) => {
        const cartons = (weight: number, limit: number): number => {
          const fill = fillByWeight({ payload: '29580', roadLimit: `${limit}`, cartonGross: `${weight}` });
          return fill.kind === 'known' ? fill.value.cartons : NaN;
        };
        expect(cartons(gross + more, road)).toBeLessThanOrEqual(cartons(gross, road));
        expect(cartons(gross, Math.max(0, road - less))).toBeLessThanOrEqual(cartons(gross, road));
      }),
    );
  });
});
