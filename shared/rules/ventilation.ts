import { canonicalDecimal } from '../model/decimal.ts';
import { isEqual } from './compare.ts';

/** What a text says of the vents. Fresh air is booked in m³/h; per cent means another thing on each container. */
export type Ventilation =
  | { readonly kind: 'closed' }
  /** m³/h */
  | { readonly kind: 'open'; readonly rate: string }
  /** `0`, `0 m³/h`: shut vents, but not said in the word that cannot be misread. */
  | { readonly kind: 'zero' }
  | { readonly kind: 'per_cent' }
  | { readonly kind: 'unreadable' };

const cubicMetres =
  /^(?:(?:m\^?3|m³|cbm|cu\.? ?m|立方米?)\s*(?:\/|per|每)?\s*(?:h|hr|hour|小时|时)?|cmh|mqh)$/i;

/** Reads a field or a booking's words: `closed`, `15`, `15 CBM/H`, `20 %`. */
export function readVentilation(text: string): Ventilation {
  const whole = text.normalize('NFKC').trim();
  // What stands in brackets behind it is a remark, 25 m³/h (not verified), unless it says another thing of the vents.
  const [, before = '', remark = ''] = /^(.*\S)\s*\(([^()]*)\)$/s.exec(whole) ?? [];
  if (before === '') return readPlain(whole);
  const [said, other] = [readPlain(before), readPlain(remark.trim())];
  return contradicts(said, other, remark) ? { kind: 'unreadable' } : said;
}

/** A bare figure in a remark may count anything. */
function contradicts(said: Ventilation, other: Ventilation, remark: string): boolean {
  const shut = said.kind === 'closed' || said.kind === 'zero';
  switch (other.kind) {
    case 'unreadable':
      return false;
    case 'per_cent':
      return !/rh|humid|湿/i.test(remark) && !(shut && /^\s*0+(?:\.0+)?\s*%/.test(remark));
    case 'closed':
    case 'zero':
      return !shut;
    case 'open':
      return /[^\d.\s]/.test(remark) && !(said.kind === 'open' && isEqual(said.rate, other.rate));
  }
}

function readPlain(plain: string): Ventilation {
  if (/%|per ?cent|百分/i.test(plain)) return { kind: 'per_cent' };
  if (/^(?:vents? )?(?:closed|close|shut|关闭|关|全关)$/i.test(plain)) return { kind: 'closed' };
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(.*)$/.exec(plain) ?? [];
  const rate = canonicalDecimal(number);
  if (rate === null || (unit !== '' && !cubicMetres.test(unit))) return { kind: 'unreadable' };
  return isEqual(rate, '0') ? { kind: 'zero' } : { kind: 'open', rate };
}

/** As an instruction writes it. */
export function writtenVentilation(ventilation: Ventilation, text: string): string {
  switch (ventilation.kind) {
    case 'closed':
    case 'zero':
      return 'CLOSED';
    case 'open':
      return `${ventilation.rate} m³/h`;
    case 'per_cent':
    case 'unreadable':
      return text;
  }
}
