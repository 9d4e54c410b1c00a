/**
 * What a document contains, without a Y.Doc (H5): how far each client id goes, and what of it is deleted.
 * Immutable for its readers; `extend` in closed-log.ts gives a new one.
 */
export interface DeletedRange {
  readonly clock: number;
  readonly length: number;
}

export interface Known {
  /** client id -> next clock */
  readonly clocks: ReadonlyMap<number, number>;
  /** client id -> disjoint ranges, ascending */
  readonly deletes: ReadonlyMap<number, readonly DeletedRange[]>;
}

export const nothingKnown: Known = { clocks: new Map(), deletes: new Map() };
