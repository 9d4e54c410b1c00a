import type { Doc } from 'yjs';
import { compartmentsOf, factsDocument, splitChange } from '../../shared/model/documents.ts';
import { dotKey } from '../../shared/model/dot.ts';
import { noFacts, type Author } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { fold } from '../../shared/model/fold.ts';
import { wholeEntity } from '../../shared/model/path.ts';
import { readOnlyOf, type ReadOnly } from '../../shared/model/read-only.ts';
import { readRecords } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import { homeOf } from '../../shared/model/schema.ts';
import { toTrash } from '../../shared/model/trash.ts';
import { planUndo, stepOf, type Documents, type Step, type UndoPlan } from '../../shared/model/undo.ts';
import { appendUndo, followUndo } from '../../shared/model/undo-write.ts';
import type { Compartment, DocumentName } from '../../shared/sync/document-name.ts';
import type { LocalRelay } from '../local/local-relay.ts';
import { NotWritten } from './not-written.ts';
import { lookInto, withDocuments } from './with-documents.ts';
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
  return withDocuments(relay, documentsOf(relay, action), (docs) => {
    const standing = standingIn(docs, action.kind);
    const readOnly = readOnlyIn(standing, action.kind);
    const ofWhole = action.step.every(({ path }) => path === wholeEntity);
    // What is in the trash can be taken out of it, and nothing else.
    if (readOnly === 'newer' || (readOnly === 'trash' && !ofWhole)) return { ...nothing, readOnly };
    if (action.born) return putAway(docs, standing, author, action, mine);
    const plan = planUndo(action.step, standing, mine);
    const wrote: Step[] = [];
    for (const [place, doc] of docs) {
      const reverts = plan.reverts.filter(({ step }) => step.compartment === place);
      if (reverts.length > 0) wrote.push(appendUndo(doc, author, Date.now(), reverts));
    }
    const undoing = wrote.flat();
    const known = new Set(mine);
    return {
      ...nothing,
      plan,
      wrote: undoing,
      follow: (step) => followUndo(step, action.step, undoing, known),
    };
  });
}

const nothing: TakenBack = {
  plan: { reverts: [], blocked: [] },
  readOnly: null,
  wrote: [],
  follow: (step) => step,
};

/** A note's own undo is at hand, so whether it may be used must not be waited for long. */
const lookWithin = 1_000;

/** Why nothing can be changed in an entity as it stands now; null where it can, and where that cannot be told. */
export async function readOnlyNow(
  relay: LocalRelay,
  action: Pick<Written, 'kind' | 'id'>,
): Promise<ReadOnly | null> {
  const look = (docs: ReadonlyMap<Compartment, Doc>): ReadOnly | null =>
    readOnlyIn(standingIn(docs, action.kind), action.kind);
  try {
    return await lookInto(relay, documentsOf(relay, action), look, lookWithin);
  } catch (error) {
    if (error instanceof NotWritten) return null;
    throw error;
  }
}

function documentsOf(
  { workspace }: LocalRelay,
  { kind, id }: Pick<Written, 'kind' | 'id'>,
): ReadonlyMap<Compartment, DocumentName> {
  return new Map(compartmentsOf(kind).map((place) => [place, factsDocument(workspace, place, id)]));
}

function standingIn(docs: ReadonlyMap<Compartment, Doc>, kind: EntityKind): Documents {
  return new Map(
    [...docs].map(([place, doc]) => {
      const records = readRecords(doc);
      return [place, { records, facts: fold(records, kind) }];
    }),
  );
}

function readOnlyIn(standing: Documents, kind: EntityKind): ReadOnly | null {
  const home = standing.get(homeOf[kind])?.facts ?? noFacts;
  return readOnlyOf(home, standing.get('commercial')?.facts ?? null);
}

/** What was made is not unmade: it goes into the trash, unless a colleague has written in it. */
function putAway(
  docs: ReadonlyMap<Compartment, Doc>,
  standing: Documents,
  author: Author,
  { kind }: Written,
  mine: ReadonlySet<string>,
): TakenBack {
  // What cannot be read, or only in part, is a colleague's work as well.
  const others = [...standing.values()]
    .flatMap(({ records }) => records)
    .filter(({ dot }) => !mine.has(dotKey(dot)));
  const last = others.toSorted((a, b) => b.at - a.at)[0];
  if (last) {
    const [first] = last.entries;
    const plan: UndoPlan = {
      reverts: [],
      blocked: [first ? { path: first.path, by: last.author } : { path: wholeEntity, by: null }],
    };
    return { ...nothing, plan };
  }
  const wrote: Step[] = [];
  for (const [place, part] of splitChange(kind, toTrash)) {
    const doc = docs.get(place);
    if (!doc) continue;
    const appended = appendChange(doc, author, Date.now(), part, kind);
    if (appended.kind === 'written') wrote.push(stepOf(kind, place, readRecords(doc), appended.dot));
  }
  return { ...nothing, wrote: wrote.flat() };
}
