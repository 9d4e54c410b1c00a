import type { FactValue } from './facts.ts';
import type { Field, Unit } from './field.ts';
import type { Result } from './result.ts';

/** Why a typed text cannot be taken, with what is allowed, for a message in the reader's language. */
export type ValueError =
  | { readonly code: 'not_number'; readonly unit: Unit | null }
  | {
      readonly code: 'out_of_range';
      readonly min: string;
      readonly max: string;
      readonly unit: Unit | null;
    }
  | { readonly code: 'too_many_places'; readonly places: number }
  | { readonly code: 'wrong_unit'; readonly unit: Unit | null }
  /** Ventilation is booked in m³/h: per cent means nothing to the next carrier. */
  | { readonly code: 'ventilation_per_cent' }
  /** 0 m³/h is written `closed`. */
  | { readonly code: 'ventilation_zero' }
  | { readonly code: 'not_range'; readonly unit: Unit }
  | { readonly code: 'not_date' }
  | { readonly code: 'not_choice'; readonly options: readonly string[] }
  | { readonly code: 'not_entity' }
  | { readonly code: 'not_boolean' }
  | { readonly code: 'too_long'; readonly max: number };

/** What a person typed, as the value to store; empty text clears the field (null). */
export declare function parseValue(field: Field, text: string): Result<FactValue, ValueError>;
