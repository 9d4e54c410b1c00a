// The relay against its peers and the board against a naive one, in one run, one after the other in turn.
//   npm run bench -- relay                 everything; the table on the console, all of it in tests/bench/relay.json
//   npm run bench -- relay --quick         a look whether it still runs
//   npm run bench -- relay --only a,b      some parts: a fan-out, b many documents, c idle memory, d large document,
//                                          f kill, g catching up, s start
//   npm run bench -- relay --runs 3 --json file
//   npm run bench -- model [--quick]       sizes and times of the model; the table, and all in tests/bench/model.json
//   npm run bench -- board [--quick]       the board in Chromium against one document in y-indexeddb; tests/bench/board.json
//   npm run bench -- board --only a,b      a, b first paint and memory with few orders and with many, c a fresh device,
//                                          d a colleague's change, e scrolling, dragging, typing, f, g search, h shell
//   npm run bench -- checks [--quick]      10,000 orders judged anew in the app's worker; tests/bench/checks.json
//   npm run bench -- soak --minutes 30     memory of page and worker while a team works; tests/bench/soak.json
//   npm run bench -- readme                writes README's section from the JSON
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../run/step.ts';
import { letters, measureBoard, tidyUp } from './board/board-bench.ts';
import { boardFigures } from './board/figures.ts';
import { full as fullBoard, quick as quickBoard } from './board/sizes.ts';
import { growth, soak, steady } from './board/soak.ts';
import { mostMilliseconds, recheck } from './checks.ts';
import { figuresOf } from './figures.ts';
import { allModelFigures, modelRows } from './model-bench.ts';
import { withPerformance } from './readme.ts';
import {
  figureRows,
  medianRows,
  number,
  table,
  type ModelReport,
  type Report,
  type SoakReport,
} from './report.ts';
import { parts } from './relay-bench.ts';
import { medians, type Results } from './results.ts';
import { cleanUp } from './servers.ts';
import { full, quick } from './sizes.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    runs: { type: 'string' },
    json: { type: 'string' },
    minutes: { type: 'string', default: '30' },
  },
});

switch (positionals[0]) {
  case 'relay':
    await relay();
    break;
  case 'model':
    await model();
    break;
  case 'board':
    await board();
    break;
  case 'checks':
    await checks();
    break;
  case 'soak':
    await soaked();
    break;
  case 'readme': {
    const file = join(root, 'README.md');
    const relay = written('relay') as Report | null;
    if (relay === null) throw new Error('npm run bench -- relay comes first');
    const reports = {
      relay,
      board: written('board') as Report | null,
      model: written('model') as ModelReport | null,
      soak: written('soak') as SoakReport | null,
    };
    writeFileSync(file, withPerformance(readFileSync(file, 'utf8'), reports));
    break;
  }
  default:
    console.error('npm run bench -- relay | model | board | checks | soak | readme; see tests/bench/main.ts');
    process.exitCode = 1;
}

/** What a bench has written; null where it has not been run. */
function written(bench: string): unknown {
  const file = join(root, `tests/bench/${bench}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

async function model(): Promise<void> {
  const figures = await allModelFigures(options.quick ? quick : full);
  const report = { when: new Date().toISOString(), machine: machineNow(), figures };
  writeReport('model', report);
  console.log(`Medians, load before ${report.machine.loadBefore.toFixed(2)}\n`);
  console.log(table(modelRows(figures)));
}

async function relay(): Promise<void> {
  const sizes = options.quick ? quick : full;
  const runs = options.runs === undefined ? sizes.runs : Number(options.runs);
  const chosen = options.only?.split(',') ?? Object.keys(parts);
  const machine = machineNow();
  const results: Results = {};
  try {
    for (let run = 0; run < runs; run++) {
      for (const [letter, { once, measure }] of Object.entries(parts)) {
        if (!chosen.includes(letter) || (once && run > 0)) continue;
        process.stderr.write(`run ${run + 1} of ${runs}: ${letter}\n`);
        await measure(results, sizes, run);
      }
    }
  } finally {
    await cleanUp();
  }
  const figures = figuresOf(results);
  const report: Report = {
    when: new Date().toISOString(),
    machine,
    runs,
    figures,
    medians: medians(results),
    values: results,
  };
  writeReport('relay', report);
  console.log(`Medians of ${runs}, load before ${machine.loadBefore.toFixed(2)}\n`);
  console.log(`${table(medianRows(results))}\n`);
  console.log(table(figureRows(figures)));
}

async function board(): Promise<void> {
  const sizes = options.quick ? quickBoard : fullBoard;
  const runs = options.runs === undefined ? sizes.runs : Number(options.runs);
  const asked = letters.filter((letter) => options.only?.split(',').includes(letter) ?? true);
  const machine = machineNow();
  const { results, failures } = await measureBoard(sizes, runs, asked);
  const figures = boardFigures(results, sizes, asked);
  const report: Report & { readonly failures: readonly string[] } = {
    when: new Date().toISOString(),
    machine,
    runs,
    figures,
    medians: medians(results),
    values: results,
    failures,
  };
  writeReport('board', report);
  console.log(`Medians of ${runs}, load before ${machine.loadBefore.toFixed(2)}\n`);
  console.log(`${table(medianRows(results))}\n`);
  console.log(table(figureRows(figures)));
  for (const failure of failures) console.log(`failed: ${failure}`);
}

async function checks(): Promise<void> {
  const machine = machineNow();
  const runs = options.runs === undefined ? (options.quick ? 1 : 3) : Number(options.runs);
  const rechecks = await recheck(options.quick ? 1_000 : fullBoard.few, runs);
  writeReport('checks', { when: new Date().toISOString(), machine, rechecks });
  console.log(`Load before ${machine.loadBefore.toFixed(2)}\n`);
  console.log(
    table([
      ['open orders', 'name the product', 'ms', 'CPU s', 'written', 'longest wait ms', 'reach', ''],
      ...rechecks.map(({ orders, named, milliseconds, cpuSeconds, written, longestWait }) => [
        ...[orders, named, milliseconds, cpuSeconds, written, longestWait].map(number),
        `≤ ${mostMilliseconds} ms, only these`,
        milliseconds <= mostMilliseconds && written <= named ? 'yes' : 'NO',
      ]),
    ]),
  );
}

async function soaked(): Promise<void> {
  const sizes = options.quick ? quickBoard : fullBoard;
  const machine = machineNow();
  try {
    const minutes = Number(options.minutes);
    const { samples, changes } = await soak(sizes.few, minutes);
    const [page, worker] = [growth(samples, 'page'), growth(samples, 'worker')];
    const report: SoakReport = { when: new Date().toISOString(), machine, minutes, changes, page, worker };
    writeReport('soak', { ...report, samples });
    console.log(
      `${number(changes)} changes among ${number(sizes.few)} orders; last third over middle third:`,
    );
    console.log(table([...soakRow('page', page), ...soakRow('worker', worker)]));
  } finally {
    await tidyUp();
  }
}

function soakRow(name: string, ratio: number): readonly (readonly string[])[] {
  return [[name, ratio.toFixed(3), `≤ ${steady}`, ratio <= steady ? 'yes' : 'NO']];
}

/** Into the file that --json names, else into the one of this bench. */
function writeReport(bench: string, report: unknown): void {
  const file = options.json ?? join(root, `tests/bench/${bench}.json`);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

function machineNow(): Report['machine'] {
  return {
    cpus: `${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}`,
    node: process.version,
    loadBefore: loadavg()[0] ?? NaN,
  };
}
