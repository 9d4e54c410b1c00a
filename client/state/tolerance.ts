/** Per cent of a tolerance as people write it, such as `+/-3 %`; null where it says more than one number. */
function percentOf(text: string): number | null {
  const numbers = [...text.matchAll(/\d+(?:\.\d+)?(?=\s*%)/g)];
  const signed = /(?:\+\s*\/\s*-|±|\+-)/.test(text);
  return numbers.length === 1 && signed ? Number(numbers[0]?.[0]) : null;
}

/** `±3 %` for `+/-3 %`. */
export function toleranceText(text: string): string {
  return text.replace(/\+\s*\/\s*-\s*/g, '±');
}

/** The whole cartons a tolerance allows around a contracted count, for showing; null where it cannot be read. */
export function toleranceRange(text: string, contract: string): { min: number; max: number } | null {
  const percent = percentOf(text);
  const cartons = Number(contract);
  if (percent === null || !Number.isFinite(cartons) || cartons <= 0) return null;
  return {
    min: Math.ceil((cartons * (100 - percent)) / 100),
    max: Math.floor((cartons * (100 + percent)) / 100),
  };
}
