import type { Doc } from 'yjs';
import { compartmentsOf, factsDocument, splitChange } from '../../shared/model/documents.ts';
import { dotKey } from '../../shared/model/dot.ts';
import type { Author } from '../../shared/model/facts.ts';
import { fold } from '../../shared/model/fold.ts';
import { readRecords } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import { toTrash } from '../../shared/model/trash.ts';
import { planUndo, stepOf, type Documents, type Step, type UndoPlan } from '../../shared/model/undo.ts';
import { appendUndo, followUndo } from '../../shared/model/undo-write.ts';
import type { Compartment } from '../../shared/sync/document-name.ts';
import type { LocalRelay } from '../local/local-relay.ts';
import { withDocuments } from './with-documents.ts';
import type { TakenBack, Written } from './undo.svelte.ts';

/**
 * Takes an action back, as new records, in whichever documents it touched; `mine` are the dots of everything this tab
 * has written in the entity. Rejects with NotWritten as a change does.
 */
export async function takeBack(
  relay: LocalRelay,
  author: Author,
  action: Written,
  mine: ReadonlySet<string>,
): Promise<TakenBack> {
  const names = compartmentsOf(action.kind).map(
    (place) => [place, factsDocument(relay.workspace, place, action.id)] as const,
  );
  return withDocuments(relay, new Map(names), (docs) => {
    const standing: Documents = new Map(
      [...docs].map(([place, doc]) => {
        const records = readRecords(doc);
        return [place, { records, facts: fold(records, action.kind) }];
      }),
    );
    if (action.born) return putAway(docs, standing, author, action, mine);
    const plan = planUndo(action.step, standing, mine);
    const wrote: Step[] = [];
    for (const [place, doc] of docs) {
      const reverts = plan.reverts.filter(({ step }) => step.compartment === place);
      if (reverts.length > 0) wrote.push(appendUndo(doc, author, Date.now(), reverts));
    }
    const undoing = wrote.flat();
    const known = new Set(mine);
    return { plan, wrote: undoing, follow: (step) => followUndo(step, action.step, undoing, known) };
  });
}

/** What was made is not unmade: it is put away, unless a colleague has written in it. */
function putAway(
  docs: ReadonlyMap<Compartment, Doc>,
  standing: Documents,
  author: Author,
  { kind }: Written,
  mine: ReadonlySet<string>,
): TakenBack {
  const others = [...standing.values()]
    .flatMap(({ records }) => records)
    .filter(({ dot, unread }) => unread === 0 && !mine.has(dotKey(dot)));
  const last = others.toSorted((a, b) => b.at - a.at)[0];
  const follow = (step: Step): Step => step;
  if (last) {
    const path = last.entries[0]?.path;
    const plan: UndoPlan = { reverts: [], blocked: path ? [{ path, by: last.author }] : [] };
    return { plan, wrote: [], follow };
  }
  const wrote: Step[] = [];
  for (const [place, part] of splitChange(kind, toTrash)) {
    const doc = docs.get(place);
    if (!doc) continue;
    const appended = appendChange(doc, author, Date.now(), part, kind);
    if (appended.kind === 'written') wrote.push(stepOf(kind, place, readRecords(doc), appended.dot));
  }
  return { plan: { reverts: [], blocked: [] }, wrote: wrote.flat(), follow };
}
