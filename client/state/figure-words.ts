import type { Commodity, Figure, Span } from '../../shared/knowledge/reference.ts';
import type { FieldCell } from '../../shared/model/cell.ts';
import type { FigureName } from '../../shared/model/figure-names.ts';
import { ethyleneLevels, figureTypes, odours } from '../../shared/model/figures.ts';
import { isMessageKey, t } from '../i18n/language.svelte.ts';
import { shownValue, unitOf } from '../ui/field-text.ts';
import { nbsp } from '../i18n/format.ts';

/** The cell of a figure's value with the form that its name gives it, so that it is typed and shown as such. */
export function figureCell(cell: FieldCell, name: FigureName): FieldCell {
  return { ...cell, field: { ...cell.field, type: figureTypes[name] } };
}

/** What may be chosen for a figure, in words; nothing for one that is typed. */
export function figureOptions(
  name: FigureName,
): readonly { readonly value: string; readonly text: string }[] | undefined {
  const type = figureTypes[name];
  return type.kind === 'choice'
    ? type.options.map((value) => ({ value, text: choiceWords(name, value) }))
    : undefined;
}

function choiceWords(name: FigureName, value: string): string {
  const key =
    name === 'odour'
      ? `odour.${value}`
      : name === 'dehumidification'
        ? `dehumidification.${value}`
        : `level.${value}`;
  return isMessageKey(key) ? t(key) : value;
}

/** A figure as it is read, with its unit; what a stranger's document has is shown as it is written. */
export function figureText(name: FigureName, value: string): string {
  const type = figureTypes[name];
  if (type.kind === 'choice') return choiceWords(name, value);
  const field = { type, compartment: 'products', critical: false, quiet: false } as const;
  return [shownValue(field, value, ''), unitOf(field, value)].filter(Boolean).join(nbsp);
}

/** A published figure in the words that a figure of the team's is written in; null: the tables do not know. */
export interface Published {
  readonly value: string | null;
  readonly figure: Figure<unknown>;
}

/** What the tables say of a figure; null where they have no such column. */
export function publishedFigure(commodity: Commodity, name: FigureName): Published | null {
  const span = (figure: Figure<Span>): Published => ({ value: spanText(figure.value), figure });
  const text = (figure: Figure<string>): Published => ({ value: figure.value, figure });
  switch (name) {
    case 'temperature':
      return span(commodity.temperature);
    case 'ventilation': {
      const { value } = commodity.ventilation;
      const shut = value !== null && Number(value.max) === 0;
      return shut ? { value: 'closed', figure: commodity.ventilation } : span(commodity.ventilation);
    }
    case 'humidity':
      return span(commodity.humidity);
    case 'storage_life':
      return span(commodity.storageLifeDays);
    case 'ca_o2':
      return text(commodity.caOxygen);
    case 'ca_co2':
      return text(commodity.caCarbonDioxide);
    case 'freezing_point':
      return text(commodity.freezingPoint);
    case 'lowest_safe':
      return text(commodity.lowestSafe);
    case 'ethylene_production':
      return level(commodity.ethyleneProduction);
    case 'ethylene_sensitivity':
      return level(commodity.ethyleneSensitivity);
    case 'odour':
      return oneOf(odours, commodity.odour);
    case 'mixed_load_group':
      return text(commodity.mixedLoadGroup);
    case 'pulp_temperature':
    case 'dehumidification':
      return null;
  }
}

function spanText(span: Span | null): string | null {
  return span && (span.min === span.max ? span.min : `${span.min}-${span.max}`);
}

function level(figure: Figure<string>): Published {
  const value = figure.value === 'moderate' ? 'medium' : (figure.value?.replaceAll(' ', '_') ?? null);
  return ethyleneLevels.some((one) => one === value) ? { value, figure } : { value: figure.value, figure };
}

function oneOf(names: readonly string[], figure: Figure<string>): Published {
  const value = figure.value?.replaceAll(' ', '_') ?? null;
  return { value: value !== null && names.includes(value) ? value : figure.value, figure };
}
