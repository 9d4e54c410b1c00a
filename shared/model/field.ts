import type { Compartment } from '../sync/document-name.ts';

/** What kinds of entity there are; an entity id begins with its kind. */
export const entityKinds = ['order', 'customer', 'product', 'team'] as const;
export type EntityKind = (typeof entityKinds)[number];

export type Unit = 'ctn' | 'kg' | 'g' | '°C' | 'm³/h' | '%' | 'mm' | 'd';

/** What a field holds. Decimals are exact and travel as text; bounds are inclusive, in the field's unit. */
export type FieldType =
  | { readonly kind: 'text'; readonly max: number }
  | {
      readonly kind: 'decimal';
      readonly unit: Unit | null;
      readonly min: string;
      readonly max: string;
      /** Digits after the point at most; 0 for a count. */
      readonly places: number;
    }
  /** `closed`, or m³/h as a decimal; never per cent. */
  | { readonly kind: 'ventilation'; readonly max: string }
  /** One decimal or two joined by `-`, ascending: `90-95`, `-3--1`. */
  | {
      readonly kind: 'range';
      readonly unit: Unit;
      readonly min: string;
      readonly max: string;
      /** Fresh air: `closed` besides, in place of a 0 alone. */
      readonly closed?: boolean;
    }
  | { readonly kind: 'date' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'entity'; readonly of: EntityKind }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'list'; readonly max: number };

export interface Field {
  readonly type: FieldType;
  readonly compartment: Compartment;
  /** Papers, loading or payment rest on it: a conflict in it must be settled first. */
  readonly critical: boolean;
  /** Its conflicts trouble nobody: every replica takes the same one of the heads (a card's position). */
  readonly quiet: boolean;
}

type Traits = Partial<Pick<Field, 'critical' | 'quiet'>>;

/** The ways to declare fields of one compartment. */
export function fieldsOf(compartment: Compartment) {
  const field = (type: FieldType, traits: Traits = {}): Field => ({
    type,
    compartment,
    critical: traits.critical ?? false,
    quiet: traits.quiet ?? false,
  });
  return {
    text: (traits?: Traits) => field({ kind: 'text', max: 200 }, traits),
    longText: (traits?: Traits) => field({ kind: 'text', max: 2000 }, traits),
    decimal: (unit: Unit | null, min: string, max: string, places: number, traits?: Traits) =>
      field({ kind: 'decimal', unit, min, max, places }, traits),
    cartons: (traits?: Traits) =>
      field({ kind: 'decimal', unit: 'ctn', min: '0', max: '1000000', places: 0 }, traits),
    kilograms: (traits?: Traits) =>
      field({ kind: 'decimal', unit: 'kg', min: '0', max: '100000000', places: 3 }, traits),
    setPoint: (traits?: Traits) =>
      field({ kind: 'decimal', unit: '°C', min: '-30', max: '30', places: 1 }, traits),
    ventilation: (traits?: Traits) => field({ kind: 'ventilation', max: '300' }, traits),
    humidity: (traits?: Traits) => field({ kind: 'range', unit: '%', min: '0', max: '100' }, traits),
    range: (unit: Unit, min: string, max: string, traits?: Traits) =>
      field({ kind: 'range', unit, min, max }, traits),
    money: (traits?: Traits) =>
      field({ kind: 'decimal', unit: null, min: '0', max: '1000000000', places: 6 }, traits),
    date: (traits?: Traits) => field({ kind: 'date' }, traits),
    choice: (options: readonly string[], traits?: Traits) => field({ kind: 'choice', options }, traits),
    entity: (of: EntityKind, traits?: Traits) => field({ kind: 'entity', of }, traits),
    boolean: (traits?: Traits) => field({ kind: 'boolean' }, traits),
    list: (traits?: Traits) => field({ kind: 'list', max: 500 }, traits),
  };
}
