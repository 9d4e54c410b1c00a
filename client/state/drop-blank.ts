import { encodeStateAsUpdate } from 'yjs';
import { compartmentsOf, factsDocument, noteDocument } from '../../shared/model/documents.ts';
import { noteWords } from '../../shared/model/note-words.ts';
import { readRecords } from '../../shared/model/read.ts';
import { toTrash } from '../../shared/model/trash.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { t } from '../i18n/language.svelte.ts';
import { firstValue } from './goods.ts';
import { lookInto } from './with-documents.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Puts an order into the trash that says nothing but that it was made, and offers to have it back. */
export async function dropBlank(workspace: Workspace, id: EntityId): Promise<void> {
  const { relay } = workspace;
  const names = new Map(
    compartmentsOf('order').map((place) => [place as string, factsDocument(relay.workspace, place, id)]),
  ).set('note', noteDocument(relay.workspace, 'order', id));
  const blank = await lookInto(relay, names, (docs) => {
    const records = [...docs].flatMap(([key, doc]) => (key === 'note' ? [] : readRecords(doc)));
    const note = docs.get('note');
    // An editor that was only opened leaves an empty paragraph.
    return records.length === 1 && (!note || noteWords([encodeStateAsUpdate(note)]) === '');
  }).catch(() => false);
  if (!blank || workspace.peopleOn(id).length > 0) return;
  const number = workspace.order(id)?.number;
  if (!(await workspace.change('order', id, toTrash))) return;
  workspace.tellDeleted({ kind: 'order', id, title: (number && firstValue(number)) || t('order.new') });
}
