import { divideDecimals, multiplyDecimals, sumDecimals } from '../model/decimal.ts';
import { isMore, minus, size } from './compare.ts';

/**
 * Whether `given` is what comes out when `due` (°C) is written in °F, or is taken for °F and converted once more: 0 and 32,
 * 13 and 55.4, 5 and -15. People round, so half a degree is allowed. Also an own text with °F behind it.
 */
export function isMixedUp(given: string, due: string): boolean {
  const fahrenheit = sumDecimals([multiplyDecimals(due, '1.8') ?? '', '32']);
  const twice = divideDecimals(minus(due, '32') ?? '', '1.8', 1);
  return [fahrenheit, twice].some((one) => one !== null && near(given, one));
}

function near(a: string, b: string): boolean {
  const gap = minus(a, b);
  return gap !== null && !isMore(size(gap), '0.5');
}

/** `32 °F`, `32F`: a temperature that says it is in Fahrenheit. */
export function saysFahrenheit(text: string): boolean {
  return /^[+-]?\d+(?:\.\d+)?\s*(?:°\s*)?(?:F|℉|华氏度?)$/i.test(text.trim());
}
