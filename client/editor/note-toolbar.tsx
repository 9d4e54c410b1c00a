import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { BubbleMenu } from '@tiptap/react/menus';
import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { readHref } from './safe-href.ts';

/** Names of the buttons, in the language of the interface. */
export interface NoteWords {
  readonly bold: string;
  readonly list: string;
  readonly link: string;
  /** Label of the field that takes the address of a link. */
  readonly address: string;
}

/** Three buttons over a selection. The link button opens a field; an empty field takes the link away. */
export function NoteToolbar({ editor, words }: { editor: Editor; words: NoteWords }): ReactElement {
  const [asking, setAsking] = useState(false);
  const now = useEditorState({
    editor,
    selector: (state) => ({
      bold: state.editor.isActive('bold'),
      list: state.editor.isActive('bulletList'),
      link: state.editor.isActive('link'),
      at: state.editor.state.selection.from,
    }),
  });
  // Another selection, another question.
  useEffect(() => setAsking(false), [now.at]);

  return (
    <BubbleMenu
      editor={editor}
      className="note-tools"
      updateDelay={80}
      options={{ placement: 'top-start', offset: 6 }}
    >
      {asking ? (
        <LinkField editor={editor} label={words.address} onDone={() => setAsking(false)} />
      ) : (
        <>
          <Tool name={words.bold} on={now.bold} onPress={() => editor.chain().focus().toggleBold().run()}>
            <path d="M6.5 4.5h4.25a2.75 2.75 0 0 1 0 5.5H6.5zM6.5 10h5a2.75 2.75 0 0 1 0 5.5h-5z" />
          </Tool>
          <Tool
            name={words.list}
            on={now.list}
            onPress={() => editor.chain().focus().toggleBulletList().run()}
          >
            <path d="M8 5.5h8M8 10h8M8 14.5h8M4.25 5.5h.01M4.25 10h.01M4.25 14.5h.01" />
          </Tool>
          <Tool name={words.link} on={now.link} onPress={() => setAsking(true)}>
            <path d="M8.5 11.5a3 3 0 0 0 4.25 0l2.5-2.5A3 3 0 0 0 11 4.75l-.75.75M11.5 8.5a3 3 0 0 0-4.25 0l-2.5 2.5A3 3 0 0 0 9 15.25l.75-.75" />
          </Tool>
        </>
      )}
    </BubbleMenu>
  );
}

interface ToolProps {
  readonly name: string;
  readonly on: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Tool({ name, on, onPress, children }: ToolProps): ReactElement {
  return (
    <button type="button" aria-label={name} title={name} aria-pressed={on} onClick={onPress}>
      <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
        {children}
      </svg>
    </button>
  );
}

interface LinkFieldProps {
  readonly editor: Editor;
  readonly label: string;
  readonly onDone: () => void;
}

function LinkField({ editor, label, onDone }: LinkFieldProps): ReactElement {
  const given: unknown = editor.getAttributes('link')['href'];
  const [address, setAddress] = useState(typeof given === 'string' ? given : '');
  const href = readHref(address);
  const refused = address.trim() !== '' && href === null;

  const settle = (): void => {
    if (refused) return;
    const chain = editor.chain().focus().extendMarkRange('link');
    if (href === null) chain.unsetLink().run();
    else chain.setLink({ href }).run();
    onDone();
  };
  return (
    <input
      type="text"
      inputMode="url"
      autoFocus
      aria-label={label}
      aria-invalid={refused}
      placeholder={label}
      value={address}
      onChange={(event) => setAddress(event.target.value)}
      onBlur={onDone}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') settle();
        else if (event.key === 'Escape') {
          editor.commands.focus();
          onDone();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
