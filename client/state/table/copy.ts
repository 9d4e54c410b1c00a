import type { OrderRow } from '../../../shared/model/rows.ts';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import { t } from '../../i18n/language.svelte.ts';
import type { Workspace } from '../workspace.svelte.ts';
import { columnOf, type ColumnId } from './columns.ts';
import { formatTsv } from './tsv.ts';
import { copiedText } from './words.ts';

/** A clipboard is for people's own sheets; whoever wants everything exports it. */
const most = 2_000;
const slice = 100;

/**
 * Puts orders on the clipboard, with the heads of their columns. Those that are read at once; the others are read first,
 * some at a time, where the browser lets a page write there later. Gives what became of it, in words.
 */
export async function copyOrders(
  workspace: Workspace,
  ids: readonly EntityId[],
  columns: readonly ColumnId[],
  read: readonly OrderRow[],
  clipboard: DataTransfer | null,
): Promise<string> {
  if (ids.length > most) return t('table.copyMany', { n: most });
  const heads = columns.map((id) => t(columnOf(id).label));
  const lines = (rows: readonly OrderRow[]): string[][] =>
    rows.map((row) => columns.map((id) => copiedText(workspace, id, row)));
  const known = new Map(read.map((row) => [row.id, row]));
  const here = ids.flatMap((id) => known.get(id) ?? []);
  if (here.length === ids.length && clipboard) {
    clipboard.setData('text/plain', formatTsv([heads, ...lines(here)]));
    return t('table.copied', { n: ids.length });
  }
  if (!('clipboard' in navigator) || typeof ClipboardItem === 'undefined') return t('table.copyUnable');
  const text = async (): Promise<Blob> => {
    const found: string[][] = [];
    for (let from = 0; from < ids.length; from += slice)
      found.push(...lines(await workspace.orders(ids.slice(from, from + slice))));
    return new Blob([formatTsv([heads, ...found])], { type: 'text/plain' });
  };
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text() })]);
    return t('table.copied', { n: ids.length });
  } catch {
    return t('table.copyUnable');
  }
}
