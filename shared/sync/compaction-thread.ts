import { compactDocument, type CompactionOutcome } from './compact-document.ts';
import type { CompactionPlace } from './compactor.ts';
import type { DocumentName } from './document-name.ts';
import type { Store } from './store.ts';

/** What a thread is asked, and what it answers. One question at a time. */
export interface CompactionRequest {
  readonly document: DocumentName;
  readonly documentBytes: number;
}
export type CompactionAnswer =
  | { readonly kind: 'done'; readonly outcome: CompactionOutcome }
  | { readonly kind: 'failed'; readonly reason: string };

/** The hub's end of a thread, whatever kind of thread it is. */
export interface CompactionThread {
  ask(request: CompactionRequest): void;
  end(): Promise<unknown>;
}

export interface ThreadEvents {
  answered(answer: CompactionAnswer): void;
  /** It is gone by itself. */
  died(reason: string): void;
}

/**
 * Compacts in a thread that has a connection of its own to the same store, so that no bytes pass through the hub's.
 * The thread is begun with the first document, and begun again when it died.
 */
export function compactInThread(
  begin: (events: ThreadEvents) => CompactionThread,
  documentBytes: number,
): CompactionPlace {
  let thread: CompactionThread | null = null;
  let asked: PromiseWithResolvers<CompactionOutcome> | null = null;
  let closed = false;

  function died(reason: string): void {
    thread = null;
    asked?.reject(new Error(reason));
    asked = null;
  }

  function start(): CompactionThread {
    const began: CompactionThread = begin({
      answered(answer) {
        if (thread !== began) return;
        if (answer.kind === 'done') asked?.resolve(answer.outcome);
        else asked?.reject(new Error(answer.reason));
        asked = null;
      },
      died(reason) {
        if (thread === began) died(reason);
      },
    });
    return began;
  }

  return {
    compact(document) {
      if (closed) return Promise.reject(new Error('closed'));
      asked = Promise.withResolvers();
      const { promise } = asked;
      thread ??= start();
      thread.ask({ document, documentBytes });
      return promise;
    },
    async close() {
      closed = true;
      const ending = thread;
      died('closed');
      await ending?.end();
    },
  };
}

/** The thread's own end: answers one request from its store. */
export async function answerCompaction(
  store: Pick<Store, 'read' | 'compact'>,
  { document, documentBytes }: CompactionRequest,
): Promise<CompactionAnswer> {
  try {
    const outcome = await compactDocument(store, document, {
      documentBytes,
      storedBytes: Infinity,
      sliceBytes: Infinity,
      rest: () => Promise.resolve(),
    });
    return { kind: 'done', outcome };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
