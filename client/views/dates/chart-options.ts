import uPlot from 'uplot';
import type { Ink } from './chart-ink.ts';

type Options = Omit<uPlot.Options, 'width' | 'height'>;

const quiet = {
  legend: { show: false },
  cursor: { drag: { x: false, y: false }, points: { show: false } },
} as const satisfies Partial<Options>;

/** Whole numbers only: nobody ships half an order. */
function wholeSteps(_plot: uPlot, _axis: number, min: number, max: number): number[] {
  const step = Math.max(1, Math.ceil((max - min) / 4));
  return Array.from({ length: Math.floor((max - min) / step) + 1 }, (_, index) => min + index * step);
}

function most(figures: readonly (number | null)[]): number {
  return Math.max(4, ...figures.map((figure) => figure ?? 0));
}

export interface WeeksShown {
  readonly labels: readonly string[];
  /** The place of this week among them; outside where it is not. */
  readonly now: number;
  readonly most: readonly number[];
  /** The week under the pointer; null for none. */
  readonly over: (week: number | null) => void;
}

/** Bars by week: what was planned as an outline, what came of it in ink within. */
export function planAgainstActual({ labels, now, most: figures, over }: WeeksShown): (ink: Ink) => Options {
  return (ink) => ({
    ...quiet,
    padding: [8, 8, 0, 0],
    scales: {
      x: { time: false, range: [-0.6, labels.length - 0.4] },
      y: { range: [0, most(figures) * 1.1] },
    },
    axes: [
      {
        stroke: ink.pale,
        font: ink.font,
        size: 28,
        gap: 4,
        grid: { show: false },
        ticks: { show: false },
        border: { show: true, stroke: ink.control, width: 1 },
        space: 56,
        incrs: [1, 2, 4, 8, 13],
        values: (_plot, splits) => splits.map((week) => labels[week] ?? ''),
      },
      {
        stroke: ink.pale,
        font: ink.font,
        size: 36,
        grid: { stroke: ink.hair, width: 1 },
        ticks: { show: false },
        splits: wholeSteps,
      },
    ],
    series: [
      {},
      {
        stroke: ink.control,
        width: 1.5,
        points: { show: false },
        ...paths(uPlot.paths.bars?.({ size: [0.8, 44] })),
      },
      {
        fill: ink.second,
        stroke: ink.second,
        width: 0,
        points: { show: false },
        ...paths(uPlot.paths.bars?.({ size: [0.5, 26] })),
      },
    ],
    hooks: {
      draw: [(plot) => drawNow(plot, now, ink)],
      setCursor: [({ cursor }) => over(cursor.idx ?? null)],
    },
  });
}

/** Bars from the left, one for each name, with the figure at its end. */
export function barsByName(names: readonly string[], figures: readonly number[]): (ink: Ink) => Options {
  return (ink) => ({
    ...quiet,
    cursor: { show: false },
    padding: [0, 36, 0, 0],
    scales: {
      x: { time: false, ori: 1, dir: -1, range: [-0.5, names.length - 0.5] },
      y: { ori: 0, dir: 1, range: [0, Math.max(1, ...figures)] },
    },
    axes: [
      {
        // Left; the library's names of the sides are not there at run time.
        // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
        side: 3,
        size: 148,
        stroke: ink.ink,
        font: ink.font,
        grid: { show: false },
        ticks: { show: false },
        border: { show: true, stroke: ink.control, width: 1 },
        splits: () => names.map((_, index) => index),
        values: () => names.map(shortName),
      },
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
      { show: false, side: 2 },
    ],
    series: [
      {},
      {
        fill: ink.second,
        stroke: ink.second,
        width: 0,
        points: { show: false },
        ...paths(uPlot.paths.bars?.({ size: [0.6, 18] })),
      },
    ],
    hooks: { draw: [(plot) => drawFigures(plot, figures, ink)] },
  });
}

/** A line by week, without words: a small picture among others of the same scale. */
export function smallLine(weeks: number, highest: number): (ink: Ink) => Options {
  return (ink) => ({
    ...quiet,
    cursor: { show: false },
    padding: [4, 4, 2, 0],
    scales: {
      x: { time: false, range: [0, Math.max(1, weeks - 1)] },
      y: { range: [0, Math.max(1, highest)] },
    },
    axes: [{ show: false }, { show: false }],
    series: [{}, { stroke: ink.ink, width: 1.5, points: { show: false } }],
  });
}

function paths(builder: uPlot.Series.PathBuilder | undefined): { paths?: uPlot.Series.PathBuilder } {
  return builder ? { paths: builder } : {};
}

/** A bar for now, as on the timeline: between the week that runs and the one before. */
function drawNow(plot: uPlot, now: number, ink: Ink): void {
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(now - 0.5, 'x', true));
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = ink.ink;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function drawFigures(plot: uPlot, figures: readonly number[], ink: Ink): void {
  const { ctx } = plot;
  ctx.save();
  ctx.fillStyle = ink.ink;
  ctx.font = ink.font.replace('12px', `${12 * devicePixelRatio}px`);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const [index, figure] of figures.entries())
    ctx.fillText(
      String(figure),
      plot.valToPos(figure, 'y', true) + 6 * devicePixelRatio,
      plot.valToPos(index, 'x', true),
    );
  ctx.restore();
}

/** As much of a name as has room on the axis; the table has all of it. */
function shortName(name: string): string {
  return name.length > 20 ? `${name.slice(0, 19)}…` : name;
}
