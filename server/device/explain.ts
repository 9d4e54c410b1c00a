import type { ValueError } from '../../shared/model/parse-value.ts';

/** Why a typed value cannot be taken, and what would be. */
export function explain(error: ValueError): string {
  switch (error.code) {
    case 'not_number':
      return `it is not a number${inUnit(error.unit)}`;
    case 'out_of_range':
      return `it must lie between ${error.min} and ${error.max}${error.unit ? ` ${error.unit}` : ''}`;
    case 'too_many_places':
      return error.places === 0
        ? 'it must be a whole number'
        : `it has more than ${error.places} digits after the point`;
    case 'wrong_unit':
      return error.unit ? `its unit is ${error.unit}` : 'it has no unit';
    case 'ventilation_per_cent':
      return 'ventilation is given in m³/h, not per cent';
    case 'ventilation_zero':
      return "no ventilation is written 'closed'";
    case 'not_range':
      return `it is one number or two with a dash, such as 90-95, in ${error.unit}`;
    case 'not_date':
      return 'it is not a date, such as 2026-12-06';
    case 'wrong_weekday':
      return `${error.date} is another day of the week`;
    case 'not_choice':
      return `it is one of ${error.options.join(', ')}`;
    case 'not_entity':
      return 'it is not an id of that kind';
    case 'not_boolean':
      return 'it is true or false';
    case 'too_long':
      return `it is longer than ${error.max} characters`;
  }
}

function inUnit(unit: string | null): string {
  return unit === null ? '' : ` of ${unit}`;
}
