import type { Found } from '../../shared/rules/found-row.ts';
import { language } from '../i18n/language.svelte.ts';
import { Part } from './part.svelte.ts';
import { wall } from './ports.svelte.ts';

/** The sentences of the checks: nobody who has no findings needs them. */
const saying = new Part(() => import('../../shared/rules/say.ts'));

/** The worst of what was found, in words; empty while the sentences are on their way, and where there is none. */
export function worstWords({ worst }: Found): string {
  if (worst === null) return '';
  if (saying.value === null) void saying.load();
  const { code, values } = worst;
  return (
    saying.value?.sayFinding(
      { code, severity: worst.severity, values, fields: [], because: [] },
      language.value,
      wall.today,
    ) ?? ''
  );
}

/** How many others there are beside the worst. */
export function othersIn({ errors, warnings }: Found): number {
  return Math.max(0, errors + warnings - 1);
}
