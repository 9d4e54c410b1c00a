import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { yCursorPlugin } from '@tiptap/y-tiptap';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { cssColors, fromAwareness, toAwareness, type NoteUser } from './person.ts';

/**
 * Carets of the others, with a flag that names them and shrinks to a dot when they rest (note.css). What stands in the
 * awareness is read as strangers' data: a malformed position would otherwise throw in the middle of drawing the note.
 */
export function noteCaret(awareness: Awareness, user: NoteUser) {
  return CollaborationCaret.extend({
    addProseMirrorPlugins: () => [
      yCursorPlugin(awareness, {
        awarenessStateFilter: (own: number, client: number, state: unknown) =>
          client !== own && hasReadableCursor(state),
        cursorBuilder: drawCaret,
        selectionBuilder: (shown: unknown) => ({
          class: 'note-selection',
          style: `--person: ${cssColors(fromAwareness(shown)).ground}`,
        }),
      }) as Plugin,
      introduce(awareness, user),
      wakeFlags(awareness),
    ],
  }).configure({ provider: { awareness }, user: toAwareness(user) });
}

/** Says who is here when the editor is there. */
function introduce(awareness: Awareness, user: NoteUser): Plugin {
  return new Plugin({
    key: new PluginKey('noteUser'),
    view: () => {
      awareness.setLocalStateField('user', toAwareness(user));
      return {};
    },
  });
}

function drawCaret(shown: unknown, client: number): HTMLElement {
  const user = fromAwareness(shown);
  const { ground, text } = cssColors(user);
  const caret = document.createElement('span');
  caret.className = 'note-caret';
  caret.dataset['client'] = String(client);
  caret.style.setProperty('--person', ground);
  caret.style.setProperty('--on-person', text);
  const flag = document.createElement('b');
  flag.className = 'note-flag';
  flag.textContent = user.name;
  caret.append(flag);
  return caret;
}

/** A caret that moves shows its name again. */
function wakeFlags(awareness: Awareness): Plugin {
  return new Plugin({
    key: new PluginKey('noteFlags'),
    view: (view) => {
      const wake = ({ updated }: { updated: readonly number[] }): void => {
        for (const client of updated) {
          const flag = view.dom.querySelector(`.note-caret[data-client="${client}"] > .note-flag`);
          for (const animation of flag?.getAnimations() ?? []) {
            animation.currentTime = 0;
            animation.play();
          }
        }
      };
      awareness.on('change', wake);
      return { destroy: () => awareness.off('change', wake) };
    },
  });
}

function hasReadableCursor(state: unknown): boolean {
  if (typeof state !== 'object' || state === null || !('cursor' in state)) return false;
  const cursor: unknown = state.cursor;
  if (typeof cursor !== 'object' || cursor === null || !('anchor' in cursor) || !('head' in cursor))
    return false;
  try {
    return [cursor.anchor, cursor.head].every((position) =>
      isPosition(Y.createRelativePositionFromJSON(position)),
    );
  } catch {
    return false;
  }
}

function isPosition({ type, tname, item, assoc }: Y.RelativePosition): boolean {
  return (
    [type, item].every(
      (id) => id === null || (Number.isSafeInteger(id.client) && Number.isSafeInteger(id.clock)),
    ) &&
    (tname === null || tname === 'default') &&
    Number.isSafeInteger(assoc) &&
    (type !== null || tname !== null || item !== null)
  );
}
