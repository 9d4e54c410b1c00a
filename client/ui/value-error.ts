import { formatDecimal, formatFullDate, formatWeekday } from '../i18n/format.ts';
import { t } from '../i18n/language.svelte.ts';
import type { ValueError } from '../../shared/model/parse-value.ts';

/** Why a typed text cannot be taken, and what to do, in the reader's language. */
export function explain(error: ValueError): string {
  switch (error.code) {
    case 'not_number':
      return error.unit ? t('error.not_number_unit', { unit: unit(error.unit) }) : t('error.not_number');
    case 'out_of_range': {
      const bounds = { min: formatDecimal(error.min), max: formatDecimal(error.max) };
      return error.unit
        ? t('error.out_of_range_unit', { ...bounds, unit: unit(error.unit) })
        : t('error.out_of_range', bounds);
    }
    case 'too_many_places':
      return error.places === 0
        ? t('error.no_places')
        : t('error.too_many_places', { n: error.places, places: error.places });
    case 'wrong_unit':
      return error.unit ? t('error.wrong_unit', { unit: unit(error.unit) }) : t('error.wrong_unit_none');
    case 'ventilation_per_cent':
      return t('error.ventilation_per_cent');
    case 'ventilation_zero':
      return t('error.ventilation_zero');
    case 'not_range':
      return t('error.not_range');
    case 'not_date':
      return t('error.not_date');
    case 'wrong_weekday':
      return t('error.wrong_weekday', {
        date: formatFullDate(error.date),
        weekday: formatWeekday(error.date),
      });
    case 'not_choice':
      return t('error.not_choice');
    case 'not_entity':
      return t('error.not_entity');
    case 'not_boolean':
      return t('error.not_boolean');
    case 'too_long':
      return t('error.too_long', { max: error.max });
  }
}

function unit(name: string): string {
  return name === 'ctn' ? t('unit.ctn') : name === 'd' ? t('unit.days') : name;
}
