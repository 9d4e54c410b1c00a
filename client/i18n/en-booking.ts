import type { Message } from './message.ts';

/** A booking confirmation read back. */
export const enBooking = {
  'booking.read': 'Paste a confirmation',
  'booking.again': 'Read another',
  'booking.paste': 'Text of the confirmation',
  'booking.pasteHint':
    'Paste the text of the mail, or drop a .txt file here. Of a PDF: open it and copy its text. The text itself is not kept.',
  'booking.notText': 'That file is no text: open the PDF and copy its text',
  'booking.nothing': 'Nothing was recognised.',
  'booking.field': 'What',
  'booking.due': 'Instruction',
  'booking.said': 'Confirmation',
  'booking.agrees': 'agrees',
  'booking.differs': 'differs',
  'booking.new': 'new',
  'booking.unsure': 'yours to say',
  'booking.not_recognised': 'cannot be read',
  'booking.not_said': 'not said',
  'booking.doubt.sign': 'the sign is not clear: a dash may mean minus or only join',
  'booking.doubt.unit': 'no unit is given',
  'booking.doubt.several': 'it says different things',
  'booking.doubt.day_or_month': 'day and month may be exchanged',
  'booking.doubt.weekday': 'weekday and date do not agree',
  'booking.doubt.type': 'high cube or not is not said',
  'booking.itIs': '{field} is {value}',
  'booking.write': { one: 'Enter {n} field', other: 'Enter {n} fields' },
  'booking.written': 'Entered in the booking; undo takes it back',
  'booking.same': 'The booking has all of it already',
  'booking.notSaid': 'Not said: {fields}',
  'booking.all': 'All fields',
  'booking.close': 'Close',
} as const satisfies Readonly<Record<string, Message>>;
