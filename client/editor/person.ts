/** The colours of present people: tokens of the style sheet, with a plain colour for clients that know no tokens. */
const people = { p1: '#4C638E', p2: '#4E6D47', p3: '#665448' } as const;

export type PersonToken = keyof typeof people;

/** What a note shows of somebody who is in it. */
export interface NoteUser {
  readonly name: string;
  /** `p1`, `p2` or `p3`; or `#rrggbb`. */
  readonly color: string;
}

/** What travels in the awareness of a note: any y-prosemirror client understands name and colour. */
export interface AwarenessUser {
  readonly name: string;
  readonly color: string;
  readonly token: PersonToken | null;
}

/** What we tell the others. */
export function toAwareness(user: NoteUser): AwarenessUser {
  const token = readToken(user.color);
  return { name: user.name, color: token === null ? readColor(user.color) : people[token], token };
}

/** What we take from the others: anything may stand there. Names are cut at 40 characters. */
export function fromAwareness(value: unknown): AwarenessUser {
  const user: Readonly<Record<string, unknown>> = isRecord(value) ? value : {};
  return {
    name: typeof user['name'] === 'string' ? Array.from(user['name']).slice(0, 40).join('') : '',
    color: readColor(user['color']),
    token: readToken(user['token']),
  };
}

/** The CSS value for somebody's colour, and for what is written on it. */
export function cssColors(user: AwarenessUser): { readonly ground: string; readonly text: string } {
  return user.token === null
    ? { ground: user.color, text: '#ffffff' }
    : { ground: `var(--${user.token})`, text: 'var(--on-p)' };
}

function readToken(value: unknown): PersonToken | null {
  return typeof value === 'string' && Object.hasOwn(people, value) ? (value as PersonToken) : null;
}

function readColor(value: unknown): string {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? value : people.p3;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
