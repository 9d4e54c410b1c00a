import type { EntityId } from '../sync/document-name.ts';
import { canonicalDecimal, compareDecimals, decimalPlaces } from './decimal.ts';
import { kindOf } from './documents.ts';
import type { FactValue } from './facts.ts';
import type { Field, FieldType, Unit } from './field.ts';
import { parseDate, type DateError } from './parse-date.ts';
import { failure, success, type Result } from './result.ts';

/** Why a typed text cannot be taken, with what is allowed, for a message in the reader's language. */
export type ValueError =
  | { readonly code: 'not_number'; readonly unit: Unit | null }
  | { readonly code: 'out_of_range'; readonly min: string; readonly max: string; readonly unit: Unit | null }
  | { readonly code: 'too_many_places'; readonly places: number }
  /** A unit was typed that is not the field's: °F for °C, cfm for m³/h. */
  | { readonly code: 'wrong_unit'; readonly unit: Unit | null }
  /** Ventilation is booked in m³/h: per cent means nothing to the next carrier. */
  | { readonly code: 'ventilation_per_cent' }
  /** 0 m³/h is written `closed`. */
  | { readonly code: 'ventilation_zero' }
  | { readonly code: 'not_range'; readonly unit: Unit }
  | DateError
  | { readonly code: 'not_choice'; readonly options: readonly string[] }
  | { readonly code: 'not_entity' }
  | { readonly code: 'not_boolean' }
  | { readonly code: 'too_long'; readonly max: number };

type Parsed = Result<FactValue, ValueError>;

/**
 * What a person typed, as the value to store; empty text clears the field (null). A date without a year is the one
 * nearest to `today` (`2026-11-23`).
 */
export function parseValue(field: Field, text: string, today: string): Parsed {
  const { type } = field;
  // Full-width digits and signs are what a Chinese keyboard types; texts keep theirs.
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return success(null);
  switch (type.kind) {
    case 'text':
      return bounded(text.normalize('NFC').trim(), type.max);
    case 'decimal':
      return parseDecimal(type, plain);
    case 'ventilation':
      return parseVentilation(type, plain);
    case 'range':
      return parseRange(type, plain);
    case 'date':
      return parseDate(plain, today);
    case 'choice':
      return parseChoice(type, plain);
    case 'entity':
      return kindOf(plain as EntityId) === type.of ? success(plain) : failure({ code: 'not_entity' });
    case 'boolean':
      return plain === 'true' || plain === 'false'
        ? success(plain === 'true')
        : failure({ code: 'not_boolean' });
    case 'list':
      return parseList(type, text);
  }
}

function bounded(text: string, max: number): Parsed {
  return text.length <= max ? success(text) : failure({ code: 'too_long', max });
}

