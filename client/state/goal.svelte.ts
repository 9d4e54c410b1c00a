import type { EntityId } from '../../shared/sync/document-name.ts';

/** Where in an order somebody wants to be: the panel goes there once it is open, and forgets it. */
class Goal {
  #at = $state.raw<{ readonly id: EntityId; readonly path: string } | null>(null);

  set(id: EntityId, path: string): void {
    this.#at = { id, path };
  }

  /** The path wanted in an order; null for none. */
  of(id: EntityId): string | null {
    return this.#at?.id === id ? this.#at.path : null;
  }

  reached(): void {
    this.#at = null;
  }
}

export const goal = new Goal();
