import { isMore, minus } from '../../../shared/rules/compare.ts';
import { lackName } from '../../../shared/rules/plan/advice-words.ts';
import { weightLeft, type ContainerPlan, type Share } from '../../../shared/rules/plan/plan-container.ts';
import { formatDecimal } from '../../i18n/format.ts';
import { language, t } from '../../i18n/language.svelte.ts';

/** `红富士：外箱长、外箱高` for `0: carton length` and `0: carton height`; `names` by the keys of the goods. */
export function lackWords(lacks: readonly string[], names: ReadonlyMap<string, string>): readonly string[] {
  const byName = new Map<string, Set<string>>();
  for (const lack of lacks) {
    const [, key = '', what = lack] = /^(.*?): (.*)$/.exec(lack) ?? [];
    const name = names.get(key) ?? '';
    byName.set(name, (byName.get(name) ?? new Set()).add(lackName(what, language.value)));
  }
  return [...byName].map(([name, whats]) => {
    const what = [...whats].join(t('list.comma'));
    return name === '' ? what : t('plan.lack', { name, what });
  });
}

export function limitWords(limit: Share['limit']): string {
  return t(`plan.limit.${limit === 'road limit' ? 'road' : limit}`);
}

/** What is over, in words: one for each measure that is. */
export function overWords(plan: ContainerPlan): readonly string[] {
  return plan.shares.filter(({ over }) => over).map((share) => overOf(share, plan));
}

function overOf({ limit, used, of, percent }: Share, plan: ContainerPlan): string {
  const more = formatDecimal(minus(used, of) ?? '');
  switch (limit) {
    case 'geometry': {
      const left = plan.goods.reduce(
        (sum, { cartons, placed }) => sum + Math.max(0, (cartons ?? 0) - (placed ?? 0)),
        0,
      );
      return t('plan.over.geometry', { n: left });
    }
    case 'pallets':
      return t('plan.over.pallets', { n: more });
    case 'payload':
    case 'road limit':
      return t('plan.over.weight', { limit: limitWords(limit), n: more });
    case 'house':
      return t('plan.over.house', { percent: formatDecimal(String(percent)) });
  }
}

/** What is left: space, length, weight, and the VGM as far as it is known. */
export function leftWords(plan: ContainerPlan, roadLimit: string | null): readonly string[] {
  const words: string[] = [];
  const left = weightLeft(plan, roadLimit);
  if (left.kind === 'known' && !isMore('0', left.value))
    words.push(t('plan.weightLeft', { n: formatDecimal(left.value) }));
  if (plan.freeVolume.kind === 'known')
    words.push(t('plan.freeSpace', { m3: formatDecimal(plan.freeVolume.value) }));
  if (plan.freeLength.kind === 'known')
    words.push(t('plan.freeLength', { mm: formatDecimal(plan.freeLength.value) }));
  return words;
}

export function vgmWords({ vgm, vgmAtLeast }: ContainerPlan): string {
  if (vgm.kind === 'known') return t('plan.vgm', { kg: formatDecimal(vgm.value) });
  return vgmAtLeast.kind === 'known' ? t('plan.vgmAtLeast', { kg: formatDecimal(vgmAtLeast.value) }) : '';
}
