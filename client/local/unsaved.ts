import { carriesUpdate } from '../../shared/sync/stock-frame.ts';

/**
 * What of one document this tab has written and its worker has not committed. A channel that breaks loses count of its
 * frames, not the edits: they are in the Y.Doc and go out again with sync step 2 when the next channel opens. Until
 * that one is saved they count as `carried`.
 */
export interface Unsaved {
  /** Frames with updates sent on the present channel and not reported saved, oldest first. */
  readonly sent: readonly ('update' | 'step2')[];
  /** Local edits that no frame of the present channel is known to hold, but a step 2. */
  readonly carried: number;
}

export const nothingUnsaved: Unsaved = { sent: [], carried: 0 };

/** An edit of this tab; a connected one follows as a frame, which counts itself. */
export function whenEdited(unsaved: Unsaved, connected: boolean): Unsaved {
  return connected ? unsaved : { ...unsaved, carried: unsaved.carried + 1 };
}

export function whenSent(unsaved: Unsaved, frame: Uint8Array): Unsaved {
  if (!carriesUpdate(frame)) return unsaved;
  return { ...unsaved, sent: [...unsaved.sent, frame[1] === 1 ? 'step2' : 'update'] };
}

/** Frames are saved in the order they were sent. */
export function whenSaved(unsaved: Unsaved, frames: number): Unsaved {
  const all = unsaved.sent.slice(0, frames).includes('step2');
  return { sent: unsaved.sent.slice(frames), carried: all ? 0 : unsaved.carried };
}

export function whenClosed(unsaved: Unsaved): Unsaved {
  return { sent: [], carried: unsavedEdits(unsaved) };
}

/** A step 2 is no edit of its own: every opening of a document sends one, mostly with nothing new in it. */
export function unsavedEdits({ sent, carried }: Unsaved): number {
  return carried + sent.filter((kind) => kind === 'update').length;
}
