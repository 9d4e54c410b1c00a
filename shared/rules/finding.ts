import type { Path } from '../model/facts.ts';
import type { EntityId } from '../sync/document-name.ts';
import type { FindingCode, FindingValues } from './finding-codes.ts';

/**
 * How much a finding weighs. error: goods, money or papers are lost if it stays; warning: somebody must look; note: worth
 * knowing, and nothing is wrong.
 */
export type Severity = 'error' | 'warning' | 'note';

/** Rules of the trade that are written down elsewhere than in this team. */
export type TradeRule =
  | 'ucp600_14c'
  | 'ucp600_18b'
  | 'ucp600_30b'
  | 'latest_shipment'
  | 'ucp600_6d'
  | 'incoterms_2020'
  | 'solas_vgm'
  | 'iso_6346'
  | 'ventilation_in_cubic_metres'
  | 'sum';

/** What a finding rests on, with its source: shown beside the finding, so that nobody must believe it. */
export type Reason =
  | {
      readonly kind: 'habit';
      readonly customer: EntityId;
      readonly habit: string;
      /** The merchandiser's own words. */
      readonly text: string;
      readonly since: string | null;
      readonly source: string | null;
    }
  | {
      readonly kind: 'product';
      readonly product: EntityId;
      readonly path: Path;
      readonly value: string;
      /** `house_unverified`, `house_measured` ...; null where nobody said. */
      readonly basis: string | null;
    }
  | {
      /** One of several figures that the team goes by. */
      readonly kind: 'figure';
      readonly product: EntityId;
      readonly path: Path;
      /** A name out of `figureNames`. */
      readonly field: string;
      readonly value: string;
      readonly basis: string | null;
      readonly source: string | null;
    }
  | { readonly kind: 'customer'; readonly customer: EntityId; readonly path: Path; readonly value: string }
  | {
      readonly kind: 'reference';
      readonly commodity: string;
      readonly commodityZh: string;
      readonly field: string;
      readonly value: string;
      /** Codes of `Reference.source`. */
      readonly sources: readonly string[];
      /** From memory: to be shown as unverified. */
      readonly recalled: boolean;
    }
  | {
      readonly kind: 'container_type';
      readonly type: string;
      readonly field: string;
      readonly value: string;
      readonly source: string;
      readonly unverified: boolean;
    }
  | { readonly kind: 'rule'; readonly rule: TradeRule }
  | { readonly kind: 'order'; readonly path: Path; readonly value: string };

/** What a check says about an order. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Paths of the order it is about, the one to look at first standing first. */
  readonly fields: readonly Path[];
  /** What the message's placeholders stand for. */
  readonly values: Readonly<Record<string, string>>;
  readonly because: readonly Reason[];
  /** What would put it right, where only one value can. */
  readonly suggestion?: { readonly path: Path; readonly value: string };
}

/** A finding with exactly the values that its message names. */
export function finding<C extends FindingCode>(
  severity: Severity,
  code: C,
  about: {
    readonly fields: readonly Path[];
    readonly values: FindingValues<C>;
    readonly because?: readonly Reason[];
    readonly suggestion?: Finding['suggestion'];
  },
): Finding {
  const { fields, values, because = [], suggestion } = about;
  const plain = { code, severity, fields, values, because };
  return suggestion === undefined ? plain : { ...plain, suggestion };
}

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Errors before warnings before notes; then by code, field and values, so that the order of items changes nothing. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    weights[a.severity] - weights[b.severity] ||
    compareText(a.code, b.code) ||
    compareText(a.fields.join(' '), b.fields.join(' ')) ||
    compareText(JSON.stringify(a.values), JSON.stringify(b.values))
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
