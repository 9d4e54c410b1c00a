import * as Y from 'yjs';

/** Updates of one writer who types, one letter each. */
export function typedUpdates(count: number, clientID = 1): readonly Uint8Array[] {
  return updatesOf(
    count,
    clientID,
    () => 'x',
    (length) => length,
  );
}

/** Updates of one writer who pastes before what is there, `size` letters each, so that the pieces stay pieces. */
export function pastedUpdates(count: number, size: number): readonly Uint8Array[] {
  return updatesOf(
    count,
    1,
    (index) => String(index).padStart(size, 'abcdefghij'),
    () => 0,
  );
}

function updatesOf(
  count: number,
  clientID: number,
  textOf: (index: number) => string,
  place: (length: number) => number,
): readonly Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const text = doc.getText('default');
  for (let index = 0; index < count; index++) text.insert(place(text.length), textOf(index));
  doc.destroy();
  return updates;
}

/** One update of about this many bytes that was written in many places, as notes are. */
export function writtenDocument(bytes: number, clientID = 1): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  const text = doc.getText('default');
  doc.transact(() => {
    // Always before what was written last, so that the pieces stay apart.
    for (let index = 0; index < bytes / 13; index++) text.insert(0, `piece ${index % 10} `);
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
