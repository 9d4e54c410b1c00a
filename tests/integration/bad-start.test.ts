import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import {
  cleanUp,
  runRelay,
  startRelayProcess,
  temporaryFolder,
  type Exit,
  type RelayProcess,
} from './relay-process.ts';
import { connect, disconnectAll, eventually, synced, textOf, type } from './stock-client.ts';

const room = 'team/board/order_a/note';

afterEach(disconnectAll);
afterAll(cleanUp);

/** One line that says what is wrong, and nothing else; exit code 1. */
function expectOneLine(exit: Exit, message: RegExp): void {
  expect(exit.stdout).toBe('');
  expect(exit.stderr).toMatch(/^gendan: [^\n]+\n$/);
  expect(exit.stderr).toMatch(message);
  expect(exit.code).toBe(1);
}

/** A data folder that holds `text` in one note, as a relay left it that ended or was killed. */
async function usedFolder(text: string, end: NodeJS.Signals = 'SIGTERM'): Promise<string> {
  const relay = await startRelayProcess({ args: ['--open'] });
  const [a, b] = [connect(relay.sync, room), connect(relay.sync, room)];
  await synced(a, b);
  type(a, text);
  await eventually(() => {
    expect(textOf(b)).toBe(text);
  });
  disconnectAll();
  await relay.stop(end);
  return relay.data;
}

async function textIn(data: string): Promise<string> {
  const relay = await startRelayProcess({ data, args: ['--open'] });
  const text = await textAt(relay);
  await relay.stop();
  return text;
}

async function textAt(relay: RelayProcess): Promise<string> {
  const reader = connect(relay.sync, room);
  await synced(reader);
  const text = textOf(reader);
  reader.destroy();
  return text;
}

describe('options', () => {
  test.each([
    [['--port', 'x'], /--port takes a number from 0 to 65535, not 'x'/],
    [['--port', '65536'], /--port takes a number/],
    [['--port', '-1'], /--port/],
    [['--port'], /--port/],
    [['--host', ''], /--host takes an address/],
    [['--host', 'no.such.host.invalid', '--port', '0'], /no\.such\.host\.invalid/],
    [['--host', '192.0.2.1', '--port', '0'], /192\.0\.2\.1 is no address of this machine/],
    [['--open', '--host', '0.0.0.0'], /--open .*0\.0\.0\.0/],
    [['--open', '--host', '::'], /--open .*::/],
    [['--tls-cert', 'cert.pem'], /--tls-cert and --tls-key belong together/],
    [['--tls-key', 'key.pem'], /--tls-cert and --tls-key belong together/],
    [['--tls-cert', '/nowhere/cert', '--tls-key', '/nowhere/key'], /--tls-cert \/nowhere\/cert/],
    [['--tls-cert', 'package.json', '--tls-key', 'package.json'], /not a certificate and its key/],
    [['--colour', 'red'], /--colour.*--help lists the options/],
    [['start'], /start/],
  ])('%j: one line and exit code 1', async (args, message) => {
    const exit = await runRelay(args.includes('--data') ? args : [...args, '--data', temporaryFolder()]);
    expectOneLine(exit, message);
  });

  test('a bad PORT of the environment is named like an option', async () => {
    expectOneLine(await runRelay(['--data', temporaryFolder()], { PORT: '80a' }), /'80a'/);
  });

  test('--help names every option and ends well', async () => {
    const { code, stdout, stderr } = await runRelay(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const option of ['port', 'host', 'data', 'sample', 'open', 'tls-cert', 'tls-key']) {
      expect(stdout).toContain(`--${option}`);
    }
  });
});

describe('a port in use', () => {
  test('is named, and the data folder is free again', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const data = await usedFolder('kept');
    const exit = await runRelay(['--port', String(port), '--data', data]);
    expectOneLine(exit, new RegExp(`Port ${port} .*in use.*--port`));
    server.close();
    expect(await textIn(data)).toBe('kept');
  });
});

