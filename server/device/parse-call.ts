import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Shelf } from '../../shared/model/rows.ts';
import { failure, success, type Result } from '../../shared/model/result.ts';
import type { Assignment, Call, ListKind } from './command.ts';
import { parseLink } from './link.ts';
import { quoted } from './quoted.ts';

export type ParsedCall =
  | { readonly kind: 'run'; readonly call: Call }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly message: string };

const options = {
  dir: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  join: { type: 'string' },
  person: { type: 'string' },
  archived: { type: 'boolean' },
  trashed: { type: 'boolean' },
  from: { type: 'string' },
  was: { type: 'string', multiple: true },
  take: { type: 'string' },
  timeout: { type: 'string' },
} as const;

/** Options that belong to one command; the others belong to all. */
const belongs: Readonly<Record<string, readonly string[]>> = {
  join: ['init'],
  person: ['init'],
  archived: ['orders', 'customers', 'products'],
  trashed: ['orders', 'customers', 'products'],
  from: ['new'],
  was: ['set'],
  take: ['resolve'],
  timeout: ['sync'],
};

type Values = ReturnType<typeof readArgs>['values'];

/** Reads the command line; files and folders are looked for from `cwd`. Every mistake is one line. */
export function parseCall(args: readonly string[], cwd: string): ParsedCall {
  let read: ReturnType<typeof readArgs>;
  try {
    read = readArgs(args);
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return mistake(`${first.replace(/\.? To specify.*$/, '')}; --help lists the commands`);
  }
  const { values, positionals } = read;
  if (values.help) return { kind: 'help' };
  const [word, ...rest] = positionals[0] === 'device' ? positionals.slice(1) : positionals;
  if (word === undefined)
    return args.length === 0 ? { kind: 'help' } : mistake('name a command; --help lists them');
  const stray = Object.keys(values).find((name) => belongs[name]?.includes(word) === false);
  const command = commandOf(word, rest, values, cwd);
  if (!command.ok) return mistake(command.error);
  if (stray !== undefined) return mistake(`--${stray} does not go with ${word}; --help lists the options`);
  if (!values.dir) return mistake("--dir DIR names the device's folder; every command takes it");
  const call: Call = {
    dir: resolve(cwd, values.dir),
    json: values.json ?? false,
    command: command.value,
  };
  return { kind: 'run', call };
}

function readArgs(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true });
}

function commandOf(
  word: string,
  rest: readonly string[],
  values: Values,
  cwd: string,
): Result<Call['command'], string> {
  switch (word) {
    case 'init':
      return bare(word, rest) ?? initOf(values);
    case 'orders':
    case 'customers':
    case 'products': {
      const of = word.slice(0, -1) as ListKind;
      return bare(word, rest) ?? success({ kind: 'list', of, also: shelvesOf(values) });
    }
    case 'get':
      return rest.length === 1 && rest[0] ? success({ kind: 'get', id: rest[0] }) : usage('get ID');
    case 'set':
      return setOf(rest, values);
    case 'new':
      return rest.length === 1 && rest[0] === 'order' && values.from
        ? success({ kind: 'new', file: resolve(cwd, values.from) })
        : usage('new order --from FILE.json');
    case 'conflicts':
      return bare(word, rest) ?? success({ kind: 'conflicts' });
    case 'resolve':
      return resolveOf(rest, values);
    case 'sync':
      return bare(word, rest) ?? syncOf(values);
    case 'watch':
      return bare(word, rest) ?? success({ kind: 'watch' });
    default:
      return failure(`there is no command ${quoted(word)}; --help lists them`);
  }
}

function shelvesOf({ archived, trashed }: Values): readonly Shelf[] {
  return [...(archived ? ['archived' as const] : []), ...(trashed ? ['trash' as const] : [])];
}

function initOf({ join, person }: Values): Result<Call['command'], string> {
  if (join === undefined) return usage('init --dir DIR --join LINK');
  const link = parseLink(join);
  if (!link.ok) return link;
  const name = person?.trim() ?? '';
  if (name.length > 80) return failure('--person takes a name of at most 80 characters');
  if (/[\p{Cc}\u2028\u2029]/u.test(name)) return failure('--person takes a name in one line');
  return success({ kind: 'init', link: link.value, person: name === '' ? null : name });
}

function setOf([id, ...texts]: readonly string[], values: Values): Result<Call['command'], string> {
  if (!id || texts.length === 0) return usage('set ID path=value …');
  const assignments = assignmentsOf(texts);
  if (!assignments.ok) return assignments;
  const was = assignmentsOf(values.was ?? []);
  if (!was.ok) return failure(`--was: ${was.error}`);
  return success({
    kind: 'set',
    id,
    assignments: assignments.value,
    ...(was.value.length > 0 && { was: was.value }),
  });
}

function assignmentsOf(texts: readonly string[]): Result<readonly Assignment[], string> {
  const assignments = new Map<string, Assignment>();
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) return failure(`${quoted(text)} is not path=value`);
    const path = text.slice(0, at);
    if (assignments.has(path)) return failure(`${path} is there twice`);
    assignments.set(path, { path, text: text.slice(at + 1) });
  }
  return success([...assignments.values()]);
}

function resolveOf(rest: readonly string[], { take }: Values): Result<Call['command'], string> {
  const [id, path, ...more] = rest;
  if (!id || !path || more.length > 0 || take === undefined) return usage('resolve ID path --take N');
  if (!/^[1-9]\d{0,3}$/.test(take)) return failure(`--take counts from 1, not ${quoted(take)}`);
  return success({ kind: 'resolve', id, path, take: Number(take) });
}

function syncOf({ timeout = '10' }: Values): Result<Call['command'], string> {
  const seconds = /^\d{1,5}(\.\d+)?$/.test(timeout) ? Number(timeout) : 0;
  return seconds > 0
    ? success({ kind: 'sync', seconds })
    : failure(`--timeout takes seconds, such as 10, not ${quoted(timeout)}`);
}

function bare(word: string, [first]: readonly string[]): Result<never, string> | null {
  return first === undefined ? null : failure(`${word} does not know what to do with ${quoted(first)}`);
}

function usage(text: string): Result<never, string> {
  return failure(`it is called as: ${text}`);
}

function mistake(message: string): ParsedCall {
  return { kind: 'mistake', message };
}
