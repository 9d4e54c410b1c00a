import { carriesUpdate } from '../../shared/sync/stock-frame.ts';

/**
 * What of one document this tab has written and its worker has not committed. A channel that breaks loses count of its
 * frames, not the edits: they are in the Y.Doc and go out again with sync step 2 when the next channel opens. Until
 * that one is saved they count as `carried`.
 */
export interface Unsaved {
  /** Frames with updates sent on the present channel and not reported saved. */
  readonly frames: number;
  /** Local edits that no frame of the present channel is known to hold. */
  readonly carried: number;
  /** Of `frames`, how many must be saved until a step 2 is among them; 0 when none was sent. */
  readonly untilStep2: number;
}

export const nothingUnsaved: Unsaved = { frames: 0, carried: 0, untilStep2: 0 };

/** An edit of this tab; a connected one follows as a frame, which counts itself. */
export function whenEdited(unsaved: Unsaved, connected: boolean): Unsaved {
  return connected ? unsaved : { ...unsaved, carried: unsaved.carried + 1 };
}

export function whenSent(unsaved: Unsaved, frame: Uint8Array): Unsaved {
  if (!carriesUpdate(frame)) return unsaved;
  const frames = unsaved.frames + 1;
  const isStep2 = frame[1] === 1;
  return {
    ...unsaved,
    frames,
    untilStep2: isStep2 && unsaved.untilStep2 === 0 ? frames : unsaved.untilStep2,
  };
}

/** Frames are saved in the order they were sent. */
export function whenSaved(unsaved: Unsaved, saved: number): Unsaved {
  const step2Saved = unsaved.untilStep2 > 0 && saved >= unsaved.untilStep2;
  return {
    frames: Math.max(0, unsaved.frames - saved),
    carried: step2Saved ? 0 : unsaved.carried,
    untilStep2: step2Saved ? 0 : Math.max(0, unsaved.untilStep2 - saved),
  };
}

export function whenClosed(unsaved: Unsaved): Unsaved {
  return { frames: 0, carried: unsaved.carried + unsaved.frames, untilStep2: 0 };
}

export function unsavedFrames(unsaved: Unsaved): number {
  return unsaved.frames + unsaved.carried;
}
