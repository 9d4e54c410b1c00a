import type { Judged, Verdict } from './judge.ts';

/** One line a case, and one that sums up. */
export function report(judged: readonly Judged[]): string {
  const lines = judged.map(
    ({ kind, index, verdict, unread }) =>
      `${lead(verdict)} ${kind}[${index}]${tail(verdict)}${unread.length > 0 ? ` (not read: ${unread.join(', ')})` : ''}`,
  );
  return [...lines, summary(judged)].map((line) => `${oneLine(line)}\n`).join('');
}

function lead({ kind }: Verdict): string {
  switch (kind) {
    case 'ok':
      return 'ok     ';
    case 'differs':
    case 'no_case':
      return 'DIFFERS';
    case 'nothing_expected':
      return 'NOTHING';
    case 'no_rule':
      return 'NO RULE';
  }
}

function tail(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'ok':
    case 'no_rule':
      return '';
    case 'nothing_expected':
      return ' expects nothing that the rule gives';
    case 'no_case':
      return ' is no object of fields';
    case 'differs':
      return verdict.differences
        .map(({ key, expected, got }) => ` ${key}: expected ${JSON.stringify(expected)}, got ${got}`)
        .join(';');
  }
}

function summary(judged: readonly Judged[]): string {
  const count = (...kinds: readonly Verdict['kind'][]): number =>
    judged.filter(({ verdict }) => kinds.includes(verdict.kind)).length;
  const ruleless = new Map<string, number>();
  for (const { kind, verdict } of judged)
    if (verdict.kind === 'no_rule') ruleless.set(kind, (ruleless.get(kind) ?? 0) + 1);
  const named = [...ruleless].map(([kind, cases]) => `${kind} (${cases})`).join(', ');
  return [
    `${judged.length} ${judged.length === 1 ? 'case' : 'cases'}: ${count('ok')} ok, ${count('differs', 'no_case')} differ`,
    `${count('nothing_expected')} with nothing expected`,
    `${ruleless.size} ${ruleless.size === 1 ? 'kind' : 'kinds'} without a rule${named && `: ${named}`}`,
  ].join(', ');
}

/** What the file says stays on its line. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
