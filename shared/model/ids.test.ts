import { expect, test } from 'vitest';
import { parseDocumentName, type WorkspaceId } from '../sync/document-name.ts';
import { factsDocument } from './documents.ts';
import { newEntityId, newItemId } from './ids.ts';
import { parsePath } from './path.ts';

test('[H16] a new entity has a document name that parses', () => {
  for (const random of [Math.random, () => 0, () => 0.999999]) {
    const id = newEntityId('order', random);
    expect(parseDocumentName(factsDocument('team' as WorkspaceId, 'board', id))?.entity).toBe(id);
  }
});

test('a new item id is a path segment', () => {
  expect(parsePath(`lines/${newItemId(Math.random)}`)).not.toBeNull();
});
