import type { Message } from './message.ts';

/** What the checks say, and what is done about it. */
export const enFindings = {
  'finding.acceptance': 'Acceptance of a finding',
  'finding.why': 'Why: ',
  'finding.also': ' · ',
  'finding.take': 'Change to {value}',
  'finding.acceptWith': 'Accept with a reason',
  'finding.reason': 'Why this may stand',
  'finding.accept': 'Accept',
  'finding.acceptedBy': 'Accepted by {name}: {reason}',
  'finding.acceptedNow': 'Accepted; the reason is kept in the order',
  'finding.takeBack': 'Accept no longer',
} as const satisfies Readonly<Record<string, Message>>;
