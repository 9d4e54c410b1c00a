import type { Field } from '../../shared/model/field.ts';
import {
  formatDate,
  formatDecimal,
  formatRange,
  formatVentilation,
  signedTemperature,
} from '../i18n/format.ts';
import { t } from '../i18n/language.svelte.ts';
import { knownWord } from './known-words.ts';

/** A value as it is shown at rest, without its unit; a set point with its sign and unit, which belong together. */
export function shownValue(field: Field, value: string, today: string): string {
  const { type } = field;
  switch (type.kind) {
    case 'decimal':
      return type.unit === '°C' ? `${signedTemperature(value)}\u00a0°C` : formatDecimal(value);
    case 'ventilation':
      return formatVentilation(value);
    case 'range':
      return formatRange(value);
    case 'date':
      return formatDate(value, today);
    case 'boolean':
      return value === 'true' ? t('field.yes') : t('field.no');
    case 'text':
      return knownWord(value);
    case 'choice':
    case 'entity':
    case 'list':
      return value;
  }
}

/** A value as it is typed. */
export function typedValue(field: Field, value: string): string {
  if (field.type.kind === 'ventilation' && value === 'closed') return t('field.closed');
  return value;
}

/** What stands behind a value. */
export function unitOf(field: Field, value: string): string {
  const { type } = field;
  if (value === '') return '';
  if (type.kind === 'ventilation') return value === 'closed' ? '' : 'm³/h';
  if (type.kind === 'range') return type.unit;
  if (type.kind !== 'decimal' || type.unit === null || type.unit === '°C' || type.unit === 'ctn') return '';
  return type.unit === 'd' ? t('unit.days') : type.unit;
}
