import { describe, expect, test } from 'vitest';
import { defaultLimits } from './limits.ts';
import { parseOptions } from './options.ts';

function run(args: readonly string[], env: Record<string, string> = {}) {
  const parsed = parseOptions(args, env);
  if (parsed.kind !== 'run') throw new Error(JSON.stringify(parsed));
  return parsed.options;
}

test('nothing said: this machine, port 4600, ./data', () => {
  expect(run([])).toEqual({
    port: 4600,
    host: '127.0.0.1',
    data: './data',
    open: false,
    sample: false,
    tick: 0,
    tls: null,
    client: null,
    limits: defaultLimits,
  });
});

test('the environment says port and host, the command line says it louder', () => {
  expect(run([], { PORT: '5000', HOST: '0.0.0.0' })).toMatchObject({ port: 5000, host: '0.0.0.0' });
  expect(run(['--port', '0', '--host=::1'], { PORT: '5000', HOST: '0.0.0.0' })).toMatchObject({
    port: 0,
    host: '::1',
  });
});

test('each --limit sets a bound, the others stay', () => {
  expect(run(['--limit', 'documentBytes=8MiB', '--limit=updatesAtOnce=5']).limits).toEqual({
    ...defaultLimits,
    documentBytes: 8 * 1024 * 1024,
    updatesAtOnce: 5,
  });
});

describe('a mistake is one line that names what is wrong', () => {
  test.each<[string, string[], Record<string, string>, RegExp]>([
    ['a port that is no number', ['--port', 'web'], {}, /--port .*'web'/],
    ['a port beyond the last', ['--port', '65536'], {}, /65536/],
    ['a port in the environment', [], { PORT: '-1' }, /^PORT .*'-1'/],
    ['an empty host', ['--host', ''], {}, /--host/],
    ['a tick beyond a second', ['--tick', '1001'], {}, /--tick .*'1001'/],
    ['a bound that is none', ['--limit', 'speed=1'], {}, /--limit .*'speed'/],
    ['an unknown option', ['--prot', '1'], {}, /--prot/],
    ['a value that is missing', ['--data'], {}, /--data/],
    ['a word without an option', ['data'], {}, /data/],
    ['a certificate alone', ['--tls-cert', 'a.pem'], {}, /--tls-key/],
    ['a key alone', ['--tls-key', 'a.pem'], {}, /--tls-cert/],
    ['open to the network', ['--open', '--host', '0.0.0.0'], {}, /--open .* 0\.0\.0\.0/],
    ['open to the network by the environment', ['--open'], { HOST: '192.168.1.4' }, /--open/],
  ])('%s', (_name, args, env, message) => {
    const parsed = parseOptions(args, env);
    expect(parsed).toEqual({ kind: 'mistake', message: expect.stringMatching(message) as unknown });
    expect(JSON.stringify(parsed)).not.toContain('\\n');
  });
});

test.each(['localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]'])('%s may be open', (host) => {
  expect(run(['--open', '--host', host]).open).toBe(true);
});
