import { getSchema } from '@tiptap/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { noteField } from '../../shared/model/note-words.ts';
import { noteCaret } from './note-caret.ts';
import { noteGuard } from './note-guard.ts';
import { noteCollaboration, noteContent } from './note-extensions.ts';
import { undoManagerOf } from './note-steps.ts';
import { NoteToolbar, type NoteWords } from './note-toolbar.tsx';
import type { NoteUser } from './person.ts';
import { isReadable, plainBlocks } from './readable.ts';

export interface NoteProps {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly user: NoteUser;
  readonly placeholder: string;
  readonly label: string;
  readonly editable: boolean;
  /** Names of the buttons on a selection; without them there are no buttons. */
  readonly words?: NoteWords | undefined;
  readonly onUnreadable?: (() => void) | undefined;
  /** Called once, when the note stands in the page. */
  readonly onReady: () => void;
}

/** A co-edited note; its bare words where this version cannot open it without destroying what it does not know. */
export function NoteEditor(props: NoteProps): ReactElement {
  const { doc, onUnreadable, onReady } = props;
  useEffect(onReady, [onReady]);
  const fragment = useMemo(() => doc.getXmlFragment(noteField), [doc]);
  const [readable, setReadable] = useState(() => isReadable(fragment, getSchema(noteContent)));
  useEffect(() => {
    if (!readable) onUnreadable?.();
  }, [readable, onUnreadable]);
  return readable ? (
    <LiveNote {...props} fragment={fragment} onUnknown={() => setReadable(false)} />
  ) : (
    <PlainNote fragment={fragment} label={props.label} />
  );
}

function LiveNote(props: NoteProps & { fragment: Y.XmlFragment; onUnknown: () => void }): ReactElement {
  const { doc, awareness, fragment, editable, words } = props;
  const editor = useEditor(
    {
      extensions: [
        ...noteContent,
        noteGuard(fragment, props.onUnknown),
        noteCollaboration(doc, undoManagerOf(doc)),
        noteCaret(awareness, props.user),
      ],
      editable,
      // The content security policy refuses style elements; note.css holds what is needed.
      injectCSS: false,
      editorProps: {
        attributes: {
          class: 'note',
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': props.label,
          'data-placeholder': props.placeholder,
        },
      },
    },
    [doc, awareness],
  );
  useEffect(() => {
    if (!editor.isDestroyed) editor.setEditable(editable, false);
  }, [editor, editable]);
  return (
    <>
      <EditorContent editor={editor} />
      {words !== undefined && editable ? <NoteToolbar editor={editor} words={words} /> : null}
    </>
  );
}

function PlainNote({ fragment, label }: { fragment: Y.XmlFragment; label: string }): ReactElement {
  return (
    <div className="note note-plain" role="document" aria-label={label}>
      {plainBlocks(fragment).map((block, index) => (
        <p key={index}>{block}</p>
      ))}
    </div>
  );
}
