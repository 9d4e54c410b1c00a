import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import { OrderDocuments } from '../../shared/model/test-documents.ts';
import type { DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { LocalRelay } from '../local/local-relay.ts';
import { OpenEntity } from './entity.svelte.ts';

const never = new Promise<never>(() => undefined);

/** An order on a device, opened by a view. */
async function opened(docs: OrderDocuments): Promise<OpenEntity> {
  const relay: LocalRelay = {
    workspace: 'team' as WorkspaceId,
    device: 'd1',
    open(name: DocumentName) {
      const doc = name.includes('/commercial/') ? docs.commercial : docs.board;
      const open = { name, doc, awareness: new Awareness(doc), synced: Promise.resolve(), refused: never };
      return Promise.resolve({ ...open, release: () => undefined });
    },
    watch: () => ({ ask: () => undefined, stop: () => undefined }),
    onStatus: () => () => undefined,
    underWay: () => () => undefined,
    reconnect: () => undefined,
    close: () => undefined,
  };
  const entity = new OpenEntity(relay, 'order', 'order_x1' as EntityId, () => ({
    person: '甲',
    device: 'a',
  }));
  await expect.poll(() => entity.ready).toBe(true);
  return entity;
}

test('[F3] a line is kept against the removal that was seen, not against one that has come since', async () => {
  const [docs, first, second] = [new OrderDocuments(), new OrderDocuments(), new OrderDocuments()];
  docs.write({ set: { 'lines/a/cartons': '5' } });
  for (const other of [first, second]) other.merge(docs);
  first.write({ remove: ['lines/a'] });
  second.write({ remove: ['lines/a'] });
  docs.write({ set: { 'lines/a/cartons': '6' } });
  docs.merge(first);
  const entity = await opened(docs);
  const seen = entity.look();
  docs.merge(second);
  entity.keep('lines/a', seen);
  expect(docs.facts().home.paths.get('lines/a' as never)?.kind).toBe('conflict');
  entity.keep('lines/a');
  expect(docs.facts().home.paths.get('lines/a' as never)?.kind).toBe('agreed');
  entity.close();
});
