import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { formatLimit, limitNames, parseLimits, type RelayLimits } from './limits.ts';

export interface Options {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  /** Anyone on this machine, without a key. */
  readonly open: boolean;
  readonly sample: boolean;
  /** Commits are at least so many milliseconds apart; 0: one turn of the event loop. */
  readonly tick: number;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** A client built elsewhere; null: the one in `dist`, built when its sources changed. */
  readonly client: string | null;
  readonly limits: RelayLimits;
}

export type ParsedOptions =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly message: string };

export const help = `gendan: the team relay and the app on one port

  npm start -- [options]

  --port N        port to listen on (4600, or PORT)
  --host H        address to listen on (127.0.0.1, or HOST); 0.0.0.0 for the whole network
  --data DIR      where updates and the workspace key are kept (./data)
  --sample        open the board of the sample team
  --tick MS       commit at most once in so many milliseconds (0);
                  16 costs half the CPU in a busy team, and 8 ms on the way
  --open          ask for no key; on this machine alone
  --tls-cert F    certificate and
  --tls-key F     key, PEM files, for https
  --client DIR    serve a client built elsewhere and build none
  --limit N=V     a bound of the relay, as often as needed; README says what each is for:
${limitNames.map((name) => `                  ${name}=${formatLimit(name)}\n`).join('')}`;

/** Reads the command line over the environment. Every mistake is one line that says what to do. */
export function parseOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ParsedOptions {
  const parsed = readArgs(args);
  if (typeof parsed === 'string') return mistake(parsed);
  if (parsed.help) return { kind: 'help' };

  const portText = parsed.port ?? env['PORT'] ?? '4600';
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : NaN;
  if (!(port <= 65535)) {
    const source = parsed.port === undefined ? 'PORT' : '--port';
    return mistake(`${source} takes a number from 0 to 65535, not '${portText}'`);
  }

  const host = parsed.host ?? env['HOST'] ?? '127.0.0.1';
  if (host === '') return mistake('--host takes an address, such as 127.0.0.1 or 0.0.0.0');
  if (parsed.open && !isLoopback(host)) {
    return mistake(
      `--open lets anyone in without a key, so it is for this machine alone, not for ${host}; leave one of them out`,
    );
  }

  const tickText = parsed.tick ?? '0';
  const tick = /^\d{1,4}$/.test(tickText) ? Number(tickText) : NaN;
  if (!(tick <= 1000)) return mistake(`--tick takes milliseconds from 0 to 1000, not '${tickText}'`);

  const { 'tls-cert': cert, 'tls-key': key } = parsed;
  if ((cert === undefined) !== (key === undefined)) {
    return mistake('--tls-cert and --tls-key belong together; give both');
  }
  const tls = cert !== undefined && key !== undefined ? { cert, key } : null;
  const limits = parseLimits(parsed.limit ?? []);
  if (typeof limits === 'string') return mistake(limits);
  const { data = './data', open = false, sample = false, client = null } = parsed;
  return { kind: 'run', options: { port, host, data, open, sample, tick, tls, client, limits } };
}

/** An address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        open: { type: 'boolean' },
        sample: { type: 'boolean' },
        tick: { type: 'string' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        client: { type: 'string' },
        limit: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return `${first.replace(/\.? To specify.*$/, '').replace(/\.$/, '')}; --help lists the options`;
  }
}

function mistake(message: string): ParsedOptions {
  return { kind: 'mistake', message };
}
