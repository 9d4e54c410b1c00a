import type { OrderView } from '../model/order.ts';
import { acceptanceOf } from './accepted.ts';
import type { FindingCode } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import type { Found, ToldFinding } from './found-row.ts';

/**
 * What of an order's findings stands open. Takes them as `checkOrder` gives them, errors first; those that somebody accepted
 * do not count, nor values in dispute, which a conflict shows with all of them.
 */
export function foundIn(order: OrderView, findings: readonly Finding[]): Found {
  const open = findings.filter(
    (finding) =>
      !isDispute(finding.code) && (order.accepted.length === 0 || acceptanceOf(order, finding) === null),
  );
  const loud = open.flatMap((finding) => told(finding) ?? []);
  const errors = loud.filter(({ severity }) => severity === 'error');
  return {
    id: order.id,
    errors: errors.length,
    warnings: loud.length - errors.length,
    notes: open.length - loud.length,
    codes: [...new Set(loud.map(({ code }) => code))],
    errorCodes: [...new Set(errors.map(({ code }) => code))],
    worst: loud[0] ?? null,
    mark: loud.length === 0 ? '' : hashOf(JSON.stringify(loud)),
  };
}

/** Whether a finding says no more than that people disagree. */
export function isDispute(code: FindingCode): boolean {
  return code === 'unsettled' || code === 'removed_and_changed';
}

function told({ code, severity, values, fields }: Finding): ToldFinding | null {
  return severity === 'note' ? null : { code, severity, values, path: fields[0] ?? null };
}

/** 64 bits of a text (FNV-1a, two lanes): a digest for comparing, at a hundredth of what SHA-256 costs here. */
function hashOf(text: string): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit ^ (a >>> 15), 0x01000193);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
