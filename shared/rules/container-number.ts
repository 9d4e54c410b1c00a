/** 10 to 38 for A to Z, without the multiples of 11 (ISO 6346). */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const values = Array.from(letters, (_, index) => {
  const plain = index + 10;
  return plain + Math.floor((plain - 1) / 10);
});

/**
 * The check digit that a container number must end with, ISO 6346; null where the text is no such number (four letters,
 * seven digits).
 */
export function checkDigit(number: string): string | null {
  const plain = number.toUpperCase().replace(/[\s-]/g, '');
  if (!/^[A-Z]{3}[UJZ]\d{7}$/.test(plain)) return null;
  const sum = Array.from(plain.slice(0, 10)).reduce((total, sign, index) => {
    const place = letters.indexOf(sign);
    return total + (place < 0 ? Number(sign) : (values[place] ?? 0)) * 2 ** index;
  }, 0);
  return String((sum % 11) % 10);
}
