import { modelRows } from './model-bench.ts';
import { figureRows, number, type ModelReport, type Report, type SoakReport } from './report.ts';

const begin = '<!-- performance: written by `npm run bench -- readme` -->';
const end = '<!-- end of performance -->';

export interface Reports {
  readonly relay: Report;
  /** Those that were measured. */
  readonly board: Report | null;
  readonly model: ModelReport | null;
  readonly soak: SoakReport | null;
}

/** README with its section on performance as these reports have it. */
export function withPerformance(readme: string, { relay, board, model, soak }: Reports): string {
  const parts = [
    sectionOf(relay),
    board && boardSection(board),
    soak && soakSection(soak),
    model && modelSection(model),
  ].filter((part) => part !== null);
  const section = `${begin}\n\n${parts.join('\n\n')}\n\n${end}`;
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < 0) return `${readme.trimEnd()}\n\n${section}\n`;
  return readme.slice(0, from) + section + readme.slice(to + end.length);
}

function sectionOf({ when, machine, runs, figures, medians }: Report): string {
  const [head = [], ...rows] = figureRows(figures);
  const lost = Object.entries(medians['f killed'] ?? {}).map(
    ([server, { lost: count = NaN }]) => `${server} ${number(count)}`,
  );
  return [
    '## Performance',
    '',
    `Medians of ${runs} runs in turn on ${machine.cpus} with Node ${machine.node.slice(1)}, ${when.slice(0, 10)}; each server in a`,
    'process of its own, the load from another one. Ours commits with `synchronous=FULL` before it passes an update on; the',
    'peers store later or not at all. `broadcast` stores nothing: it is what the machine can do at most.',
    'The load comes from one machine and without a pause, so ours runs with its bounds on updates and connections lifted.',
    'Repeat it with `npm run bench -- relay`.',
    '',
    ...markdown([head.slice(0, 6), ...rows.map((row) => row.slice(0, 6))]),
    '',
    ...(lost.length > 0
      ? [`Updates lost of 20 when killed right after a second client saw them: ${lost.join(', ')}.`]
      : []),
  ]
    .join('\n')
    .trimEnd();
}

function boardSection({ when, runs, figures }: Report): string {
  return [
    '### The board',
    '',
    `Medians of ${runs} ${runs === 1 ? 'run' : 'runs'} in Chromium, ${when.slice(0, 10)}: the whole app against one Y.Doc with a Y.Map for each`,
    'order in y-indexeddb, all cards drawn. Repeat it with `npm run bench -- board`.',
    '',
    ...markdown(figureRows(figures).map((row) => row.slice(0, 6))),
  ].join('\n');
}

function soakSection({ when, minutes, changes, page, worker }: SoakReport): string {
  return [
    `\`npm run bench -- soak --minutes ${minutes}\`, ${when.slice(0, 10)}: after ${number(changes)} changes by others the memory of the last`,
    `third is ${page.toFixed(3)} of that of the middle third in the page, ${worker.toFixed(3)} in the worker.`,
  ].join('\n');
}

function modelSection({ when, figures }: ModelReport): string {
  return [
    '### The model',
    '',
    `\`npm run bench -- model\`, ${when.slice(0, 10)}.`,
    '',
    ...markdown(modelRows(figures).map((row) => row.slice(0, 3))),
  ].join('\n');
}

/** As prettier writes a table. */
function markdown(rows: readonly (readonly string[])[]): readonly string[] {
  const [head = []] = rows;
  const widths = head.map((_, at) => Math.max(3, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [first, ...rest] = rows.map(line);
  return [first ?? '', `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest];
}
