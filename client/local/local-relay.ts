import type * as Y from 'yjs';
import type { Awareness } from 'y-protocols/awareness';
import type { DocumentName, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { DeviceStatus } from '../worker/messages.ts';
import type { AnswerTo, Question } from '../worker/question.ts';

/** One open document of this tab, shared by everyone in the tab who opened it. */
export interface OpenDocument {
  readonly name: DocumentName;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Resolves when what the device holds has arrived in `doc`. */
  readonly synced: Promise<void>;
  /** Resolves when the device will not take this document's edits, whatever is tried again (44xx); they stay in `doc`. */
  readonly refused: Promise<{ readonly code: number; readonly reason: string }>;
  /** Gives it back; the document closes when nobody holds it and everything written is with the worker. */
  release(): void;
}

/** What of this tab's edits is not on the device. */
export interface TabEdits {
  /** Edits that the worker has not committed yet, those among them whose documents are still being opened. */
  readonly unsaved: number;
  /** Documents with edits that it will not take (44xx): they are in this tab alone. */
  readonly refused: number;
}

/** A question that stands. */
export interface Standing<Q extends Question> {
  /** Asks another one in its place. */
  ask(question: Q): void;
  stop(): void;
}

/** The tab's side of the local relay: the only way from the views to documents. */
export interface LocalRelay {
  readonly workspace: WorkspaceId;
  readonly device: string;
  /** Waits for the code that documents need, nothing else: what the device holds comes with `synced`. */
  open(name: DocumentName): Promise<OpenDocument>;
  /** Asks of all orders; answered when the worker knows them, and again at each change until it is stopped. */
  watch<Q extends Question>(question: Q, answered: (answer: AnswerTo<Q>) => void): Standing<Q>;
  /** Calls back at once and at each change. */
  onStatus(listener: (status: DeviceStatus, edits: TabEdits) => void): () => void;
  /** A change is under way whose documents are not open yet: it counts as unsaved until the function given is called. */
  underWay(): () => void;
  reconnect(): void;
  close(): void;
}
