/**
 * Change records and their fold: rules F1-F6. This file holds the words; read.ts and fold.ts read them,
 * record.ts writes them.
 */

/** A record's name: the client id of the Y.Doc instance that wrote it and its clock there (F1). */
export type Dot = readonly [writer: number, clock: number];

/** A path inside an entity, such as `cartons` or `lines/k3f9/cartons`. */
export type Path = string & { readonly __brand: 'Path' };

/** What a path can hold. Quantities are exact decimals in text, dates `2026-12-06`, instants ISO with zone. */
export type FactValue = string | boolean | null | readonly string[];

export interface Author {
  /** The person's name as the team knows it. */
  readonly person: string;
  readonly device: string;
  /** Her device had no relay when she wrote: others got it later. By her device's word, like the time. */
  readonly offline?: boolean;
}

/** One standing value of a path. */
export interface Head {
  readonly dot: Dot;
  readonly value: FactValue;
  readonly author: Author;
  /** When it was written by its author's clock, ISO: shown to people, decides nothing. */
  readonly at: string;
  /** Further standing records with an equal value (F4); whoever sets the path names them too. */
  readonly same?: readonly Dot[];
  /** Of a removal: the field heads the remover had seen (F3). */
  readonly seenFields?: readonly Dot[];
  /** Of a removal: `at`, or the time of the newest record the remover had seen, where that is later; ISO. */
  readonly since?: string;
}

/**
 * The state of one path. `heads` holds one head per differing value (F4), in the same order on every replica.
 * agreed: one value. conflict: several, a person settles. incomplete: a head names a dot that is not here yet (F2).
 */
export type PathState =
  | { readonly kind: 'agreed'; readonly heads: readonly [Head] }
  | { readonly kind: 'conflict'; readonly heads: readonly [Head, Head, ...Head[]] }
  | { readonly kind: 'incomplete'; readonly heads: readonly Head[]; readonly missing: readonly Dot[] };

export interface Facts {
  readonly paths: ReadonlyMap<Path, PathState>;
  /** Items removed by one person and changed by another who had not seen the removal (F3): the item's presence path. */
  readonly removedAndChanged: ReadonlySet<Path>;
  /** Records and entries that could not be read: kept in the document, counted here. */
  readonly unreadable: number;
  /** Of these, records of a newer version: whoever meets one reads what it can and writes nothing (F5). */
  readonly newer: number;
}

/** What a document says before anybody wrote a word of it. */
export const noFacts: Facts = { paths: new Map(), removedAndChanged: new Set(), unreadable: 0, newer: 0 };

/** What a person does: paths set to new values, and items taken away. */
export interface Change {
  readonly set?: Readonly<Record<string, FactValue>>;
  /** Presence paths of items to remove, such as `lines/k3f9`. */
  readonly remove?: readonly string[];
}
