import { isPresence } from '../../shared/model/path.ts';
import type { Conflict } from '../../shared/model/rows.ts';
import { fieldOf } from '../../shared/model/documents.ts';
import { countWord, t } from '../i18n/language.svelte.ts';
import { conflictLabel } from './conflict-label.ts';
import { bareWords } from './value-words.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What is to settle in an order, in one line: the field and what stands in it. */
export function conflictSentence(workspace: Workspace, conflict: Conflict): string {
  const field = conflictLabel('order', conflict.path);
  if (isPresence(conflict.path)) return t('card.conflictRemoved', { field });
  const values = conflict.values
    .map((value) => bareWords(workspace, 'order', conflict.path, value))
    .join(' | ');
  const places = { field, values, count: countWord(conflict.values.length) };
  return t(fieldOf('order', conflict.path)?.critical ? 'today.conflictCritical' : 'today.conflict', places);
}
