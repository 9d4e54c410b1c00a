import type { EntityId } from '../../../shared/sync/document-name.ts';

/** Orders chosen in the table, by their ids alone. They may be a hundred thousand: the set is not copied at each choice. */
export class Selection {
  readonly #ids = new Set<EntityId>();
  #version = $state(0);

  get size(): number {
    void this.#version;
    return this.#ids.size;
  }

  has(id: EntityId): boolean {
    void this.#version;
    return this.#ids.has(id);
  }

  /** As they were chosen. */
  get ids(): readonly EntityId[] {
    void this.#version;
    return [...this.#ids];
  }

  set(ids: readonly EntityId[], chosen: boolean): void {
    for (const id of ids)
      if (chosen) this.#ids.add(id);
      else this.#ids.delete(id);
    this.#version++;
  }

  clear(): void {
    if (this.#ids.size === 0) return;
    this.#ids.clear();
    this.#version++;
  }
}
