import { keepVersion, readVersions, versionId, versionsDocument } from '../../shared/model/note-versions.ts';
import type { Author } from '../../shared/model/facts.ts';
import { hasNewer, readRecords } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { LocalRelay } from '../local/local-relay.ts';
import { NotWritten } from './not-written.ts';
import { withDocuments } from './with-documents.ts';

/**
 * Keeps a note's text as a version; one that is kept already is not kept twice, only named.
 * `title` is null for what is kept by itself. With `unlessWithin` (milliseconds) nothing is kept when there is a version
 * younger than that. Gives false for a text that is too long. Rejects with NotWritten as a change does.
 */
export async function keepNoteVersion(
  relay: LocalRelay,
  kind: EntityKind,
  id: EntityId,
  author: Author,
  text: string,
  title: string | null = null,
  unlessWithin = 0,
): Promise<boolean> {
  const change = keepVersion(text, title);
  const name = versionsDocument(relay.workspace, kind, id);
  if (change === null || name === null) return false;
  await withDocuments(relay, new Map([['versions', name]]), (docs) => {
    const doc = docs.get('versions');
    if (!doc) return;
    if (hasNewer(doc)) throw new NotWritten('newer');
    const versions = readVersions(readRecords(doc));
    const [youngest] = versions;
    const known = versions.some(({ id }) => id === versionId(text));
    if (known && title === null) return;
    if (unlessWithin > 0 && youngest && Date.now() - youngest.at < unlessWithin) return;
    appendChange(doc, author, Date.now(), change);
  });
  return true;
}
