import type { EntityId } from '../../../shared/sync/document-name.ts';
import type { LocalRelay } from '../../local/local-relay.ts';
import type { Question, Window } from '../../worker/question.ts';
import type { ListAsked } from '../order-list.svelte.ts';

type ListQuestion = Question & { readonly kind: 'list' };

/** The ids of orders that a list has in some places of its sections, each once. Asked once; the rows stay where they are. */
export function idsOf(
  relay: LocalRelay,
  { query, shelf, layout, language, today }: ListAsked,
  spans: readonly Pick<Window, 'group' | 'from' | 'to'>[],
): Promise<readonly EntityId[]> {
  const question: ListQuestion = {
    kind: 'list',
    query,
    shelf,
    layout,
    windows: spans.map((span) => ({ ...span, lane: '' })),
    find: [],
    reader: { language, today },
  };
  return new Promise((resolve) => {
    const standing = relay.watch<ListQuestion>(question, ({ windows }) => {
      // It may answer before it is known what ends it.
      queueMicrotask(() => standing.stop());
      resolve([...new Set(windows.flatMap(({ ids }) => ids))]);
    });
  });
}
