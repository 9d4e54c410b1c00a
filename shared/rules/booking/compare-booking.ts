import type { Path } from '../../model/facts.ts';
import { only } from '../../model/cell-values.ts';
import type { FieldCell } from '../../model/cell.ts';
import type { OrderView } from '../../model/order.ts';
import { sole, type OrderCase } from '../case.ts';
import { checkBooking } from '../check-booking.ts';
import { containerType } from '../container-type.ts';
import type { Finding } from '../finding.ts';
import { readVentilation } from '../ventilation.ts';
import type { BookingText } from './read-booking.ts';
import { bookingFields, type BookingField, type Said } from './said.ts';

/** What comes out where a confirmation is held against the instruction. */
export type Verdict =
  | 'agrees'
  | 'differs'
  /** The order says nothing that it could be held against, or nothing that can be read. */
  | 'new'
  | 'unsure'
  | 'not_recognised'
  | 'not_said';

export interface BookingLine {
  readonly field: BookingField;
  /** What the order asks for, each value once. */
  readonly due: readonly string[];
  readonly said: Said;
  readonly verdict: Verdict;
  /** What the checks would say of it once it is entered. */
  readonly findings: readonly Finding[];
}

/**
 * A confirmation line by line against the instruction. What differs is told by the checks themselves, over the order as it
 * would be with this confirmation in it, so that the two never judge differently.
 */
export function compareBooking(given: OrderCase, read: BookingText): readonly BookingLine[] {
  const order = withBooking(given.order, read);
  const found = checkBooking({ ...given, order });
  return bookingFields.map((field): BookingLine => {
    const said = read[field];
    const due = dueOf(given.order, field);
    const path = given.order.fields[field].path;
    const findings = said.kind === 'said' ? found.filter(({ fields }) => fields[0] === path) : [];
    const held = due.length > 0 && due.every((one) => isComparable(field, one, given));
    return { field, due, said, verdict: verdictOf(said, held, findings), findings };
  });
}

function verdictOf(said: Said, held: boolean, findings: readonly Finding[]): Verdict {
  if (said.kind !== 'said') return said.kind;
  if (findings.some(({ severity }) => severity !== 'note')) return 'differs';
  return held ? 'agrees' : 'new';
}

/** What cannot be read has not been compared: then nothing agrees. */
function isComparable(field: BookingField, due: string, { reference }: OrderCase): boolean {
  if (field === 'booking_container_type') return containerType(due, reference) !== null;
  return field !== 'booking_ventilation' || !/^(?:per_cent|unreadable)$/.test(readVentilation(due).kind);
}

/** What a confirmation says for sure, as paths of the order; the hours of the cut-offs among them. */
export function bookingChange(read: BookingText): Readonly<Record<string, string>> {
  const set: Record<string, string> = {};
  for (const field of bookingFields) {
    const said = read[field];
    if (said.kind !== 'said') continue;
    set[field] = said.value;
    if (said.time !== undefined && field.endsWith('_cutoff')) set[`${field}_time`] = said.time;
  }
  return set;
}

function withBooking(order: OrderView, read: BookingText): OrderView {
  const fields: Record<string, FieldCell> = { ...order.fields };
  for (const [path, value] of Object.entries(bookingChange(read))) {
    const before = fields[path];
    if (before) fields[path] = { ...before, cell: { kind: 'one', value } };
  }
  return { ...order, fields: fields as OrderView['fields'] };
}

/** What the order asks for in the place of a booking's field. */
function dueOf(order: OrderView, field: BookingField): readonly string[] {
  const inContainers = (name: 'set_point' | 'ventilation' | 'humidity' | 'type'): readonly string[] => [
    ...new Set(order.containers.flatMap(({ fields }) => sole(fields[name]) ?? [])),
  ];
  const alone = (path: Path | string): readonly string[] => {
    const cell = (order.fields as Readonly<Record<string, FieldCell | undefined>>)[path];
    const value = cell ? only(cell.cell) : null;
    return value === null || value === '' ? [] : [value];
  };
  switch (field) {
    case 'booking_set_point':
      return inContainers('set_point');
    case 'booking_ventilation':
      return inContainers('ventilation');
    case 'booking_humidity':
      return inContainers('humidity');
    case 'booking_container_type':
      return inContainers('type');
    case 'booking_containers':
      return order.containers.length === 0 ? [] : [String(order.containers.length)];
    case 'booking_etd':
      return alone('etd');
    case 'booking_eta':
      return alone('eta');
    case 'booking_number':
    case 'booking_vessel':
    case 'booking_voyage':
    case 'booking_si_cutoff':
    case 'booking_vgm_cutoff':
    case 'booking_cy_cutoff':
    case 'booking_customs_cutoff':
      return [];
  }
}
