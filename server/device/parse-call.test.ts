import { describe, expect, test } from 'vitest';
import type { Call } from './command.ts';
import { parseCall } from './parse-call.ts';

const parse = (line: string) => parseCall(line.split(' ').filter(Boolean), '/home/lin');

describe('a command line', () => {
  test.each<[string, Call['command']]>([
    ['orders', { kind: 'list', of: 'order', also: [] }],
    ['customers --archived', { kind: 'list', of: 'customer', also: ['archived'] }],
    ['products --trashed --archived', { kind: 'list', of: 'product', also: ['archived', 'trash'] }],
    ['get SO-1', { kind: 'get', id: 'SO-1' }],
    ['set SO-1 cartons=5', { kind: 'set', id: 'SO-1', assignments: [{ path: 'cartons', text: '5' }] }],
    [
      'set SO-1 booking_set_point=-0.5 tolerance=a=b etd=',
      {
        kind: 'set',
        id: 'SO-1',
        assignments: [
          { path: 'booking_set_point', text: '-0.5' },
          { path: 'tolerance', text: 'a=b' },
          { path: 'etd', text: '' },
        ],
      },
    ],
    [
      'set SO-1 cartons=5 --was cartons=4 --was tolerance=a=b',
      {
        kind: 'set',
        id: 'SO-1',
        assignments: [{ path: 'cartons', text: '5' }],
        was: [
          { path: 'cartons', text: '4' },
          { path: 'tolerance', text: 'a=b' },
        ],
      },
    ],
    ['new order --from o.json', { kind: 'new', file: '/home/lin/o.json' }],
    ['new order --from /tmp/o.json', { kind: 'new', file: '/tmp/o.json' }],
    ['conflicts', { kind: 'conflicts' }],
    ['resolve SO-1 cartons --take 2', { kind: 'resolve', id: 'SO-1', path: 'cartons', take: 2 }],
    ['sync', { kind: 'sync', seconds: 10 }],
    ['sync --timeout 0.5', { kind: 'sync', seconds: 0.5 }],
    ['watch', { kind: 'watch' }],
    [
      'init --join http://127.0.0.1:4600/team#key=k --person Lin',
      {
        kind: 'init',
        link: { origin: 'http://127.0.0.1:4600', workspace: 'team', key: 'k' } as never,
        person: 'Lin',
      },
    ],
  ])('%s', (line, command) => {
    const call = { dir: '/home/lin/d', json: false, command };
    expect(parse(`device ${line} --dir d`)).toEqual({ kind: 'run', call });
    expect(parse(`--dir d ${line}`)).toEqual({ kind: 'run', call });
    expect(parse(`device ${line} --dir /d --json`)).toEqual({
      kind: 'run',
      call: { dir: '/d', json: true, command },
    });
  });

  test.each([
    ['device', 'name a command'],
    ['device fly --dir d', "no command 'fly'"],
    ['device orders', '--dir'],
    ['device orders --dir', 'dir'],
    ['device orders x --dir d', "'x'"],
    ['device get --dir d', 'get ID'],
    ['device get a b --dir d', 'get ID'],
    ['device set SO-1 --dir d', 'path=value'],
    ['device set SO-1 cartons --dir d', "'cartons' is not path=value"],
    ['device set SO-1 =5 --dir d', "'=5' is not path=value"],
    ['device set SO-1 etd=a etd=b --dir d', 'twice'],
    ['device set SO-1 etd=a --was etd --dir d', "--was: 'etd' is not path=value"],
    ['device get SO-1 --was etd=a --dir d', '--was does not go with get'],
    [`device set SO-1 ${'x'.repeat(5_000)} --dir d`, "x…' is not path=value"],
    ['device new order --dir d', '--from'],
    ['device new customer --from f --dir d', 'new order'],
    ['device resolve SO-1 cartons --dir d', '--take'],
    ['device resolve SO-1 --take 1 --dir d', 'resolve ID path'],
    ['device resolve SO-1 cartons --take 0 --dir d', "not '0'"],
    ['device resolve SO-1 cartons --take two --dir d', "not 'two'"],
    ['device sync --timeout 0 --dir d', '--timeout'],
    ['device sync --timeout soon --dir d', "not 'soon'"],
    ['device orders --take 1 --dir d', '--take does not go with orders'],
    ['device orders --colour --dir d', '--colour'],
    ['device init --dir d', '--join'],
    ['device init --join nonsense --dir d', '--join'],
  ])('%s is told in one line', (line, words) => {
    const parsed = parse(line);
    expect(parsed).toMatchObject({ kind: 'mistake' });
    const message = parsed.kind === 'mistake' ? parsed.message : '';
    expect(message).toContain(words);
    expect(message).not.toContain('\n');
  });

  test('a name is one line', () => {
    const args = ['init', '--join', 'http://127.0.0.1:4600/team', '--dir', 'd', '--person', 'A\nB'];
    const parsed = parseCall(args, '/');
    expect(parsed.kind === 'mistake' ? parsed.message : '').toContain('one line');
  });

  test('help is given when asked for, and for nothing at all', () => {
    for (const line of ['', '--help', 'device --help', 'device set -h'])
      expect(parse(line)).toEqual({ kind: 'help' });
  });
});
