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
  'papers.look': 'Look before papers are issued: ',
  'papers.errors': { one: '{n} error', other: '{n} errors' },
  'papers.warnings': { one: '{n} warning', other: '{n} warnings' },
  'touched.count': { one: 'This now touches {n} open order', other: 'This now touches {n} open orders' },
  'touched.looking': 'Looking which orders this touches',
  'touched.clear': 'nothing to look at any more',
  'touched.more': { one: '{n} more order', other: '{n} more orders' },
  'finding.takeBack': 'Accept no longer',
} as const satisfies Readonly<Record<string, Message>>;