describe('a data folder', () => {
  const start = (data: string) => runRelay(['--port', '0', '--open', '--data', data]);

  test('that is a file', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'a file');
    expectOneLine(await start(file), /file is not a folder.*--data/);
    expectOneLine(await start(join(file, 'below')), /below is not a folder.*--data/);
    expect(readFileSync(file, 'utf8')).toBe('a file');
  });

  test('where nobody may write', async () => {
    expectOneLine(await start('/proc/self/data'), /Cannot make the data folder \/proc\/self\/data/);
    expectOneLine(await start('/proc'), /Cannot write in the data folder \/proc/);
  });

  test('that holds folders where files belong', async () => {
    for (const name of ['gendan.db', 'lock.db', 'workspace-key']) {
      const data = temporaryFolder();
      mkdirSync(join(data, name));
      expectOneLine(await runRelay(['--port', '0', '--data', data]), new RegExp(data));
    }
  });

  test('whose files may not be written', async (context) => {
    const data = await usedFolder('kept');
    if (!makeImmutable(join(data, 'gendan.db'))) context.skip('needs chattr or a user other than root');
    try {
      expectOneLine(await start(data), /Cannot write .*gendan\.db.*permissions/);
    } finally {
      makeMutable(join(data, 'gendan.db'));
    }
    expect(await textIn(data)).toBe('kept');
  });

  test('[H11] belongs to one process, and is free again when that one was killed', async () => {
    const relay = await startRelayProcess({ args: ['--open'] });
    const writer = connect(relay.sync, room);
    await synced(writer);
    expectOneLine(await start(relay.data), /data folder .* is in use by another relay/);
    type(writer, 'first');
    await eventually(async () => {
      expect(await textAt(relay)).toBe('first');
    });
    writer.destroy();
    await relay.stop('SIGKILL');
    expect(await textIn(relay.data)).toBe('first');
  });
});

describe('a damaged database', () => {
  const garbage = Buffer.from('this is no database, and longer than its header is '.repeat(200));

  test.each<[string, (whole: Buffer) => Buffer]>([
    ['garbage', () => garbage],
    ['a few bytes', () => Buffer.from('gendan')],
    ['cut to a page', (whole) => whole.subarray(0, 4096)],
    ['cut in its last page', (whole) => whole.subarray(0, -100)],
    ['overwritten after its first page', (whole) => Buffer.from(whole).fill(0xa5, 4096)],
    ['a header alone that is no database', (whole) => Buffer.from(whole).fill(0, 0, 16)],
  ])('%s: one line, exit code 1, and nothing is touched', async (_kind, damage) => {
    const data = await usedFolder('kept');
    const file = join(data, 'gendan.db');
    const whole = readFileSync(file);
    const damaged = damage(whole);
    writeFileSync(file, damaged);
    expectOneLine(
      await runRelay(['--port', '0', '--open', '--data', data]),
      /gendan\.db is damaged and was left as it is/,
    );
    expect(readFileSync(file).equals(damaged)).toBe(true);
    // A backup in its place is what the message says.
    writeFileSync(file, whole);
    expect(await textIn(data)).toBe('kept');
  });

  test('after a kill the log brings back even a database that is garbage', async () => {
    const data = await usedFolder('kept', 'SIGKILL');
    writeFileSync(join(data, 'gendan.db'), garbage);
    expect(await textIn(data)).toBe('kept');
  });

  test('a log whose end was lost or spoilt gives what was whole in it', async () => {
    const data = await usedFolder('kept', 'SIGKILL');
    appendFileSync(join(data, 'gendan.db-wal'), garbage);
    expect(await textIn(data)).toBe('kept');
  });

  test('a newer version is left alone', async () => {
    const data = await usedFolder('kept');
    const database = new DatabaseSync(join(data, 'gendan.db'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    expectOneLine(
      await runRelay(['--port', '0', '--open', '--data', data]),
      /gendan\.db was written by a newer version/,
    );
  });

  test('a damaged lock is named, and harmless to take away', async () => {
    const data = await usedFolder('kept');
    writeFileSync(join(data, 'lock.db'), garbage);
    expectOneLine(await runRelay(['--port', '0', '--open', '--data', data]), /lock\.db is damaged.*delete/);
    rmSync(join(data, 'lock.db'));
    expect(await textIn(data)).toBe('kept');
  });

  test('[W6] a damaged workspace key is named and not replaced', async () => {
    const data = temporaryFolder();
    writeFileSync(join(data, 'workspace-key'), 'short\n');
    expectOneLine(await runRelay(['--port', '0', '--data', data]), /workspace-key is damaged/);
    expect(readFileSync(join(data, 'workspace-key'), 'utf8')).toBe('short\n');
  });
});

/** Root may write whatever the permissions say, unless the file system itself says no. */
function makeImmutable(file: string): boolean {
  if (process.getuid?.() !== 0) {
    chmodSync(file, 0o400);
    return true;
  }
  return chattr('+i', file);
}

function makeMutable(file: string): void {
  if (process.getuid?.() === 0) chattr('-i', file);
  else chmodSync(file, 0o600);
}

function chattr(flag: string, file: string): boolean {
  try {
    execFileSync('chattr', [flag, file], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
