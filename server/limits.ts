import { defaultHubLimits, type HubLimits } from '../shared/sync/limits.ts';

/** Bounds of the relay's sockets, beside those of its hub. */
export interface SocketLimits {
  /** Bytes of one packet on `/link`. */
  readonly linkFrameBytes: number;
  /** Bytes that wait for one who does not read. */
  readonly queuedBytes: number;
  /** WebSockets of one address; of connections that have asked for nothing yet, twice as many. */
  readonly connectionsPerAddress: number;
  /** Milliseconds until a connection has said something. */
  readonly firstWordWithin: number;
}

export type RelayLimits = HubLimits & SocketLimits;

export const defaultLimits: RelayLimits = {
  ...defaultHubLimits,
  linkFrameBytes: 1024 * 1024,
  queuedBytes: 64 * 1024 * 1024,
  connectionsPerAddress: 1_024,
  firstWordWithin: 10_000,
};

type Unit = 'bytes' | 'count' | 'milliseconds';

interface Setting {
  readonly unit: Unit;
  /** Less than that no honest client could live with. */
  readonly least: number;
  readonly says: string;
}

const kibibyte = 1024;

/** What whoever runs the relay may set by `--limit`, in the order in which it is told. */
export const limitSettings = {
  documentBytes: {
    unit: 'bytes',
    least: 64 * kibibyte,
    says: 'one document as it is stored, one update, one frame on /sync; our own app takes up to 16MiB',
  },
  stateVectorBytes: { unit: 'bytes', least: kibibyte, says: 'the state vector that a joiner presents' },
  linkFrameBytes: {
    unit: 'bytes',
    least: 768 * kibibyte,
    says: 'one packet on /link, which carries many frames or a piece of one',
  },
  queuedBytes: {
    unit: 'bytes',
    least: 64 * kibibyte,
    says: 'what waits for one who does not read; then he is let go and comes back',
  },
  knownBytes: {
    unit: 'bytes',
    least: 0,
    says: 'what is known of the documents that are open, kept in memory',
  },
  cacheBytes: { unit: 'bytes', least: 0, says: 'computed differences kept for the next who asks' },
  updatesPerSecond: {
    unit: 'count',
    least: 1,
    says: 'updates of one connection in a second; more of them are read later',
  },
  updatesAtOnce: { unit: 'count', least: 1, says: 'updates of one connection at once, after a pause' },
  unansweredUpdates: { unit: 'count', least: 256, says: 'updates of one link that wait for an answer' },
  documentsPerLink: {
    unit: 'count',
    least: 1,
    says: 'documents whose presence one link follows; channels open on one link',
  },
  offeredBytes: {
    unit: 'bytes',
    least: kibibyte * kibibyte,
    says: 'what one link offers at a time when two stores are compared',
  },
  writerIds: { unit: 'count', least: 64, says: 'client ids that are kept for one connection' },
  awarenessStateBytes: { unit: 'bytes', least: 256, says: "one client's presence; a larger one is ignored" },
  awarenessClients: { unit: 'count', least: 1, says: 'client ids whose presence one connection brings' },
  awarenessPerSecond: {
    unit: 'count',
    least: 1,
    says: 'changes of presence of one connection in a second; the last one always arrives',
  },
  connectionsPerAddress: {
    unit: 'count',
    least: 1,
    says: 'WebSockets of one address; all people behind one router or proxy share it',
  },
  firstWordWithin: {
    unit: 'milliseconds',
    least: 100,
    says: 'time that a connection has to say something',
  },
} as const satisfies Partial<Record<keyof RelayLimits, Setting>>;

export type LimitName = keyof typeof limitSettings;

export const limitNames = Object.keys(limitSettings) as readonly LimitName[];

const units: Readonly<
  Record<
    Unit,
    { readonly takes: string; readonly most: number; readonly factors: Readonly<Record<string, number>> }
  >
> = {
  bytes: {
    takes: 'bytes, such as 512KiB or 8MiB',
    most: kibibyte ** 3,
    factors: { '': 1, KiB: kibibyte, MiB: kibibyte ** 2, GiB: kibibyte ** 3 },
  },
  milliseconds: {
    takes: 'milliseconds, or seconds such as 10s',
    most: 3_600_000,
    factors: { '': 1, ms: 1, s: 1000 },
  },
  count: { takes: 'a whole number', most: 1e9, factors: { '': 1 } },
};

/** Reads `name=value` one after the other over the defaults; a mistake is one line that says what to do. */
export function parseLimits(texts: readonly string[]): RelayLimits | string {
  let limits = defaultLimits;
  for (const text of texts) {
    const [name = '', value = ''] = text.split(/=(.*)/s);
    if (!isLimitName(name)) return `--limit knows no '${name}'; its names are ${limitNames.join(', ')}`;
    const { unit, least } = limitSettings[name];
    const number = parseValue(value, unit);
    if (number === null) return `--limit ${name} takes ${units[unit].takes}, not '${value}'`;
    if (number < least) return `--limit ${name} takes ${formatLimit(name, least)} or more, not '${value}'`;
    const { most } = units[unit];
    if (number > most) return `--limit ${name} takes ${formatLimit(name, most)} at most, not '${value}'`;
    limits = { ...limits, [name]: number };
  }
  if (limits.queuedBytes < limits.documentBytes) {
    return '--limit queuedBytes takes no less than documentBytes: a whole document waits for one who joins';
  }
  return limits;
}

/** As `--limit` takes it. */
export function formatLimit(name: LimitName, value: number = defaultLimits[name]): string {
  const { factors } = units[limitSettings[name].unit];
  const whole = Object.entries(factors).filter(([, factor]) => value > 0 && value % factor === 0);
  const [suffix, factor] = whole.toSorted(([, a], [, b]) => b - a)[0] ?? ['', 1];
  return `${value / factor}${suffix}`;
}

function isLimitName(name: string): name is LimitName {
  return Object.hasOwn(limitSettings, name);
}

function parseValue(text: string, unit: Unit): number | null {
  const [, digits = '', suffix = ''] = /^(\d{1,15})([a-zA-Z]*)$/.exec(text) ?? [];
  const { factors } = units[unit];
  const factor = Object.hasOwn(factors, suffix) ? factors[suffix] : undefined;
  const value = Number(digits) * (factor ?? NaN);
  return digits !== '' && Number.isSafeInteger(value) ? value : null;
}
