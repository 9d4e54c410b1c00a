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
  'filled.order': 'from {number}',
  'filled.habit': 'habit: {text}',
  'filled.someHabit': 'her habit',
  'filled.term': 'usual term',
  'filled.product': 'product figure',
  'filled.containers': 'by its containers',
  'filled.fields': '{fields} {words}',
  'filled.waiting': {
    one: '{n} value was filled in: look at it first',
    other: '{n} values were filled in: look at them first',
  },
  'filled.confirm': 'It is right',
  'filled.confirmAll': 'All are right',
  'filled.confirmLabel': '{field} is right ({words})',
  'filled.confirmTitle': '{words}. Press if it is right.',
  'filled.fill': 'Fill from her habits and last order',
  'filled.nothing': 'Nothing to fill from',
  'filled.done': {
    one: 'Filled in {n} value; undo takes it back',
    other: 'Filled in {n} values; undo takes them back',
  },
  'filled.from': 'filled in: {words}',
} as const satisfies Readonly<Record<string, Message>>;
