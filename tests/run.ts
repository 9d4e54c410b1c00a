// What `npm test` does: every check of the house, one after the other, and one line at the end that sums them up.
//   npm test                      everything
//   npm test -- unit property     these parts only
//   npm test -- shared/model      the tests in files whose path holds this
import { ensureChromium } from './run/chromium.ts';
import { parts } from './run/parts.ts';
import { runCommand, type Tally } from './run/step.ts';
import { runVitest } from './run/vitest.ts';

const words = process.argv.slice(2);
const names = new Set<string>(parts.map((part) => part.name));
const paths = words.filter((word) => !names.has(word));
const chosen = words.length === 0 ? parts : parts.filter((part) => words.includes(part.name));

const started = performance.now();
const total: Tally = { passed: 0, failed: 0 };
const failures: string[] = [];

if (chosen.some((part) => part.needsChromium) || paths.some((path) => path.includes('browser'))) {
  await ensureChromium();
}
for (const part of chosen) {
  add(part.name, part.kind === 'command' ? await runCommand(part) : await runVitest({ project: part.name }));
}
if (paths.length > 0) add(paths.join(' '), await runVitest({ paths }));

console.log(`\nTook ${((performance.now() - started) / 1000).toFixed(0)} s.`);
if (failures.length > 0) console.log(`Failed: ${failures.join(', ')}.`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

function add(name: string, tally: Tally): void {
  total.passed += tally.passed;
  total.failed += tally.failed;
  if (tally.failed > 0) failures.push(name);
}
