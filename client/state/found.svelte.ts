import { untrack } from 'svelte';
import type { Found } from '../../shared/rules/found-row.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What the checks found in one order, while a component shows it. To be made while the component begins. */
export class FoundInOrder {
  #found: Found | null = $state.raw(null);

  constructor(workspace: Workspace, id: () => EntityId | null) {
    const first = untrack(id);
    this.#found = first === null ? null : (workspace.foundNow(first) ?? null);
    $effect(() => {
      const now = id();
      if (now === null) {
        this.#found = null;
        return undefined;
      }
      return workspace.watchFound([now], ([found]) => (this.#found = found ?? null));
    });
  }

  /** null where nothing is, or nobody has looked yet. */
  get value(): Found | null {
    return this.#found;
  }

  /** The same where there is an error or a warning. */
  get loud(): Found | null {
    return this.#found?.worst ? this.#found : null;
  }
}
