import * as Y from 'yjs';
import { noteDocument } from '../../shared/model/documents.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { noteField } from '../../shared/model/note-words.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { LocalRelay } from '../local/local-relay.ts';
import { withDocuments } from './with-documents.ts';

/** Puts lines before whatever a note holds, a paragraph each, as the editor would. Rejects with NotWritten as a change does. */
export async function beginNote(
  relay: LocalRelay,
  kind: EntityKind,
  id: EntityId,
  lines: readonly string[],
): Promise<void> {
  const name = noteDocument(relay.workspace, kind, id);
  await withDocuments(relay, new Map([['note', name]]), (docs) => {
    const doc = docs.get('note');
    doc?.transact(() => {
      const paragraphs = lines.map((line) => {
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [new Y.XmlText(line)]);
        return paragraph;
      });
      doc.getXmlFragment(noteField).insert(0, paragraphs);
    });
  });
}
