import { isMore, minus, size } from './compare.ts';
import { rounded } from './exact.ts';
import { convert } from './units.ts';

/**
 * Whether `given` is what comes out when `due` (°C) is written in °F, or is taken for °F and converted once more: 0 and 32,
 * 13 and 55.4, 5 and -15. People round, so half a degree is allowed.
 */
export function isMixedUp(given: string, due: string): boolean {
  return [convert(due, '°C', '°F'), convert(due, '°F', '°C')].some(
    (one) => one !== null && near(given, rounded(one, 1)),
  );
}

function near(a: string, b: string): boolean {
  const gap = minus(a, b);
  return gap !== null && !isMore(size(gap), '0.5');
}

/** `32 °F`, `32F`: a temperature that says it is in Fahrenheit. */
export function saysFahrenheit(text: string): boolean {
  return /^[+-]?\d+(?:\.\d+)?\s*(?:°\s*)?(?:F|℉|华氏度?)$/i.test(text.trim());
}
