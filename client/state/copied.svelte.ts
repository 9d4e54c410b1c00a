import type { EntityId } from '../../shared/sync/document-name.ts';

/** What the copies made in this tab left out, a sentence each: told in the new order until it has been read. */
class Copied {
  #words: ReadonlyMap<EntityId, readonly string[]> = $state.raw(new Map());

  of(id: EntityId): readonly string[] {
    return this.#words.get(id) ?? [];
  }

  /** No words: there is nothing to tell, or it has been read. */
  tell(id: EntityId, words: readonly string[]): void {
    const all = new Map(this.#words);
    if (words.length > 0) all.set(id, words);
    else all.delete(id);
    this.#words = all;
  }
}

export const copied = new Copied();
