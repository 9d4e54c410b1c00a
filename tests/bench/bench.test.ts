import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../run/step.ts';
import { withPerformance } from './readme.ts';
import type { Report } from './report.ts';

const folder = mkdtempSync(join(tmpdir(), 'gendan-bench-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the bench runs to its end, with every part and every server', () => {
  const json = join(folder, 'quick.json');
  const node = join(root, 'node_modules/.bin/node');
  const { status, stderr } = spawnSync(
    node,
    [join(root, 'tests/bench/main.ts'), 'relay', '--quick', '--json', json],
    { encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  const report = JSON.parse(readFileSync(json, 'utf8')) as Report;
  expect(Object.keys(report.medians).sort()).toEqual([
    'a at 20',
    'a at 400',
    'a saturated',
    'b link',
    'b sockets',
    'c idle',
    'commit',
    'd large',
    'f killed',
    'g catch-up',
    'start',
  ]);
  for (const servers of Object.values(report.medians)) {
    for (const metrics of Object.values(servers)) {
      expect(Object.values(metrics).every(Number.isFinite)).toBe(true);
    }
  }
  expect(report.medians['f killed']?.['gendan']).toEqual({ lost: 0 });
  const once = withPerformance('# Readme\n', report);
  expect(once).toContain('## Performance');
  expect(withPerformance(once, report)).toBe(once);
});
