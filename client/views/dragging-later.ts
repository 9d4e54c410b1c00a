import type { Attachment } from 'svelte/attachments';
import { whenIdle } from '../state/idle.ts';
import { Part } from '../state/part.svelte.ts';
import type * as Dragging from './dragging.ts';

const dragging = new Part(() => import('./dragging.ts'));

/** Fetches drag and drop once the board has been painted. */
export async function startDragging(): Promise<void> {
  await whenIdle();
  await dragging.load();
}

/** Attaches what drag and drop needs on an element as soon as it is here. */
export function onceDragging(
  attach: (dragging: typeof Dragging, element: HTMLElement) => () => void,
): Attachment<HTMLElement> {
  return (element) => (dragging.value === null ? undefined : attach(dragging.value, element));
}
