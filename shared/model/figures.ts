import type { FactValue } from './facts.ts';
import type { FieldType, Unit } from './field.ts';
import { figureNames, type FigureName } from './figure-names.ts';
import { parseValue, type ValueError } from './parse-value.ts';
import type { Result } from './result.ts';

/** How much ethylene goods give, or how much they feel it. */
export const ethyleneLevels = ['none', 'very_low', 'low', 'medium', 'high', 'very_high'] as const;
/** Whether goods smell and take smells: neither, they give, they take, both, or they travel alone. */
export const odours = ['none', 'gives', 'takes', 'both', 'alone'] as const;

const range = (unit: Unit, min: string, max: string): FieldType => ({ kind: 'range', unit, min, max });
const degrees: FieldType = { kind: 'decimal', unit: '°C', min: '-30', max: '30', places: 2 };

/** What each may hold; bounds are inclusive. */
export const figureTypes: Readonly<Record<FigureName, FieldType>> = {
  temperature: range('°C', '-30', '30'),
  pulp_temperature: range('°C', '-30', '40'),
  ventilation: { kind: 'range', unit: 'm³/h', min: '0', max: '300', closed: true },
  humidity: range('%', '0', '100'),
  dehumidification: { kind: 'choice', options: ['on', 'off'] },
  ca_o2: range('%', '0', '30'),
  ca_co2: range('%', '0', '30'),
  storage_life: range('d', '1', '1000'),
  freezing_point: degrees,
  lowest_safe: degrees,
  ethylene_production: { kind: 'choice', options: ethyleneLevels },
  ethylene_sensitivity: { kind: 'choice', options: ethyleneLevels },
  odour: { kind: 'choice', options: odours },
  mixed_load_group: { kind: 'text', max: 60 },
};

/** The rest of what a field says: a figure lies where its product lies. */
const figureField = { compartment: 'products', critical: true, quiet: false } as const;

/** What a name is, out of a document; null for any other text. */
export function figureName(text: string): FigureName | null {
  return figureNames.find((one) => one === text) ?? null;
}

/** The unit of a figure; null where it has none. */
export function figureUnit(name: FigureName): Unit | null {
  const type = figureTypes[name];
  return type.kind === 'range' || type.kind === 'decimal' ? type.unit : null;
}

/**
 * What was typed or is written as the value of a figure: `-3 - 0`, `closed`, `180-210 天`. Gives it in the form it is
 * kept in; null for an empty text.
 */
export function parseFigure(name: FigureName, text: string): Result<FactValue, ValueError> {
  return parseValue({ ...figureField, type: figureTypes[name] }, text, '');
}
