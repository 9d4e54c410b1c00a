import type { Doc } from 'yjs';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import type { LocalRelay } from '../local/local-relay.ts';
import { NotWritten } from './not-written.ts';

/** A worker that starts beside a frozen one waits some seconds for the lead. */
const answerWithin = 15_000;

/**
 * Opens documents, lets `work` read and write them at once, and gives them back. Until then the change counts as
 * unsaved, so that nobody leaves the page without it. Rejects with NotWritten, before `work` begins, when the device
 * refuses one of them or does not show what it holds in time.
 */
export async function withDocuments<K, T>(
  relay: LocalRelay,
  names: ReadonlyMap<K, DocumentName>,
  work: (docs: ReadonlyMap<K, Doc>) => T,
  within?: number,
): Promise<T> {
  const end = relay.underWay();
  try {
    return await lookInto(relay, names, work, within);
  } finally {
    end();
  }
}

/** As `withDocuments`, for who only reads them. */
export async function lookInto<K, T>(
  relay: LocalRelay,
  names: ReadonlyMap<K, DocumentName>,
  work: (docs: ReadonlyMap<K, Doc>) => T,
  within = answerWithin,
): Promise<T> {
  const opened = await Promise.all(
    Array.from(names, async ([key, name]) => ({ key, open: await relay.open(name) })),
  );
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  const timer = setTimeout(() => fail(new NotWritten(null)), within);
  for (const { open } of opened) void open.refused.then(({ code }) => fail(new NotWritten(code)));
  try {
    await Promise.race([failed, Promise.all(opened.map(({ open }) => open.synced))]);
    return work(new Map(opened.map(({ key, open }) => [key, open.doc])));
  } finally {
    clearTimeout(timer);
    for (const { open } of opened) open.release();
  }
}
