import type { Figure } from './figures.ts';
import type { ModelFigure } from './model-bench.ts';
import { medians, type Results } from './results.ts';

/** What `npm run bench` writes and `npm run bench -- readme` reads. */
export interface Report {
  readonly when: string;
  readonly machine: { readonly cpus: string; readonly node: string; readonly loadBefore: number };
  readonly runs: number;
  readonly figures: readonly Figure[];
  readonly medians: ReturnType<typeof medians>;
  readonly values: Results;
}

/** What the bench of the model writes. */
export interface ModelReport {
  readonly when: string;
  readonly machine: Report['machine'];
  readonly figures: readonly ModelFigure[];
}

/** What a soak writes: memory of the last third over that of the middle third. */
export interface SoakReport {
  readonly when: string;
  readonly machine: Report['machine'];
  readonly minutes: number;
  readonly changes: number;
  readonly page: number;
  readonly worker: number;
}

/** Rows of text in columns of equal width. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (so, row) => row.map((cell, at) => Math.max(so[at] ?? 0, cell.length)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function figureRows(figures: readonly Figure[]): readonly (readonly string[])[] {
  return [
    ['', 'against', 'ours', 'theirs', 'ratio', 'reach', ''],
    ...figures.map(({ figure, against, ours, theirs, ratio, reach, reached }) => [
      figure,
      against,
      number(ours),
      theirs === null ? '' : number(theirs),
      theirs === null ? '' : number(ratio),
      reach,
      reached ? 'yes' : 'NO',
    ]),
  ];
}

export function medianRows(results: Results): readonly (readonly string[])[] {
  return Object.entries(medians(results)).flatMap(([part, servers]) =>
    Object.entries(servers).flatMap(([server, metrics]) =>
      Object.entries(metrics).map(([metric, value]) => [part, server, metric, number(value)]),
    ),
  );
}

/** Three digits that count, and separators; a dash for what a short run could not measure. */
export function number(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return digits.toLocaleString('en-US', { maximumSignificantDigits: 21 });
}
