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
      if (value === 'closed') return t('field.closed');
      return type.unit === '°C' ? temperatureRange(value) : formatRange(value);
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

/** `−3 – 0 °C` of `-3-0`: each end with its sign. */
function temperatureRange(value: string): string {
  const [, min = value, max] = /^(-?[\d.]+)-(-?[\d.]+)$/.exec(value) ?? [];
  const ends = (max === undefined ? [min] : [min, max]).map(signedTemperature);
  return `${ends.join('\u00a0–\u00a0')}\u00a0°C`;
}

/** A value as it is typed. */
export function typedValue(field: Field, value: string): string {
  if (value === 'closed' && (field.type.kind === 'ventilation' || field.type.kind === 'range'))
    return t('field.closed');
  return value;
}

/** What stands behind a value. */
export function unitOf(field: Field, value: string): string {
  const { type } = field;
  if (value === '') return '';
  if (type.kind === 'ventilation') return value === 'closed' ? '' : 'm³/h';
  if (type.kind === 'range') {
    if (value === 'closed' || type.unit === '°C') return '';
    return type.unit === 'd' ? t('unit.days') : type.unit;
  }
  if (type.kind !== 'decimal' || type.unit === null || type.unit === '°C' || type.unit === 'ctn') return '';
  return type.unit === 'd' ? t('unit.days') : type.unit;
}
