import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { dropOf, type Drop } from './drag.ts';

/** What the board does with a card that is dragged. */
export interface DragHandlers {
  begin(id: EntityId): void;
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
      handlers.begin(dragged);
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

/** A column; it stays the target when the pointer leaves it for no other. */
export function column(element: HTMLElement, stage: () => string): () => void {
  return dropTargetForElements({ element, getData: () => ({ stage: stage() }), getIsSticky: () => true });
}

/** A stop of the route or a tab. */
export function stop(element: HTMLElement, stage: string): () => void {
  return dropTargetForElements({ element, getData: () => ({ stage, stop: true }) });
}

/** A list that scrolls while a card is held near its ends. */
export function list(element: HTMLElement): () => void {
  return autoScrollForElements({ element });
}

export function card(element: HTMLElement, id: EntityId): () => void {
  return draggable({
    element,
    getInitialData: () => ({ order: id }),
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
