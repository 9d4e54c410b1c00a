import { defaultDeleteFilter, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { noteField } from '../../shared/model/note-words.ts';
import type { NoteSteps } from '../state/undo.svelte.ts';

/** Outlives the editors that show its note: each of them ends the manager it was given. */
class LastingUndoManager extends Y.UndoManager {
  override destroy(): void {
    // Ended by whoever keeps the steps.
  }

  end(): void {
    super.destroy();
  }
}

const managers = new WeakMap<Y.Doc, LastingUndoManager>();

/** Whether a change of a note came from the hands of this tab: typed, taken back, or put back. */
export function isOwnEdit(origin: unknown): boolean {
  return origin === ySyncPluginKey || origin instanceof Y.UndoManager;
}

/** The undo of a note whose steps the app keeps; undefined where an editor stands alone and has its own. */
export function undoManagerOf(doc: Y.Doc): Y.UndoManager | undefined {
  return managers.get(doc);
}

/**
 * Follows what this tab writes into a note: `did` is called at each new step. Other people's changes are never among
 * them, since only those are counted that came through the editor here.
 */
export function keepNoteSteps(doc: Y.Doc, did: () => void, release: () => void): NoteSteps {
  const manager = new LastingUndoManager(doc.getXmlFragment(noteField), {
    trackedOrigins: new Set<unknown>([ySyncPluginKey]),
    deleteFilter: (item) => defaultDeleteFilter(item, new Set(['paragraph'])),
    captureTransaction: (transaction) => transaction.meta.get('addToHistory') !== false,
  });
  managers.set(doc, manager);
  manager.on('stack-item-added', ({ type }: { type: 'undo' | 'redo' }) => {
    if (type === 'undo' && !manager.redoing) did();
  });
  return {
    get undoable() {
      return manager.undoStack.length;
    },
    get redoable() {
      return manager.redoStack.length;
    },
    undo: () => void manager.undo(),
    redo: () => void manager.redo(),
    pause: () => manager.stopCapturing(),
    forgetRedo: () => manager.clear(false, true),
    end() {
      managers.delete(doc);
      manager.end();
      release();
    },
  };
}
