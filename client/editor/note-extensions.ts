import { Collaboration } from '@tiptap/extension-collaboration';
import { Link } from '@tiptap/extension-link';
import type { AnyExtension, Extensions } from '@tiptap/core';
import { StarterKit } from '@tiptap/starter-kit';
import type * as Y from 'yjs';
import { noteField } from '../../shared/model/note-words.ts';
import { readHref, safeHref } from './safe-href.ts';

/** A link shows nothing of what the document says about it but a safe address: no class, no target of its own. */
const NoteLink = Link.extend({
  renderHTML({ HTMLAttributes }: { HTMLAttributes: Readonly<Record<string, unknown>> }) {
    const href = safeHref(HTMLAttributes['href']);
    if (href === null) return ['span', { class: 'note-dead-link' }, 0];
    return ['a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, 0];
  },
}).configure({
  defaultProtocol: 'https',
  // Typed and pasted addresses come without a protocol too.
  isAllowedUri: (address) => readHref(address) !== null,
});

/** What a note can hold, without anything that needs a document: the schema comes from here. */
export const noteContent: Extensions = [
  StarterKit.configure({
    // Collaboration brings its own: undo takes back one's own changes only.
    undoRedo: false,
    // It would write a paragraph into every note that ends otherwise, on opening it.
    trailingNode: false,
    link: false,
    heading: { levels: [1, 2, 3] },
  }),
  NoteLink,
];

/**
 * Binds the editor to the note. Opening writes nothing; the first key does. With `undoManager` the keys of undo are left
 * to the page, which has one order of steps for notes and fields.
 */
export function noteCollaboration(doc: Y.Doc, undoManager?: Y.UndoManager): AnyExtension {
  const collaboration = undoManager
    ? Collaboration.extend({ addKeyboardShortcuts: () => ({}) })
    : Collaboration;
  return collaboration.configure({
    document: doc,
    field: noteField,
    ...(undoManager && { yUndoOptions: { undoManager } }),
  });
}
