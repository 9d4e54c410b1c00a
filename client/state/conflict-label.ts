import type { EntityKind } from '../../shared/model/field.ts';
import { isPresence, patternOf, wholeEntity } from '../../shared/model/path.ts';
import { isMessageKey, t } from '../i18n/language.svelte.ts';

const collections = {
  'lines/*': 'order.lines',
  'containers/*': 'order.containers',
  'habits/*': 'customer.habits',
  'packings/*': 'product.packing',
  'figures/*': 'figures.title',
  'house/*': 'figures.house',
  'sizes/*': 'sizes.title',
  'seasons/*': 'season.title',
  'costs/*': 'cost.title',
  'holidays/*': 'holidays.title',
  'contacts/*': 'contacts.title',
  'lessons/*': 'field.product.lessons.text',
  'accepted/*': 'finding.acceptance',
  'prefilled/*': 'field.order.prefilled.from',
  'stages/*': 'stages.title',
  'views/*': 'views.title',
} as const;

/** The words for a path: its field's label, a collection's title for an item's presence. */
export function conflictLabel(kind: EntityKind, path: string): string {
  const pattern = patternOf(path);
  if (path === wholeEntity) return t(`whole.${kind}`);
  if (isPresence(path)) {
    const title = (collections as Readonly<Record<string, (typeof collections)[keyof typeof collections]>>)[
      pattern
    ];
    return title ? t(title) : path;
  }
  return fieldLabel(kind, pattern);
}

/** The label of a field out of its pattern or path. */
export function fieldLabel(kind: EntityKind, path: string): string {
  const key = `field.${kind}.${patternOf(path).replaceAll('/*/', '.')}`;
  return isMessageKey(key) ? t(key) : path;
}
