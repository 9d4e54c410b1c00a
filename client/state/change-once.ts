import type { Author, Change } from '../../shared/model/facts.ts';
import { factsDocument, splitChange } from '../../shared/model/documents.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { hasNewer, readRecords } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import { homeOf } from '../../shared/model/schema.ts';
import { stepOf } from '../../shared/model/undo.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { LocalRelay } from '../local/local-relay.ts';
import { NotWritten } from './not-written.ts';
import type { Written } from './undo.svelte.ts';
import { withDocuments } from './with-documents.ts';

/**
 * Opens the documents a change touches, writes it, gives them back and says what was written. Rejects with NotWritten,
 * before a word of it is written, when the device refuses one of them or does not show what it holds in time, or where
 * a newer version wrote.
 */
export async function changeOnce(
  relay: LocalRelay,
  kind: EntityKind,
  id: EntityId,
  author: Author,
  change: Change,
  within?: number,
): Promise<Written> {
  const parts = splitChange(kind, change);
  const names = [...parts.keys()].map((place) => [place, factsDocument(relay.workspace, place, id)] as const);
  return withDocuments(
    relay,
    new Map(names),
    (docs) => {
      if ([...docs.values()].some((doc) => hasNewer(doc))) throw new NotWritten('newer');
      const home = docs.get(homeOf[kind]);
      const born = home !== undefined && readRecords(home).length === 0;
      const step = [...docs].flatMap(([place, doc]) => {
        const wrote = appendChange(doc, author, Date.now(), parts.get(place) ?? {}, kind);
        return wrote.kind === 'written' ? stepOf(kind, place, readRecords(doc), wrote.dot) : [];
      });
      return { kind, id, step, born };
    },
    within,
  );
}
