import { canonicalValue } from './canonical.ts';
import { fieldOf } from './documents.ts';
import type { Facts, FactValue, Path } from './facts.ts';
import type { EntityKind, Field } from './field.ts';
import { parseValue } from './parse-value.ts';

/** Values of a field that were looked at; a team's orders say the same again and again. */
const judged = new WeakMap<Field, Map<string, boolean>>();
const mostJudged = 2_000;

/** Whether a value is one its field can hold. What is typed is parsed; what comes out of a document may be anything. */
export function fits(field: Field, value: FactValue): boolean {
  if (typeof value !== 'string' || field.type.kind === 'text') return fitsNow(field, value);
  let known = judged.get(field);
  if (!known || known.size >= mostJudged) judged.set(field, (known = new Map<string, boolean>()));
  const before = known.get(value);
  if (before !== undefined) return before;
  const now = fitsNow(field, value);
  known.set(value, now);
  return now;
}

function fitsNow(field: Field, value: FactValue): boolean {
  if (value === null) return true;
  switch (field.type.kind) {
    case 'text':
      return typeof value === 'string' && value.length <= field.type.max;
    case 'list':
      return typeof value === 'object' && value.join().length <= field.type.max;
    case 'boolean':
      return typeof value === 'boolean';
    case 'decimal':
    case 'ventilation':
    case 'range':
    case 'date':
    case 'choice':
    case 'entity': {
      if (typeof value !== 'string') return false;
      // A date without a year would be read as one of this year: written like that it is none.
      const parsed = parseValue(field, value, '2000-01-01');
      return parsed.ok && canonicalValue(field, parsed.value) === canonicalValue(field, value);
    }
  }
}

/** Standing values that their fields cannot hold: kept and shown as they were written, and named as such. */
export function misfits(
  facts: Facts,
  kind: EntityKind,
): readonly { readonly path: Path; readonly value: FactValue }[] {
  return [...facts.paths].flatMap(([path, state]) => {
    const field = fieldOf(kind, path);
    if (!field) return [];
    return state.heads.filter((head) => !fits(field, head.value)).map(({ value }) => ({ path, value }));
  });
}
