import { canonicalDecimal } from './decimal.ts';
import type { FactValue } from './facts.ts';
import type { Field } from './field.ts';

/**
 * The form in which values are compared (F4): equal forms are no conflict. With the field's type, numbers are
 * compared as numbers; without it values are equal only when they are written alike.
 */
export function canonicalValue(field: Field | null, value: FactValue): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return JSON.stringify(canonicalText(field, value));
}

function canonicalText(field: Field | null, text: string): string {
  const plain = text.normalize('NFC');
  switch (field?.type.kind) {
    case 'decimal':
    case 'ventilation':
      return canonicalDecimal(plain) ?? plain;
    case 'range':
      return canonicalRange(plain) ?? plain;
    case 'text':
    case 'date':
    case 'choice':
    case 'entity':
    case 'boolean':
    case 'list':
    case undefined:
      return plain;
  }
}

function canonicalRange(text: string): string | null {
  const ends = /^(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?$/.exec(text);
  if (!ends) return null;
  const [low, high] = [canonicalDecimal(ends[1] ?? ''), canonicalDecimal(ends[2] ?? ends[1] ?? '')];
  return low === high ? low : `${low}-${high}`;
}
