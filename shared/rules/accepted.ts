import { digest } from 'lib0/hash/sha256';
import { toHexString } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import { valuesOf } from '../model/cell-values.ts';
import type { Head, Path } from '../model/facts.ts';
import type { OrderView } from '../model/order.ts';
import type { Finding } from './finding.ts';

/** A finding that somebody took upon herself, with her reason. Several where people gave different ones at once. */
export interface Accepted {
  readonly reasons: readonly string[];
  /** Who gave them and when. */
  readonly heads: readonly Head[];
}

/**
 * Where the acceptance of a finding is written: an item of the order, named by what the finding says, so that two who
 * accept it apart write at one path, and one about other values is to be accepted anew.
 */
export function acceptancePath({ code, fields, values }: Pick<Finding, 'code' | 'fields' | 'values'>): Path {
  const said = JSON.stringify([code, fields, Object.entries(values).sort()]);
  return `accepted/${toHexString(digest(encodeUtf8(said))).slice(0, 16)}` as Path;
}

/** The acceptance of a finding in an order; null where nobody has accepted it, or it was taken back. */
export function acceptanceOf(order: OrderView, finding: Finding): Accepted | null {
  const path = acceptancePath(finding);
  const field = order.accepted.find((item) => item.path === path)?.fields.reason;
  const reasons = field ? valuesOf(field.cell).filter((reason) => reason !== '') : [];
  return reasons.length === 0 ? null : { reasons, heads: field?.state?.heads ?? [] };
}
