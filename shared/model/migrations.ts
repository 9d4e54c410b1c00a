import type { FactValue } from './facts.ts';

/**
 * The version of paths and values that this client writes. A record of an older version is read through the
 * migrations after it and stays in the document as it was written (F5); one of a newer version is unreadable here.
 */
export const schemaVersion: number = 1;

export interface Migration {
  /** The version it leads to, from the one before. */
  readonly to: number;
  /** Gives the entry as the newer version would have written it. */
  entry(path: string, value: FactValue): readonly [path: string, value: FactValue];
}

/** Ascending by `to`. */
export const migrations: readonly Migration[] = [];
