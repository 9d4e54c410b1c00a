// Installs the packages when package-lock.json has changed since the last installation.
// Runs before everything else, on whatever Node the machine has and without any package: plain JavaScript only.
// Says what it does on stderr, so that the output of `npm start` stays that of the program.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'node_modules', '.gendan-lock');
const stamp = `${createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')} ${process.platform}-${process.arch}\n`;

if (!isInstalled()) {
  const started = Date.now();
  process.stderr.write('Installing packages …');
  install();
  writeFileSync(stampFile, stamp);
  process.stderr.write(` done in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

/** The stamp alone is not enough: the pinned Node is linked by an install script, which may be switched off. */
function isInstalled() {
  return (
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp &&
    existsSync(join(root, 'node_modules', '.bin', 'node'))
  );
}

function install() {
  // Not `npm ci`: that one refuses a lock file without the binaries of every foreign platform, which a mirror may lack.
  // Versions and checksums come from the lock file all the same, and it stays as it is.
  // The tools of the build are needed at each start, so NODE_ENV=production and npm's omit setting do not count.
  const result = spawnSync(
    'npm',
    ['install', '--no-save', '--include=dev', '--ignore-scripts=false', '--no-progress', '--loglevel=error'],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    },
  );
  if (result.error) fail(result.error.message);
  if (result.status !== 0)
    fail(`${result.stdout}${result.stderr}`.trim() || `npm install ended with ${result.status}`);
  if (!existsSync(join(root, 'node_modules', '.bin', 'node'))) fail('the pinned Node was not linked');
}

function fail(reason) {
  process.stderr.write(` failed\n${reason}\n`);
  process.exit(1);
}
