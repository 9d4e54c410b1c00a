/**
 * A floor, or the footprint of a carton, in millimetres, all above zero. Cartons stand upright, their sides along the
 * floor's.
 */
export interface Rectangle {
  readonly length: number;
  readonly width: number;
}

/** Rows side by side, each full of cartons turned the same way. */
export interface RowLayout {
  readonly cartons: number;
  /** The side of the floor that the rows run along. */
  readonly along: 'length' | 'width';
  /** Rows of cartons that lie with their length along the row. */
  readonly lengthwise: Rows;
  /** Rows of cartons that lie with their width along the row. */
  readonly crosswise: Rows;
}

export interface Rows {
  readonly rows: number;
  /** Cartons in each of them. */
  readonly each: number;
}

/** The better of the two ways to turn all cartons alike. */
export function singleOrientation(floor: Rectangle, carton: Rectangle): number {
  return Math.max(...bothOrientations(floor, carton));
}

/** How many there are with all cartons' length along the floor's length, and with all of them across it. */
export function bothOrientations(floor: Rectangle, carton: Rectangle): readonly [number, number] {
  const fits = (length: number, width: number): number =>
    Math.floor(floor.length / length) * Math.floor(floor.width / width);
  return [fits(carton.length, carton.width), fits(carton.width, carton.length)];
}

/**
 * The most cartons that straight rows hold, along the floor or across it, both orientations mixed: 400 × 300 on
 * 11,599 × 2,290 is 4 rows of 38 and 2 of 28, 208. A layout in blocks may hold more, so this is no upper bound.
 */
export function bestRows(floor: Rectangle, carton: Rectangle): RowLayout {
  const lengthwise = rowsAlong('length', floor, carton);
  const crosswise = rowsAlong('width', { length: floor.width, width: floor.length }, carton);
  return crosswise.cartons > lengthwise.cartons ? crosswise : lengthwise;
}

/** For each number of crosswise rows, as many lengthwise ones as there is width left. */
function rowsAlong(along: RowLayout['along'], floor: Rectangle, carton: Rectangle): RowLayout {
  const perRow = Math.floor(floor.length / carton.length);
  const perCrosswise = Math.floor(floor.length / carton.width);
  let best = layout(0);
  for (let rows = 1; rows * carton.length <= floor.width; rows++) {
    const next = layout(rows);
    if (next.cartons > best.cartons) best = next;
  }
  return best;

  function layout(crosswise: number): RowLayout {
    const rows = Math.floor((floor.width - crosswise * carton.length) / carton.width);
    return {
      cartons: rows * perRow + crosswise * perCrosswise,
      along,
      lengthwise: { rows, each: perRow },
      crosswise: { rows: crosswise, each: perCrosswise },
    };
  }
}
