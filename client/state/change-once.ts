import type { Author, Change } from '../../shared/model/facts.ts';
import { factsDocument, splitChange } from '../../shared/model/documents.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { hasNewer } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { LocalRelay } from '../local/local-relay.ts';
import { NotWritten } from './not-written.ts';

/** A worker that starts beside a frozen one waits some seconds for the lead. */
const answerWithin = 15_000;

/**
 * Opens the documents a change touches, writes it, and gives them back. Rejects with NotWritten, before a word of it is
 * written, when the device refuses one of them or does not show what it holds in time, or where a newer version wrote.
 */
export async function changeOnce(
  relay: LocalRelay,
  kind: EntityKind,
  id: EntityId,
  author: Author,
  change: Change,
  within = answerWithin,
): Promise<void> {
  const parts = await Promise.all(
    Array.from(splitChange(kind, change), async ([compartment, part]) => ({
      part,
      open: await relay.open(factsDocument(relay.workspace, compartment, id)),
    })),
  );
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  const timer = setTimeout(() => fail(new NotWritten(null)), within);
  for (const { open } of parts) void open.refused.then(({ code }) => fail(new NotWritten(code)));
  try {
    await Promise.race([failed, Promise.all(parts.map(({ open }) => open.synced))]);
    if (parts.some(({ open }) => hasNewer(open.doc))) throw new NotWritten('newer');
    for (const { open, part } of parts) appendChange(open.doc, author, Date.now(), part, kind);
  } finally {
    clearTimeout(timer);
    for (const { open } of parts) open.release();
  }
}
