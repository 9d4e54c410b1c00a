import type { EntityId } from '../sync/document-name.ts';
import type { Incoterm } from './known.ts';

/** The dates of an order that a line may speak of. */
export const dateFields = ['etd', 'latest_shipment', 'requested_etd', 'promised_etd'] as const;
export type DateField = (typeof dateFields)[number];

/** What a price is for. `container` has no field of its own. */
export type PriceOf = 'carton' | 'kg' | 'tonne' | 'container' | 'order' | 'freight';

/** What a piece of a line says. Numbers are exact decimals in text, dates `2026-11-28`. */
export type Reading =
  | { readonly kind: 'customer'; readonly customer: EntityId }
  | { readonly kind: 'product'; readonly product: EntityId }
  /** Sizes, counts or grades; each makes a line of the order. */
  | { readonly kind: 'counts'; readonly counts: readonly string[] }
  /** Net weight of a carton and the words for what it is (`mesh`, `carton`); tells which product is meant. */
  | { readonly kind: 'packing'; readonly netKg: string | null; readonly words: readonly string[] }
  /** `goods`: of what stands beside it; `line`, `container`: of each; `order`: of all together. */
  | {
      readonly kind: 'cartons';
      readonly cartons: string;
      readonly of: 'goods' | 'line' | 'container' | 'order';
    }
  /** Net, of the whole order. */
  | { readonly kind: 'weight'; readonly kg: string }
  | { readonly kind: 'containers'; readonly number: number; readonly type: string }
  | { readonly kind: 'incoterm'; readonly incoterm: Incoterm }
  | { readonly kind: 'port'; readonly port: string; readonly role: 'loading' | 'discharge' }
  | { readonly kind: 'date'; readonly date: string; readonly field: DateField }
  | {
      readonly kind: 'price';
      readonly amount: string;
      readonly currency: string | null;
      readonly of: PriceOf;
    }
  /** Speaks of money without saying a price that can be read. */
  | { readonly kind: 'money' }
  | { readonly kind: 'payment'; readonly payment: string }
  | { readonly kind: 'tolerance'; readonly tolerance: string }
  /** °C */
  | { readonly kind: 'setPoint'; readonly celsius: string }
  /** `closed` or m³/h */
  | { readonly kind: 'ventilation'; readonly ventilation: string }
  | { readonly kind: 'stage'; readonly stage: string }
  | { readonly kind: 'owner'; readonly owner: string }
  /** Not understood: kept as it was written. */
  | { readonly kind: 'text' }
  /** Spaces and punctuation between pieces: no chip. */
  | { readonly kind: 'space' };

/** A stretch of a line and what it is taken for. */
export interface Piece {
  /** Code units of the line: the first, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** As it was written; the texts of all pieces in order are the line. */
  readonly text: string;
  readonly reading: Reading;
  /** Nothing in the line or in what is known speaks for another reading, or a person has chosen this one. */
  readonly certain: boolean;
  /** Other readings, the likelier first. Every piece may be turned into text besides. */
  readonly alternatives: readonly Reading[];
}

export interface Capture {
  readonly line: string;
  /** In the order of the line; they cover it without gap or overlap. */
  readonly pieces: readonly Piece[];
}

/** The same capture after a person has said what a piece is; what it was before becomes an alternative. */
export function choose(capture: Capture, index: number, reading: Reading): Capture {
  const pieces = capture.pieces.map((piece, at) => {
    if (at !== index || piece.reading.kind === 'space') return piece;
    const others = [piece.reading, ...piece.alternatives].filter(
      (other) => other.kind !== 'text' && !sameReading(other, reading),
    );
    return { ...piece, reading, certain: true, alternatives: others };
  });
  return { ...capture, pieces };
}

/** Whether two readings say the same. */
export function sameReading(a: Reading, b: Reading): boolean {
  return JSON.stringify(entriesOf(a)) === JSON.stringify(entriesOf(b));
}

function entriesOf(reading: Reading): readonly (readonly [string, unknown])[] {
  return Object.entries(reading).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether a piece is about money: turned down, it must not become text, which goes into a note that all read. */
export function isMoney(reading: Reading): boolean {
  return reading.kind === 'price' || reading.kind === 'payment' || reading.kind === 'money';
}

/**
 * What an order has one of, so that a second piece of it contradicts the first; null for what it may have several of.
 */
export function slotOf(reading: Reading): string | null {
  switch (reading.kind) {
    case 'customer':
    case 'incoterm':
    case 'tolerance':
    case 'setPoint':
    case 'ventilation':
    case 'stage':
    case 'owner':
    case 'weight':
      return reading.kind;
    case 'port':
      return `port ${reading.role}`;
    case 'date':
      return reading.field;
    case 'price':
      return reading.of === 'order' || reading.of === 'freight' ? `price ${reading.of}` : null;
    case 'cartons':
      return reading.of === 'order' || reading.of === 'container' ? `cartons ${reading.of}` : null;
    case 'product':
    case 'counts':
    case 'packing':
    case 'containers':
    case 'payment':
    case 'money':
    case 'text':
    case 'space':
      return null;
  }
}
