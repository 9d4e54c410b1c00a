import type { EntityId } from '../../../shared/sync/document-name.ts';

/** Orders chosen in the table, by their ids alone. They may be a hundred thousand: the set is not copied at each choice. */
export class Selection {
  /** The same set in another wrapping says that it changed. */
  #held = $state.raw({ ids: new Set<EntityId>() });

  get size(): number {
    return this.#held.ids.size;
  }

  has(id: EntityId): boolean {
    return this.#held.ids.has(id);
  }

  /** As they were chosen. */
  get ids(): readonly EntityId[] {
    return [...this.#held.ids];
  }

  set(changed: readonly EntityId[], chosen: boolean): void {
    const { ids } = this.#held;
    for (const id of changed)
      if (chosen) ids.add(id);
      else ids.delete(id);
    this.#held = { ids };
  }

  clear(): void {
    if (this.#held.ids.size > 0) this.#held = { ids: new Set() };
  }
}
