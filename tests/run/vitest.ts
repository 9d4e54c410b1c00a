import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { headline, root, run, type Tally } from './step.ts';

/** What we read of vitest's JSON report. */
const reportSchema = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  testResults: v.array(
    v.object({
      name: v.string(),
      status: v.string(),
      assertionResults: v.array(v.object({ status: v.string() })),
    }),
  ),
});

/**
 * Runs one project, or the files of any project whose path holds one of the words, and counts the tests. A file that
 * broke before its tests, an error outside of a test, a crash and a run without a test count as one failure each.
 */
export async function runVitest(what: { project: string } | { paths: readonly string[] }): Promise<Tally> {
  const name = 'project' in what ? what.project : what.paths.join(' ');
  headline(name);
  const folder = await mkdtemp(join(tmpdir(), 'gendan-test-'));
  const report = join(folder, 'report.json');
  try {
    const code = await run([
      'vitest',
      'run',
      ...('project' in what ? [`--project=${what.project}`] : what.paths),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    return count(name, code, await readReport(report));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function count(name: string, code: number, report: v.InferOutput<typeof reportSchema> | null): Tally {
  if (report === null) {
    console.error(`${name}: vitest ended with ${code} and left no report.`);
    return { passed: 0, failed: 1 };
  }
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  for (const file of brokenFiles)
    console.error(`${name}: ${file.name.slice(root.length)} did not run to its end.`);
  const passed = report.numPassedTests;
  let failed = report.numFailedTests + brokenFiles.length;
  if (passed + failed === 0) {
    console.error(`${name}: no test ran.`);
    failed = 1;
  }
  if (code !== 0 && failed === 0) {
    console.error(`${name}: vitest ended with ${code} though no test failed.`);
    failed = 1;
  }
  return { passed, failed };
}

async function readReport(file: string): Promise<v.InferOutput<typeof reportSchema> | null> {
  try {
    return v.parse(reportSchema, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}
