import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type * as Y from 'yjs';
import { isReadable } from './readable.ts';

/**
 * Takes the editor away before the binding meets something it does not know and deletes it for everybody. Its observer
 * is registered before the binding's (by priority) and so is called before it; a destroyed editor touches nothing.
 */
export function noteGuard(fragment: Y.XmlFragment, onUnreadable: () => void): Extension {
  return Extension.create({
    name: 'noteGuard',
    priority: 2000,
    addProseMirrorPlugins() {
      const { editor } = this;
      return [
        new Plugin({
          key: new PluginKey('noteGuard'),
          view: (view) => {
            const check = (_events: unknown, transaction: Y.Transaction): void => {
              if (transaction.local || isReadable(fragment, view.state.schema)) return;
              editor.destroy();
              onUnreadable();
            };
            fragment.observeDeep(check);
            return { destroy: () => fragment.unobserveDeep(check) };
          },
        }),
      ];
    },
  });
}
