import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { NoteEditor, type NoteProps } from './note-editor.tsx';
import { toAwareness, type NoteUser } from './person.ts';
import './note.css';

export interface NoteOptions extends Omit<NoteProps, 'onReady'> {
  readonly element: HTMLElement;
}

export interface MountedNote {
  /** Takes the editor out of the element. The document and its awareness stay with their owner. */
  destroy(): void;
  setUser(user: NoteUser): void;
}

/**
 * Puts a co-edited note into an element; resolves when it stands there. Load this module with `import()`: it brings
 * React and Tiptap along. Opening a note writes nothing into its document. Where the document holds what this version
 * cannot edit, its bare words are shown and `onUnreadable` is called.
 */
export function mountNote({ element, ...note }: NoteOptions): Promise<MountedNote> {
  const root = createRoot(element);
  const mounted: MountedNote = {
    destroy: () => root.unmount(),
    setUser: (user) => note.awareness.setLocalStateField('user', toAwareness(user)),
  };
  return new Promise((resolve) => {
    root.render(createElement(NoteEditor, { ...note, onReady: () => resolve(mounted) }));
  });
}
