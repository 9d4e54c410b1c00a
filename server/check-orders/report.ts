import type { Finding, Reason, Severity } from '../../shared/rules/finding.ts';
import type { Language } from '../../shared/rules/names.ts';
import { sayFinding, sayReason } from '../../shared/rules/say.ts';

/** What is said of an order, for people and for other programs. */
export interface OrderReport {
  readonly order: string;
  readonly findings: readonly {
    readonly code: string;
    readonly severity: Severity;
    readonly fields: readonly string[];
    readonly message: string;
    /** Each with its source, and as a sentence. */
    readonly because: readonly (Reason & { readonly says: string })[];
  }[];
}

/** An order's findings with their words. */
export function reportOf(
  order: string,
  findings: readonly Finding[],
  language: Language,
  today: string,
): OrderReport {
  return {
    order,
    findings: findings.map((one) => ({
      code: one.code,
      severity: one.severity,
      fields: one.fields,
      message: sayFinding(one, language, today),
      because: one.because.map((reason) => ({ ...reason, says: sayReason(reason, language, today, one) })),
    })),
  };
}

const marks: Readonly<Record<Severity, string>> = { error: '✗', warning: '!', note: '·' };

/** One line for each finding under its order; what it rests on stands below. */
export function written(reports: readonly OrderReport[]): string {
  return reports
    .map(({ order, findings }) =>
      [
        order,
        ...findings.flatMap(({ severity, message, because }) => [
          `  ${marks[severity]} ${message}`,
          ...because.filter(({ says }) => says !== '').map(({ says }) => `      ${says}`),
        ]),
        ...(findings.length === 0 ? ['  ✓'] : []),
      ]
        .map((line) => `${line}\n`)
        .join(''),
    )
    .join('');
}
