import { comparisons, conditionFields, type Comparison, type ConditionField } from '../model/conditions.ts';

/** A habit as a machine can check it: a field, how it is compared, and with what. Kept as data beside the habit's words. */
export interface HabitCondition {
  readonly field: ConditionField;
  readonly comparison: Comparison;
  readonly values: readonly string[];
  /** Words that name the goods it binds (鸭梨); none: it binds what the customer usually buys. */
  readonly goods: readonly string[];
}

const separator = ' / ';

/** The value of a condition as one text, as a form stores it. */
export function conditionValue(values: readonly string[]): string {
  return values.join(separator);
}

/** A condition out of what a form stored; null while one of the three is missing or is none that is known. */
export function storedCondition(
  field: string | null,
  comparison: string | null,
  value: string | null,
  goods: string | null,
): HabitCondition | null {
  const known = conditionFields.find((one) => one === field);
  const how = comparisons.find((one) => one === comparison);
  const values = parts(value);
  return known && how && values.length > 0
    ? { field: known, comparison: how, values, goods: parts(goods) }
    : null;
}

function parts(text: string | null): readonly string[] {
  return (text ?? '')
    .split(/\s*[/,，、]\s*/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
