import * as Y from 'yjs';

/** The root type of a note document: Tiptap's default, so that any Tiptap client finds it. */
export const noteField = 'default';

/** A note longer than this is found by its beginning, UTF-16 units. */
const longest = 20_000;

/** The words of a note out of its stored updates, a line for each paragraph; of marks and lists nothing is left. */
export function noteWords(updates: readonly Uint8Array[]): string {
  // A name of its own costs a document more random bytes than all of its reading.
  const doc = new Y.Doc({ guid: 'note' });
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  const lines: string[] = [];
  collect(doc.getXmlFragment(noteField), lines);
  doc.destroy();
  return lines
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n')
    .slice(0, longest);
}

/** How deep documents nest is bounded by the guard (H12). */
function collect(node: unknown, lines: string[]): void {
  if (typeof node === 'string') lines.push(node);
  else if (node instanceof Y.XmlText) lines.push(plain(node));
  else if (node instanceof Y.XmlFragment) for (const child of node.toArray()) collect(child, lines);
}

function plain(text: Y.XmlText): string {
  const runs = text.toDelta() as readonly { readonly insert: unknown }[];
  return runs.map(({ insert }) => (typeof insert === 'string' ? insert : ' ')).join('');
}
