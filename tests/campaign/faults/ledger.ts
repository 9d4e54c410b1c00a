import * as Y from 'yjs';

let ledgers = 0;

/** What writers were told, and what others saw: all of it must be in the store whatever happens to the relay. */
export class Ledger {
  /** No two crews write the same token: one that was lost must not be found because another crew wrote it. */
  readonly #crew = `${(ledgers++).toString(36)}_`;
  written = 0;
  readonly acknowledged = new Set<string>();
  readonly seen = new Set<string>();

  newToken(): string {
    return `<${this.#crew}${(this.written++).toString(36)}>`;
  }

  /** Another device got this update; of other crews' tokens this ledger says nothing. */
  saw(update: Uint8Array): void {
    for (const token of tokensIn(update)) if (token.startsWith(`<${this.#crew}`)) this.seen.add(token);
  }

  /** Tokens that somebody relied on and that are not stored. */
  lost(stored: ReadonlySet<string>): readonly string[] {
    return [...this.acknowledged.union(this.seen)].filter((token) => !stored.has(token));
  }
}

/** Tokens in an update: of records appended to facts, or typed into a note. */
export function tokensIn(update: Uint8Array): readonly string[] {
  return Y.decodeUpdate(update).structs.flatMap((struct) => {
    if (!(struct instanceof Y.Item)) return [];
    return struct.content.getContent().join('').match(/<\w+>/g) ?? [];
  });
}
