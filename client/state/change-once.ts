import { compartmentsOf, factsDocument, splitChange } from '../../shared/model/documents.ts';
import { noFacts, type Author, type Change } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { fold } from '../../shared/model/fold.ts';
import { readRecords } from '../../shared/model/read.ts';
import { homeOf } from '../../shared/model/schema.ts';
import { stepOf } from '../../shared/model/undo.ts';
import { writeChange } from '../../shared/model/write-change.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { LocalRelay } from '../local/local-relay.ts';
import { refusalOf } from './may-change.ts';
import { NotWritten } from './not-written.ts';
import { factsShown, type Shown } from './shown.ts';
import type { Written } from './undo.svelte.ts';
import { withDocuments } from './with-documents.ts';

interface Circumstances {
  /** What the row showed where the change was made by one; what came there since is not superseded (F2). */
  readonly shown?: Shown;
  /** Dots of what this tab has written in the entity: that its author has seen. */
  readonly mine?: ReadonlySet<string>;
  /** Milliseconds for the device to show what it holds. */
  readonly within?: number;
}

/**
 * Opens the documents of an entity, writes a change to those it touches, gives them back and says what was written.
 * Rejects with NotWritten, before a word of it is written, when the device refuses one of them or does not show what
 * it holds in time, where a newer version wrote in any of them, and where the entity is in the trash.
 */
export async function changeOnce(
  relay: LocalRelay,
  kind: EntityKind,
  id: EntityId,
  author: Author,
  change: Change,
  { shown = {}, mine = new Set(), within }: Circumstances = {},
): Promise<Written> {
  const parts = splitChange(kind, change);
  // All of them, for any may say that nothing can be changed.
  const names = compartmentsOf(kind).map(
    (place) => [place, factsDocument(relay.workspace, place, id)] as const,
  );
  return withDocuments(
    relay,
    new Map(names),
    (docs) => {
      const records = new Map(Array.from(docs, ([place, doc]) => [place, readRecords(doc)]));
      const facts = new Map(Array.from(records, ([place, found]) => [place, fold(found, kind)]));
      const refusal = refusalOf(change, facts.get(homeOf[kind]) ?? noFacts, facts.get('commercial') ?? null);
      if (refusal !== null) throw new NotWritten(refusal);
      // A team is there before anybody writes of it.
      const born = kind !== 'team' && records.get(homeOf[kind])?.length === 0;
      const seen = new Map(Array.from(facts, ([place, one]) => [place, factsShown(one, kind, shown, mine)]));
      const wrote = writeChange(kind, docs, author, Date.now(), parts, seen);
      const step = [...wrote].flatMap(([place, one]) => {
        const doc = docs.get(place);
        return doc && one.kind === 'written' ? stepOf(kind, place, readRecords(doc), one.dot) : [];
      });
      return { kind, id, step, born };
    },
    within,
  );
}
