import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import type { DragLocation } from '@atlaskit/pragmatic-drag-and-drop/types';
import type { Attachment } from 'svelte/attachments';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import type { CalendarKey } from '../../../shared/views/date-field.ts';

/** One date of one order. */
export interface Plate {
  readonly id: EntityId;
  readonly key: CalendarKey;
}

/** What a calendar does with a date that is dragged. */
export interface PlateHandlers {
  begin(plate: Plate): void;
  /** Over a day, or none. */
  over(day: number | null): void;
  /** Let go; null where it cannot land. */
  end(plate: Plate, day: number | null): void;
}

/** Follows every drag of a date in a calendar, which scrolls while one is held near its edges. */
export function watchesPlates(handlers: PlateHandlers): Attachment<HTMLElement> {
  return (element) => {
    const stopScroll = autoScrollForElements({ element });
    const stopMonitor = monitorForElements({
      canMonitor: ({ source }) => plateOf(source.data) !== null && element.contains(source.element),
      onDragStart: ({ source }) => {
        const plate = plateOf(source.data);
        if (plate) handlers.begin(plate);
      },
      onDrag: ({ location }) => handlers.over(dayUnder(location.current)),
      onDrop: ({ source, location }) => {
        const plate = plateOf(source.data);
        if (plate) handlers.end(plate, dayUnder(location.current));
      },
    });
    return () => {
      stopScroll();
      stopMonitor();
    };
  };
}

/** A day that dates can be put on. */
export function takesPlates(day: number): Attachment<HTMLElement> {
  return (element) => dropTargetForElements({ element, getData: () => ({ day }) });
}

/** A date that can be dragged, unless `refuses` says why not. */
export function isPlate(plate: Plate, refuses: () => boolean): Attachment<HTMLElement> {
  return (element) =>
    draggable({
      element,
      getInitialData: () => ({ order: plate.id, date: plate.key }),
      canDrag: () => !refuses(),
      onGenerateDragPreview: ({ location, nativeSetDragImage }) =>
        setCustomNativeDragPreview({
          nativeSetDragImage,
          getOffset: () => {
            const at = element.getBoundingClientRect();
            const { clientX, clientY } = location.current.input;
            return { x: clientX - at.left, y: clientY - at.top };
          },
          render: ({ container }) => {
            const preview = element.cloneNode(true);
            if (preview instanceof HTMLElement) preview.style.width = `${element.offsetWidth}px`;
            container.append(preview);
          },
        }),
    });
}

function plateOf(data: Record<string | symbol, unknown>): Plate | null {
  const { order, date } = data;
  return typeof order === 'string' && typeof date === 'string'
    ? { id: order as EntityId, key: date as CalendarKey }
    : null;
}

function dayUnder({ dropTargets: [target] }: DragLocation): number | null {
  const day = target?.data['day'];
  return typeof day === 'number' ? day : null;
}
