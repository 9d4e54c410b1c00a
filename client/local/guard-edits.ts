import type { TabEdits } from './local-relay.ts';

/**
 * Guards what a page has not handed to its device: leaving it is asked about first, for a worker of one tab dies with
 * it. With the first edit the browser is asked to keep the device's data for good; it may say no, and on an address that
 * is not secure it cannot be asked (W5). Gives what is to be told of the edits, at each change.
 */
export function guardEdits(
  page: EventTarget,
  storage: Pick<StorageManager, 'persist'> | undefined,
): (edits: TabEdits) => void {
  let guarded = false;
  let asked = false;
  const ask = (event: Event): void => event.preventDefault();
  return ({ unsaved, refused }) => {
    const needed = unsaved + refused > 0;
    if (needed && !asked) {
      asked = true;
      storage?.persist().catch(() => false);
    }
    if (needed === guarded) return;
    guarded = needed;
    // A page that listens all the time is not kept for going back to it.
    if (needed) page.addEventListener('beforeunload', ask);
    else page.removeEventListener('beforeunload', ask);
  };
}
