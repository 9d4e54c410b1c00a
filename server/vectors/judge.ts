import { givenOf, type Kind } from './kind.ts';
import { isObject, type Value, type VectorCase, type Vectors } from './vector-file.ts';

export type Verdict =
  | { readonly kind: 'ok' }
  | { readonly kind: 'differs'; readonly differences: readonly Difference[] }
  /** Nothing is expected that the rule gives. */
  | { readonly kind: 'nothing_expected' }
  | { readonly kind: 'no_case' }
  | { readonly kind: 'no_rule' };

export interface Difference {
  readonly key: string;
  readonly expected: Value;
  readonly got: string;
}

export interface Judged {
  readonly kind: string;
  readonly index: number;
  readonly verdict: Verdict;
  /** Keys of the case that no rule reads or gives. */
  readonly unread: readonly string[];
}

/** Keys that say where a case comes from. */
const origin = new Set(['kind', 'note', 'source', 'about', 'case', 'basis', 'comment']);

/** Every case of a file, held against the rules. */
export function judge(vectors: readonly Vectors[], kinds: Readonly<Record<string, Kind>>): readonly Judged[] {
  return vectors.flatMap(({ kind, cases }) => {
    const rule = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    return cases.map((one, index): Judged => {
      if (!rule) return { kind, index, verdict: { kind: 'no_rule' }, unread: [] };
      if (!isObject(one)) return { kind, index, verdict: { kind: 'no_case' }, unread: [] };
      return { kind, index, ...judgeCase(one, rule) };
    });
  });
}

function judgeCase(one: VectorCase, { reads, reckon }: Kind): Pick<Judged, 'verdict' | 'unread'> {
  const results = Object.entries(reckon(givenOf(one)));
  const given = new Set([...reads, ...origin]);
  const names = new Set(results.map(([key]) => key));
  const unread = Object.keys(one).filter((key) => !given.has(key) && !names.has(key));
  const expected = results.filter(([key]) => Object.hasOwn(one, key) && !reads.includes(key));
  if (expected.length === 0) return { verdict: { kind: 'nothing_expected' }, unread };
  const stated = new Set(expected.map(([key]) => key));
  // Where a case says 'unreadable' it says so of all its ends.
  const silent = results.filter(([key, { always = false }]) => always && !stated.has(key));
  const differences = [...expected, ...silent]
    .filter(([key, result]) => !result.agrees(one[key] ?? null))
    .map(([key, { got }]): Difference => ({ key, expected: one[key] ?? null, got }));
  return { verdict: differences.length === 0 ? { kind: 'ok' } : { kind: 'differs', differences }, unread };
}
