// The relay against its peers, in one run, one after the other in turn.
//   npm run bench -- relay                 everything; the table on the console, all of it in tests/bench/relay.json
//   npm run bench -- relay --quick         a look whether it still runs
//   npm run bench -- relay --only a,b      some parts: a fan-out, b many documents, c idle memory, d large document,
//                                          f kill, g catching up, s start
//   npm run bench -- relay --runs 3 --json file
//   npm run bench -- model [--quick]       sizes and times of the model; the table, and all in tests/bench/model.json
//   npm run bench -- readme                writes README's section from the JSON
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../run/step.ts';
import { figuresOf } from './figures.ts';
import { allModelFigures, modelRows } from './model-bench.ts';
import { withPerformance } from './readme.ts';
import { figureRows, medianRows, table, type Report } from './report.ts';
import { parts } from './relay-bench.ts';
import { medians, type Results } from './results.ts';
import { cleanUp } from './servers.ts';
import { full, quick } from './sizes.ts';

const relayJson = join(root, 'tests/bench/relay.json');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    runs: { type: 'string' },
    json: { type: 'string', default: relayJson },
  },
});

switch (positionals[0]) {
  case 'relay':
    await relay();
    break;
  case 'model':
    await model();
    break;
  case 'readme': {
    const file = join(root, 'README.md');
    const report = JSON.parse(readFileSync(options.json, 'utf8')) as Report;
    writeFileSync(file, withPerformance(readFileSync(file, 'utf8'), report));
    break;
  }
  default:
    console.error('npm run bench -- relay | model | readme; see tests/bench/main.ts');
    process.exitCode = 1;
}

async function model(): Promise<void> {
  const figures = await allModelFigures(options.quick ? quick : full);
  const report = { when: new Date().toISOString(), machine: machineNow(), figures };
  const file = options.json === relayJson ? join(root, 'tests/bench/model.json') : options.json;
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
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
  writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`Medians of ${runs}, load before ${machine.loadBefore.toFixed(2)}\n`);
  console.log(`${table(medianRows(results))}\n`);
  console.log(table(figureRows(figures)));
}

function machineNow(): Report['machine'] {
  return {
    cpus: `${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}`,
    node: process.version,
    loadBefore: loadavg()[0] ?? NaN,
  };
}
