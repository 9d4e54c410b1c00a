import { valuesOf } from '../../shared/model/cell-values.ts';
import { readCustomer } from '../../shared/model/customer.ts';
import { factsDocument, kindOf, noteDocument } from '../../shared/model/documents.ts';
import { factsOf } from '../../shared/model/facts-of.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { noteWords } from '../../shared/model/note-words.ts';
import type { TextRow } from '../../shared/model/rows.ts';
import { homeOf } from '../../shared/model/schema.ts';
import type { DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import { folded } from '../../shared/views/folded.ts';

/** The kinds of which people write in sentences. */
function writtenKind(entity: EntityId): EntityKind | null {
  const kind = kindOf(entity);
  return kind === 'team' ? null : kind;
}

/** The documents an entity's words are in: its note, and of a customer the facts with her habits. */
export function textDocuments(workspace: WorkspaceId, entity: EntityId): readonly DocumentName[] {
  const kind = writtenKind(entity);
  if (kind === null) return [];
  const note = noteDocument(workspace, kind, entity);
  return kind === 'customer' ? [note, factsDocument(workspace, homeOf[kind], entity)] : [note];
}

/** What people wrote of an entity; `updatesOf` gives the stored updates of a document. */
export function projectText(
  workspace: WorkspaceId,
  entity: EntityId,
  updatesOf: (document: DocumentName) => readonly Uint8Array[],
): TextRow {
  const [note, facts] = textDocuments(workspace, entity);
  const text = [
    ...(facts === undefined ? [] : habitTexts(entity, updatesOf(facts))),
    ...(note === undefined ? [] : [noteWords(updatesOf(note))]),
  ]
    .filter(Boolean)
    .join('\n');
  return { id: entity, text, folded: folded(text) };
}

function habitTexts(entity: EntityId, updates: readonly Uint8Array[]): readonly string[] {
  if (updates.length === 0) return [];
  const { habits } = readCustomer(entity, factsOf(updates, 'customer'), null);
  return habits.flatMap((habit) => valuesOf(habit.fields.text.cell));
}
