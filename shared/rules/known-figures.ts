import type { ChosenFigure, Commodity, Figure, Span } from '../knowledge/reference.ts';
import type { FigureName } from '../model/figure-names.ts';
import { houseFigure, type FigureItem } from '../model/houses.ts';
import type { ProductView } from '../model/product.ts';
import { commodityOf, sole, type OrderCase } from './case.ts';
import { spanOf } from './compare.ts';

/**
 * What is known of a product's goods: the reference tables, and in their place the figures that the team has chosen to go
 * by. null where there is neither. A choice in dispute leaves the tables standing (`checkFigures` says so).
 */
export function knownOf(given: Pick<OrderCase, 'reference'>, product: ProductView): Commodity | null {
  const published = commodityOf(given, product);
  return product.house.length === 0 ? published : withHouse(published, product);
}

/** Figures that the tables know too; the others are only shown. */
const judged = {
  temperature: 'temperature',
  ventilation: 'ventilation',
  humidity: 'humidity',
  storage_life: 'storageLifeDays',
  freezing_point: 'freezingPoint',
  lowest_safe: 'lowestSafe',
  ethylene_production: 'ethyleneProduction',
  ethylene_sensitivity: 'ethyleneSensitivity',
  odour: 'odour',
  mixed_load_group: 'mixedLoadGroup',
} as const satisfies Partial<Record<FigureName, keyof Commodity>>;

/** Whether a figure of the team's own stands for any of the tables'. */
export function hasChosen(commodity: Commodity): boolean {
  return Object.values(judged).some((name) => commodity[name].chosen !== undefined);
}

/** A commodity with a product's chosen figures in place of the tables'; null where neither says anything. */
export function withHouse(published: Commodity | null, product: ProductView): Commodity | null {
  const house = new Map(
    product.house.flatMap(({ id }): readonly [FigureName, Choice][] => {
      const found = houseFigure(product, id as FigureName);
      return found.kind === 'chosen' && id in judged ? [[id as FigureName, found]] : [];
    }),
  );
  if (house.size === 0) return published;
  const base = published ?? blank(product);
  const figure = <T>(
    name: FigureName,
    otherwise: Figure<T>,
    read: (value: string) => T | null,
  ): Figure<T> => {
    const choice = house.get(name);
    const value = choice ? read(choice.value) : null;
    if (!choice || value === null) return otherwise;
    return { value, sources: [], recalled: false, chosen: chosenOf(product, choice.item) };
  };
  const given = level(house.get('ethylene_production'));
  const felt = level(house.get('ethylene_sensitivity'));
  return {
    ...base,
    temperature: figure('temperature', base.temperature, spanOf),
    ventilation: figure('ventilation', base.ventilation, airOf),
    humidity: figure('humidity', base.humidity, spanOf),
    storageLifeDays: figure('storage_life', base.storageLifeDays, spanOf),
    freezingPoint: figure('freezing_point', base.freezingPoint, itself),
    lowestSafe: figure('lowest_safe', base.lowestSafe, itself),
    ethyleneProduction: figure('ethylene_production', base.ethyleneProduction, words),
    ethyleneSensitivity: figure('ethylene_sensitivity', base.ethyleneSensitivity, words),
    odour: figure('odour', base.odour, (value) => odourWords[value] ?? null),
    mixedLoadGroup: figure('mixed_load_group', base.mixedLoadGroup, itself),
    raw: {
      ...base.raw,
      producer_flag_conservative: given ?? base.raw.producer_flag_conservative,
      sensitive_flag_conservative: felt ?? base.raw.sensitive_flag_conservative,
    },
  };
}

interface Choice {
  readonly item: FigureItem;
  readonly value: string;
}

function chosenOf(product: ProductView, { fields }: FigureItem): ChosenFigure {
  const { value, basis, source } = fields;
  return { product: product.id, path: value.path, basis: sole(basis), source: sole(source) };
}

const itself = (value: string): string => value;
const words = (value: string): string => value.replaceAll('_', ' ');

function airOf(value: string): Span | null {
  return value === 'closed' ? { min: '0', max: '0' } : spanOf(value);
}

/** Medium and more harm, or are harmed: as the tables' own conservative reading has it. */
function level(choice: Choice | undefined): 'y' | 'n' | null {
  if (!choice) return null;
  return ['none', 'very_low', 'low'].includes(choice.value) ? 'n' : 'y';
}

/** In the words of the tables, which is how odours are compared. */
const odourWords: Readonly<Record<string, string>> = {
  none: 'none',
  gives: 'strong odour',
  takes: 'takes odour',
  both: 'strong odour; takes odour',
  alone: 'strong odour: alone',
};

const nothing = { value: null, sources: [], recalled: false } as const;

/** What the tables do not know: everything of it is unknown. */
function blank(product: ProductView): Commodity {
  const name = sole(product.fields.name_en) ?? sole(product.fields.name_zh) ?? product.id;
  return {
    nameEn: name,
    nameZh: sole(product.fields.name_zh) ?? name,
    temperature: nothing,
    humidity: nothing,
    ventilation: nothing,
    ventilationNote: null,
    ethyleneProduction: nothing,
    ethyleneSensitivity: nothing,
    storageLifeDays: nothing,
    freezingPoint: nothing,
    chillingSensitive: nothing,
    lowestSafe: nothing,
    caOxygen: nothing,
    caCarbonDioxide: nothing,
    mixedLoadGroup: nothing,
    odour: nothing,
    basis: '',
    confidence: '',
    otherValuesSeen: null,
    setPointMayBeAtFreezing: false,
    raw: {
      name_en: name,
      name_zh: name,
      field_sources: '',
      source: '',
      confidence: '',
      value_basis: '',
      producer_flag_conservative: 'unknown',
      sensitive_flag_conservative: 'unknown',
      setpoint_may_be_at_freezing_point: 'n',
    },
  };
}
