import * as Y from 'yjs';
import { projectEntity } from '../../client/worker/project-entity.ts';
import { idOf, openOrder, order } from './orders.ts';
import { number } from './report.ts';
import { reproject, type Reprojection } from './reproject.ts';
import type { Sizes } from './sizes.ts';
import { median } from './statistics.ts';

/** One figure of the model: what was measured against what it must not pass. */
export interface ModelFigure {
  readonly figure: string;
  readonly unit: 'bytes' | 'ms';
  /** null: told, nothing was promised. */
  readonly most: number | null;
  readonly measured: number;
}

function timed(times: number, work: () => void): number {
  const values: number[] = [];
  for (let run = 0; run < times; run++) {
    const started = performance.now();
    work();
    values.push(performance.now() - started);
  }
  return median(values);
}

/** Sizes and times that need no browser; `times` repetitions of each that is timed. */
function modelFigures(times: number): readonly ModelFigure[] {
  const small = Y.encodeStateAsUpdate(order(0, 10, 1));
  const shared = Y.encodeStateAsUpdate(order(1, 200, 100));
  const long = Y.encodeStateAsUpdate(order(2, 500, 1));
  const opens = Array.from({ length: times }, () => openOrder(long));
  return [
    { figure: 'an order of 25 fields and 10 edits', unit: 'bytes', most: 1_300, measured: small.byteLength },
    { figure: '200 edits by 100 devices', unit: 'bytes', most: 20_000, measured: shared.byteLength },
    {
      figure: 'one document projected',
      unit: 'ms',
      most: 0.25,
      measured: timed(times, () => void projectEntity(idOf(0), new Map([['board', [small]]]))),
    },
    { figure: 'an order of 500 edits opened', unit: 'ms', most: 5, measured: median(opens) },
  ];
}

/** All of the model's figures, the projection in Chromium among them. */
export async function allModelFigures({ model }: Sizes): Promise<readonly ModelFigure[]> {
  const figures = modelFigures(model.times);
  const { same, other } = await reproject(model.orders, model.runs);
  const of = (pick: (run: Reprojection) => number): number => median(same.map(pick));
  const orders = number(model.orders);
  return [
    ...figures,
    {
      figure: `${orders} orders projected anew in the worker, from reload`,
      unit: 'ms',
      most: 3_000,
      measured: of((run) => run.sinceReload),
    },
    {
      figure: 'the same where the update makes every row otherwise',
      unit: 'ms',
      most: 3_000,
      measured: median(other.map((run) => run.sinceReload)),
    },
    { figure: 'told in the status line for', unit: 'ms', most: null, measured: of((run) => run.told) },
    {
      figure: 'longest task of the page meanwhile',
      unit: 'ms',
      most: null,
      measured: of((run) => run.longestTask),
    },
  ];
}

export function modelRows(figures: readonly ModelFigure[]): readonly (readonly string[])[] {
  return [
    ['', 'measured', 'at most', ''],
    ...figures.map(({ figure, unit, most, measured }) => [
      figure,
      `${number(measured)} ${unit}`,
      most === null ? '' : number(most),
      most === null ? '' : measured <= most ? 'yes' : 'NO',
    ]),
  ];
}