/** `1,590`, `1 590`, `−3`, `+3`, `０`: as people write them; a lone decimal comma is refused, it may mean either. */
function readNumber(text: string): string | null {
  const signed = text.replace(/[\u2212\u2013\u2012\ufe63]/g, '-').replace(/^([+-])\s+/, '$1');
  const grouped = /^([+-]?)(\d{1,3}(?:[,\s'’]\d{3})+|\d+)(\.\d+)?$/.exec(signed);
  if (!grouped) return null;
  const [, sign = '', whole = '', fraction = ''] = grouped;
  const digits = whole.replace(/[^\d]/g, '').replace(/^0+(?=\d)/, '');
  const number = `${digits}${fraction}`;
  const negative = sign === '-' && canonicalDecimal(number) !== '0';
  return canonicalDecimal(number) === null ? null : `${negative ? '-' : ''}${number}`;
}

/** Units as they are typed behind a number, after NFKC, in small letters and without spaces. */
const spellings: Readonly<Record<Unit, readonly string[]>> = {
  ctn: ['箱', 'ctn', 'ctns', 'carton', 'cartons', '袋', 'bags', '筐'],
  kg: ['kg', 'kgs', '公斤', '千克'],
  g: ['g', '克'],
  '°C': ['°c', 'c', '度', '摄氏度'],
  'm³/h': ['m3/h', 'm3/hr', 'cbm/h', 'cbm/hr', 'cbmh', '立方', '立方/小时', '立方米/小时'],
  '%': ['%'],
  mm: ['mm', '毫米'],
  d: ['d', 'day', 'days', '天'],
};

/** The number and whether what stands behind it is the field's unit. */
function withoutUnit(text: string, unit: Unit | null): Result<string, ValueError> {
  const match = /^(.*?\d)\s*([^\d\s.,][^]*)?$/.exec(text);
  const [, number = text, typed] = match ?? [];
  if (typed === undefined) return success(number);
  const spelled = typed.toLowerCase().replace(/\s/g, '');
  if (unit !== null && spellings[unit].includes(spelled)) return success(number);
  return readNumber(number) === null
    ? failure({ code: 'not_number', unit })
    : failure({ code: 'wrong_unit', unit });
}

function parseDecimal(type: FieldType & { kind: 'decimal' }, text: string): Parsed {
  const { unit, min, max, places } = type;
  const bare = withoutUnit(text, unit);
  if (!bare.ok) return bare;
  const number = readNumber(bare.value);
  if (number === null) return failure({ code: 'not_number', unit });
  if (decimalPlaces(canonicalDecimal(number) ?? number) > places)
    return failure({ code: 'too_many_places', places });
  if (!isWithin(number, min, max)) return failure({ code: 'out_of_range', min, max, unit });
  return success(decimalPlaces(number) > places ? (canonicalDecimal(number) ?? number) : number);
}

function isWithin(number: string, min: string, max: string): boolean {
  const [low, high] = [compareDecimals(number, min), compareDecimals(number, max)];
  return low !== null && low >= 0 && high !== null && high <= 0;
}

const closedWords = new Set(['closed', 'close', '关闭', '关', '关死', '全关']);

function parseVentilation(type: FieldType & { kind: 'ventilation' }, text: string): Parsed {
  if (closedWords.has(text.toLowerCase())) return success('closed');
  if (text.includes('%')) return failure({ code: 'ventilation_per_cent' });
  const bare = withoutUnit(text, 'm³/h');
  if (!bare.ok) return bare;
  const number = readNumber(bare.value);
  if (number === null) return failure({ code: 'not_number', unit: 'm³/h' });
  if (canonicalDecimal(number) === '0') return failure({ code: 'ventilation_zero' });
  if (!isWithin(number, '0', type.max))
    return failure({ code: 'out_of_range', min: '0', max: type.max, unit: 'm³/h' });
  return success(number);
}

/** Two ends may each have a sign of their own: `-3 - -1`, `−3~0`, `-3--1`, `90 – 95 %`. */
const twoEnds = /^([+\-\u2212\u2013]?\s*\d[^\-\u2212\u2013~至到]*?)\s*(?:\.{3}|[-\u2212\u2013~至到])\s*(.+)$/;

function parseRange(type: FieldType & { kind: 'range' }, text: string): Parsed {
  const { unit, min, max } = type;
  if (type.closed) {
    if (closedWords.has(text.toLowerCase())) return success('closed');
    if (text.includes('%')) return failure({ code: 'ventilation_per_cent' });
  }
  const [, first = text, second = first] = twoEnds.exec(text) ?? [];
  const [low, high] = [first, second].map((end) => {
    const bare = withoutUnit(end.trim(), unit);
    return bare.ok ? readNumber(bare.value.trim()) : null;
  });
  if (typeof low !== 'string' || typeof high !== 'string') return failure({ code: 'not_range', unit });
  if (!isWithin(low, min, max) || !isWithin(high, min, max))
    return failure({ code: 'out_of_range', min, max, unit });
  const order = compareDecimals(low, high);
  if (order === 1) return failure({ code: 'not_range', unit });
  if (type.closed && canonicalDecimal(high) === '0') return failure({ code: 'ventilation_zero' });
  return success(order === 0 ? low : `${low}-${high}`);
}

function parseChoice(type: FieldType & { kind: 'choice' }, text: string): Parsed {
  const folded = text.toLowerCase();
  const option = type.options.find((one) => one.toLowerCase() === folded);
  return option === undefined ? failure({ code: 'not_choice', options: type.options }) : success(option);
}

function parseList(type: FieldType & { kind: 'list' }, text: string): Parsed {
  const parts = text.split(/[,，、;；\n]/).map((part) => part.normalize('NFC').trim());
  const filled = parts.filter((part) => part !== '');
  if (filled.join().length > type.max) return failure({ code: 'too_long', max: type.max });
  return success(filled.length > 0 ? filled : null);
}
