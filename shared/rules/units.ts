import { exact, minus, over, plus, times, whole, type Exact } from './exact.ts';

/** Units of one kind; a value is never taken from one kind to another. */
export type Unit = '°C' | '°F' | 'm³/h' | 'cfm' | 'kg' | 'g' | 't' | 'lb' | 'mm' | 'cm' | 'in';

interface Scale {
  readonly of: 'temperature' | 'air' | 'weight' | 'length';
  /** How many of the base unit (°C, m³/h, kg, mm) one of it is. */
  readonly factor: Exact;
  /** What it reads where the base unit reads zero. */
  readonly atZero: Exact;
}

const decimal = (text: string): Exact => exact(text) ?? whole(0n);
const fraction = (numerator: bigint, denominator: bigint): Exact => ({ numerator, denominator });
const scale = (of: Scale['of'], factor: Exact, atZero = whole(0n)): Scale => ({ of, factor, atZero });

/** By definition of the international foot (0.3048 m), inch (25.4 mm) and pound (0.45359237 kg): nothing is measured. */
const scales: Readonly<Record<Unit, Scale>> = {
  '°C': scale('temperature', whole(1n)),
  '°F': scale('temperature', fraction(5n, 9n), whole(32n)),
  'm³/h': scale('air', whole(1n)),
  cfm: scale('air', times(times(times(decimal('0.3048'), decimal('0.3048')), decimal('0.3048')), whole(60n))),
  kg: scale('weight', whole(1n)),
  g: scale('weight', fraction(1n, 1000n)),
  t: scale('weight', whole(1000n)),
  lb: scale('weight', decimal('0.45359237')),
  mm: scale('length', whole(1n)),
  cm: scale('length', whole(10n)),
  in: scale('length', decimal('25.4')),
};

/**
 * The same in another unit, exactly: there and back is what it was. `rounded` of exact.ts writes it for people. null
 * where the text is no decimal or the units are of two kinds.
 */
export function convert(value: string | Exact, from: Unit, to: Unit): Exact | null {
  const given = typeof value === 'string' ? exact(value) : value;
  const [source, target] = [scales[from], scales[to]];
  if (!given || source.of !== target.of) return null;
  const base = times(minus(given, source.atZero), source.factor);
  const result = over(base, target.factor);
  return result && plus(result, target.atZero);
}

/** A unit as people write it (`F`, `℃`, `CBM/H`, `kgs`, `lbs`); null for what is none, a per cent sign above all. */
export function unitNamed(text: string): Unit | null {
  const name = text.trim().toLowerCase().replace(/[\s.]/g, '');
  return names.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

const names: readonly (readonly [RegExp, Unit])[] = [
  [/^(°c|℃|c|degc|celsius|摄氏度?)$/, '°C'],
  [/^(°f|℉|f|degf|fahrenheit|华氏度?)$/, '°F'],
  [/^(m3\/h|m³\/h|m3\/hr|m³\/hr|cbm\/h|cbm\/hr|cbmh|m3h|cmh|立方米?\/(小时|时))$/, 'm³/h'],
  [/^(cfm|ft3\/min|ft³\/min)$/, 'cfm'],
  [/^(kgs?|kilos?|kilograms?|公斤|千克)$/, 'kg'],
  [/^(g|grams?|克)$/, 'g'],
  [/^(t|mts?|tons?|tonnes?|metrictons?|metrictonnes?|公?吨)$/, 't'],
  [/^(lbs?|pounds?|磅)$/, 'lb'],
  [/^(mm|毫米)$/, 'mm'],
  [/^(cm|厘米|公分)$/, 'cm'],
  [/^(in|inch|inches|")$/, 'in'],
];
