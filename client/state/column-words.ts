import { t } from '../i18n/language.svelte.ts';
import type { BoardColumn } from './board-column.svelte.ts';

/** A column in words: its name, how many orders, and the limit where there is one. */
export function columnWords({ name, length, limit }: BoardColumn): string {
  if (limit === null) return t('board.column', { name, n: length });
  return t(length > limit ? 'board.over' : 'board.limited', { name, n: length, limit });
}
