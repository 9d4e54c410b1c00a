import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Spot } from '../state/board-cell.svelte.ts';
import { dropOf, type Drop, type Target } from './drag.ts';

/** What the board does with a card that is dragged. */
export interface DragHandlers {
  /** `from`: the cell it was taken from. */
  begin(id: EntityId, from: Spot): void;
  over(drop: Drop | null): void;
  /** Let go; null where it cannot land. */
  end(id: EntityId, drop: Drop | null): void;
}

/** Follows every drag of a card and scrolls the board near its edges. Like all below: gives what ends it. */
export function watch(element: HTMLElement, handlers: DragHandlers): () => void {
  let dragged: EntityId | null = null;
  const stopScroll = autoScrollForElements({ element });
  const stopMonitor = monitorForElements({
    onDragStart: ({ source }) => {
      dragged = source.data['order'] as EntityId;
      handlers.begin(dragged, source.data['from'] as Spot);
    },
    onDrag: ({ location }) => handlers.over(dropOf(location.current, dragged)),
    onDrop: ({ location }) => {
      if (dragged !== null) handlers.end(dragged, dropOf(location.current, dragged));
      dragged = null;
    },
  });
  return () => {
    stopScroll();
    stopMonitor();
  };
}

/** A cell of the board, or a stop; a cell stays the target when the pointer leaves it for no other. */
export function target(element: HTMLElement, named: () => Target): () => void {
  return dropTargetForElements({
    element,
    getData: () => ({ ...named() }),
    getIsSticky: () => !('stop' in named()),
  });
}

/** A list that scrolls while a card is held near its ends. */
export function list(element: HTMLElement): () => void {
  return autoScrollForElements({ element });
}

export function card(element: HTMLElement, id: EntityId, from: Spot): () => void {
  return draggable({
    element,
    getInitialData: () => ({ order: id, from }),
    onGenerateDragPreview: ({ location, nativeSetDragImage }) =>
      setCustomNativeDragPreview({
        nativeSetDragImage,
        getOffset: () => {
          // The card stays under the pointer where it was taken.
          const at = element.getBoundingClientRect();
          const { clientX, clientY } = location.current.input;
          return { x: clientX - at.left + 14, y: clientY - at.top + 10 };
        },
        render: ({ container }) => {
          const preview = document.createElement('div');
          preview.className = 'drag-preview';
          preview.append(element.cloneNode(true));
          container.append(preview);
        },
      }),
  });
}
