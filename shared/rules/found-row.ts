import type { EntityId } from '../sync/document-name.ts';
import type { FindingCode } from './finding-codes.ts';
import type { Finding } from './finding.ts';

/** A finding as it is told in one line: what its sentence needs, and the field that leads to it. */
export interface ToldFinding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  readonly values: Finding['values'];
  /** The field to look at first; null where it is about no field of the order. */
  readonly path: string | null;
}

/** What the checks found in an order and nobody has accepted, short enough to be kept beside every order. */
export interface Found {
  readonly id: EntityId;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** Of errors and of warnings, each code once, errors first. */
  readonly codes: readonly FindingCode[];
  readonly errorCodes: readonly FindingCode[];
  /** The one to look at first: null where there is neither error nor warning. */
  readonly worst: ToldFinding | null;
  /** Another text when errors or warnings are others, '' for none: two of them are compared by it. */
  readonly mark: string;
}

/** An order in which nothing was found. */
export function nothingFound(id: EntityId): Found {
  return { id, errors: 0, warnings: 0, notes: 0, codes: [], errorCodes: [], worst: null, mark: '' };
}
