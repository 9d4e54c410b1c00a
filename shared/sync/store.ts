import type { DocumentName, WorkspaceId } from './document-name.ts';
import type { Known } from './known.ts';

/** A store's random identity; a restored copy gets a new one (H8, H9). */
export type StoreId = string & { readonly __brand: 'StoreId' };
/** Position of a commit in one store; grows, never reused. */
export type Sequence = number & { readonly __brand: 'Sequence' };

/** Where a device stands in another store's feed (H8). `mark` is 8 random bytes as 16 hex digits. */
export interface Cursor {
  readonly store: StoreId;
  readonly sequence: Sequence;
  readonly mark: string;
}

/** One update to be stored. `known` is the document's state after it, kept beside the bytes (H5). */
export interface Append {
  readonly document: DocumentName;
  readonly update: Uint8Array;
  readonly known: Known;
  /**
   * 'own': made here, must reach the upstream relay, if there is one: it goes into the outbox in the same transaction.
   * 'upstream': came from the upstream relay; not queued back (H7).
   */
  readonly source: 'own' | 'upstream';
}

/** What one tick writes: all of it in one transaction or nothing. */
export interface Batch {
  readonly appends: readonly Append[];
  /** Moves the cursor of the upstream feed in the same transaction (H1). */
  readonly cursor?: Cursor;
}

/** One committed update of the feed. */
export interface FeedEntry {
  readonly sequence: Sequence;
  readonly mark: string;
  readonly document: DocumentName;
  readonly update: Uint8Array;
  /** It stands for all of the document up to here, made by others too, and not for one commit alone (H6). */
  readonly merged: boolean;
}

export interface StoredDocument {
  /** Base and tail as they lie, oldest first. */
  readonly updates: readonly Uint8Array[];
  /** Where the last of them stands. */
  readonly through: Sequence;
  readonly known: Known;
}

/** How long a document's tail may grow before it is compacted; either is enough. */
export interface TailBounds {
  readonly updates: number;
  readonly bytes: number;
}

/** The least that a store looks at: it keeps no account of shorter tails. */
export const leastTail: TailBounds = { updates: 64, bytes: 64 * 1024 };

/** One update in the place of others (H6). */
export interface Replacement {
  readonly document: DocumentName;
  /** The last sequence it stands for; it keeps that sequence and its mark. */
  readonly through: Sequence;
  /** How many entries it replaces: with another number there, something has changed meanwhile. */
  readonly replaces: number;
  readonly base: Uint8Array;
}

/**
 * Where a hub keeps updates. SQLite on the server, Dexie in the browser's worker, memory in tests;
 * all pass `tests/contract/store.ts`. A promise that rejects means that nothing of the batch was stored.
 */
export interface Store {
  readonly id: StoreId;
  /** Gives the feed entry of each append, in the same order, once they are durable. */
  commit(batch: Batch): Promise<readonly FeedEntry[]>;
  /** null when nothing was ever stored under that name. */
  known(document: DocumentName): Promise<Known | null>;
  read(document: DocumentName): Promise<StoredDocument | null>;
  /** Bytes of all that `read` would give (H14). */
  storedBytes(document: DocumentName): Promise<number>;
  /** Entries of a workspace after `after`, oldest first, at most `limit` of them and about `maxBytes` of updates. */
  feed(
    workspace: WorkspaceId,
    after: Sequence,
    limit: number,
    maxBytes: number,
  ): Promise<readonly FeedEntry[]>;
  /** The last commit, or null in an empty store. */
  head(): Promise<{ readonly sequence: Sequence; readonly mark: string } | null>;
  /** Documents whose tail, what came after their base, has at least so many updates or bytes; at most `limit`. */
  heavy(atLeast: TailBounds, limit: number): Promise<readonly DocumentName[]>;
  /**
   * Puts one entry in the place of all entries of a document up to it (H6). False, and nothing done, when they are no
   * longer those that were read. Once it resolves with true it is durable; what is known stays as it is.
   */
  compact(replacement: Replacement): Promise<boolean>;
  /** Whether this store made exactly this commit, compacted since or not: the check of a returning cursor (H9). */
  holds(sequence: Sequence, mark: string): Promise<boolean>;
  documents(workspace: WorkspaceId): Promise<readonly DocumentName[]>;
  close(): Promise<void>;
}

/** One own update that the upstream relay has not acknowledged yet. Numbers grow and are never reused. */
export interface OutboxEntry {
  readonly number: number;
  readonly document: DocumentName;
  readonly update: Uint8Array;
}

/** What a store offers besides when it has an upstream relay: the outbox, its cursor, and what was refused. */
export interface DeviceStore extends Store {
  upstreamCursor(): Promise<Cursor | null>;
  outbox(after: number, limit: number): Promise<readonly OutboxEntry[]>;
  outboxCount(): Promise<number>;
  /** An entry leaves the outbox on acknowledgement alone (H10). */
  acknowledged(numbers: readonly number[]): Promise<void>;
  /** Set aside visibly: it leaves the queue and is kept with its reason (H12). */
  setAside(number: number, reason: string): Promise<void>;
  /** Not all of this document was taken when stores were compared: it is counted with the rest until all of it is (H12). */
  setDocumentAside(document: DocumentName, reason: string): Promise<void>;
  documentTaken(document: DocumentName): Promise<void>;
  documentsAside(): Promise<readonly DocumentName[]>;
  /** Updates and documents. */
  setAsideCount(): Promise<number>;
  /**
   * The updates that were set aside wait in the outbox again, under new numbers: another relay, or other bounds, may take
   * them. Documents stay, for they are offered anew.
   */
  takeBack(): Promise<void>;
}
