import * as Y from 'yjs';
import { splitChange } from '../../shared/model/documents.ts';
import type { Change } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { appendChange } from '../../shared/model/record.ts';
import type { Compartment, EntityId } from '../../shared/sync/document-name.ts';
import { entityOf, type Entity } from './entity.ts';

/** For tests: one person's changes, each made above those before it, or (in a list) at once with others. */
export function entityWith(kind: EntityKind, ...changes: readonly (Change | readonly Change[])[]): Entity {
  const documents = new Map<Compartment, Y.Doc>();
  const documentOf = (compartment: Compartment): Y.Doc => {
    const doc = documents.get(compartment) ?? new Y.Doc({ gc: false });
    documents.set(compartment, doc);
    return doc;
  };
  for (const step of changes) {
    const atOnce = [step].flat();
    const updates = atOnce.flatMap((change, index) =>
      Array.from(splitChange(kind, change), ([compartment, part]) => {
        const apart = new Y.Doc({ gc: false });
        Y.applyUpdate(apart, Y.encodeStateAsUpdate(documentOf(compartment)));
        appendChange(apart, { person: '甲乙丙'[index] ?? '', device: `d${index}` }, 1, part, kind);
        return [compartment, Y.encodeStateAsUpdate(apart)] as const;
      }),
    );
    for (const [compartment, update] of updates) Y.applyUpdate(documentOf(compartment), update);
  }
  const stored = new Map(Array.from(documents, ([name, doc]) => [name, [Y.encodeStateAsUpdate(doc)]]));
  return entityOf(kind, `${kind}_a` as EntityId, stored);
}
