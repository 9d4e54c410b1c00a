import type { TeamRow } from '../../shared/model/rows.ts';

export type PersonColor = 'p1' | 'p2' | 'p3';
const colors: readonly PersonColor[] = ['p1', 'p2', 'p3'];

/** A person's colour: by the order of the team's members, by the name for everybody else. */
export function colorOf(name: string, team: TeamRow | null): PersonColor {
  const index = team?.members.findIndex((member) => member.name === name) ?? -1;
  let sum = 0;
  for (const char of name) sum += char.codePointAt(0) ?? 0;
  return colors[(index >= 0 ? index : sum) % colors.length] ?? 'p1';
}

/** The class that sets `--p`. */
export function colorClass(color: PersonColor): string {
  return { p1: 'pa', p2: 'pb', p3: 'pc' }[color];
}

/** What stands in an avatar: the last sign of a Chinese name, the first letter of another. */
export function initialOf(name: string): string {
  const signs = Array.from(name.trim());
  const last = signs.at(-1) ?? '?';
  return /\p{Script=Han}/u.test(last) ? last : (signs[0] ?? '?').toUpperCase();
}
