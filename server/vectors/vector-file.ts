import { failure, success, type Result } from '../../shared/model/result.ts';

/** What a case may hold. Numbers stay the text that was written: a float would change long ones without a word. */
export type Value = string | boolean | null | readonly Value[] | { readonly [key: string]: Value };
export type VectorCase = Readonly<Record<string, Value>>;

export interface Vectors {
  readonly kind: string;
  readonly cases: readonly Value[];
}

/**
 * Reads `{"kind": [{…}, …], …}`, a kind of one case without its list too; a text (`about`) is said of the file. Anything
 * else is refused: cases that nobody ran would look like cases that are right.
 */
export function readVectorFile(text: string): Result<readonly Vectors[], string> {
  const parsed = parseJson(text.replace(/^\uFEFF/, ''));
  if (parsed === undefined) return failure('it is not JSON');
  if (!isObject(parsed)) return failure('it is not a JSON object of kinds and their cases');
  const written = JSON.parse(text.replace(/^\uFEFF/, '')) as Readonly<Record<string, unknown>>;
  const odd = Object.keys(parsed).find((kind) => typeof written[kind] !== 'string' && !isCases(parsed[kind]));
  if (odd !== undefined) return failure(`${JSON.stringify(odd)} holds neither a case nor a list of cases`);
  const kinds = Object.entries(parsed).flatMap(([kind, cases]) => {
    if (isList(cases)) return [{ kind, cases }];
    return isObject(cases) ? [{ kind, cases: [cases] }] : [];
  });
  return kinds.length === 0 ? failure('it holds no cases') : success(kinds);
}

function isCases(value: Value | undefined): boolean {
  return value !== undefined && (isList(value) || isObject(value));
}

export function isObject(value: Value): value is VectorCase {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function parseJson(text: string): Value | undefined {
  const asWritten = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' ? plainNumber(context?.source ?? String(value)) : value;
  try {
    return JSON.parse(text, asWritten) as Value;
  } catch {
    return undefined;
  }
}

/** `1e-05` is written `0.00001`; the rest stays as it is. */
function plainNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', power] =
    /^(-?)(\d+)(?:\.(\d+))?e([-+]?\d{1,3})$/i.exec(text) ?? [];
  if (power === undefined) return text;
  const [digits, point] = [whole + fraction, whole.length + Number(power)];
  const padded = '0'.repeat(Math.max(0, 1 - point)) + digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  return `${sign}${padded.slice(0, at)}${padded.length > at ? `.${padded.slice(at)}` : ''}`;
}
