import { canonicalValue } from '../../shared/model/canonical.ts';
import { fieldOf } from '../../shared/model/documents.ts';
import { dotKey, dotsOf } from '../../shared/model/dot.ts';
import type { Facts, FactValue, Head, PathState } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';

/** The values a row showed, by path, to somebody who changed something by it. */
export type Shown = Readonly<Record<string, readonly FactValue[]>>;

/**
 * Facts as they stood before the eyes of who saw a row and not the document: at the paths shown there only the values
 * shown, and what this tab wrote itself (`mine`, dots). What a colleague has written there since is left out, so that a
 * record written upon these facts does not supersede it (F2). Other paths are as they stand.
 */
export function factsShown(facts: Facts, kind: EntityKind, shown: Shown, mine: ReadonlySet<string>): Facts {
  const paths = new Map(facts.paths);
  for (const [path, state] of facts.paths) {
    const values = shown[path];
    if (!values) continue;
    const field = fieldOf(kind, path);
    const forms = new Set(values.map((value) => canonicalValue(field, value)));
    const seen = stateOf(
      state.heads.filter(
        (head) =>
          forms.has(canonicalValue(field, head.value)) || dotsOf(head).some((dot) => mine.has(dotKey(dot))),
      ),
    );
    if (seen) paths.set(path, seen);
    else paths.delete(path);
  }
  return { ...facts, paths };
}

function stateOf([first, second, ...rest]: readonly Head[]): PathState | null {
  if (!first) return null;
  return second ? { kind: 'conflict', heads: [first, second, ...rest] } : { kind: 'agreed', heads: [first] };
}
