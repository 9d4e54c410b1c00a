import { canonicalDecimal, multiplyDecimals } from '../model/decimal.ts';
import { orderReason, pathsOf, sole, type OrderCase } from './case.ts';
import { checkBookingRest } from './check-booking-rest.ts';
import { isEqual, isMore, minus, size } from './compare.ts';
import { rounded } from './exact.ts';
import { isMixedUp, saysFahrenheit } from './fahrenheit.ts';
import { finding, type Finding } from './finding.ts';
import type { ContainerView } from './load.ts';
import { convert } from './units.ts';
import { readVentilation, writtenVentilation, type Ventilation } from './ventilation.ts';

/** The booking confirmation read back against the instruction: the set point with its sign, the vents in their words, and the rest. */
export function checkBooking(given: OrderCase): readonly Finding[] {
  return [...setPoint(given), ...vents(given), ...checkBookingRest(given)];
}

interface Instructed {
  readonly container: ContainerView;
  readonly label: string;
  readonly due: string;
}

/** Each instructed value once, with the first container it stands at. */
function instructed({ order }: OrderCase, field: 'set_point' | 'ventilation'): readonly Instructed[] {
  const seen = new Map<string, Instructed>();
  order.containers.forEach((container, index) => {
    const text = sole(container.fields[field]);
    const due = text === null ? null : (canonicalDecimal(text) ?? text.trim());
    if (due !== null && !seen.has(due)) seen.set(due, { container, label: String(index + 1), due });
  });
  return [...seen.values()];
}

function setPoint(given: OrderCase): readonly Finding[] {
  const field = given.order.fields.booking_set_point;
  const booked = sole(field);
  if (booked === null) return [];
  return instructed(given, 'set_point').flatMap(({ container, label, due }) => {
    const about = {
      fields: pathsOf(field, container.fields.set_point),
      values: { container: label, booked, due },
      because: [orderReason(container.fields.set_point)],
    };
    if (saysFahrenheit(booked)) return [finding('error', 'booking_set_point_fahrenheit', about)];
    const value = canonicalDecimal(booked.replace(/^\+/, ''));
    if (value === null || isEqual(value, due)) return [];
    const opposite = multiplyDecimals(due, '-1') ?? '';
    if (isEqual(value, opposite)) return [finding('error', 'booking_set_point_sign', about)];
    return isMixedUp(value, due)
      ? [finding('error', 'booking_set_point_fahrenheit', about)]
      : [finding('error', 'booking_set_point_differs', about)];
  });
}

function vents(given: OrderCase): readonly Finding[] {
  const field = given.order.fields.booking_ventilation;
  const text = sole(field);
  if (text === null) return [];
  const booked = readBooked(text);
  const all = instructed(given, 'ventilation');
  // Where nobody instructed anything the sentence would end in the middle.
  const due = all.map((one) => writtenVentilation(readVentilation(one.due), one.due)).join(', ') || '—';
  const because = all.map(({ container }) => orderReason(container.fields.ventilation));
  const fields = pathsOf(field, ...all.map(({ container }) => container.fields.ventilation));
  switch (booked.kind) {
    case 'per_cent':
      return [
        finding('error', 'booking_ventilation_per_cent', {
          fields,
          values: { booked: text, due },
          because: [{ kind: 'rule', rule: 'ventilation_in_cubic_metres' }, ...because],
        }),
      ];
    case 'unreadable':
      return [
        finding('warning', 'booking_ventilation_unreadable', {
          fields,
          values: { booked: text, due },
          because,
        }),
      ];
    case 'closed':
    case 'open':
    case 'zero':
      break;
  }
  const found = all.flatMap(({ container, label, due: one }): readonly Finding[] => {
    const wanted = readVentilation(one);
    if (wanted.kind === 'per_cent' || wanted.kind === 'unreadable') return [];
    const shut = wanted.kind !== 'open';
    const agrees =
      booked.kind === 'open'
        ? wanted.kind === 'open' && (isEqual(booked.rate, wanted.rate) || inFeet(text, wanted.rate))
        : shut;
    if (agrees) return [];
    return [
      finding('error', 'booking_ventilation_differs', {
        fields: pathsOf(field, container.fields.ventilation),
        values: { container: label, booked: text, due: writtenVentilation(wanted, one) },
        because: [orderReason(container.fields.ventilation)],
      }),
    ];
  });
  return booked.kind === 'zero' && found.length === 0
    ? [
        finding('warning', 'booking_ventilation_zero', {
          fields: pathsOf(field),
          values: { booked: text },
          because,
        }),
      ]
    : found;
}

const cubicFeet = /^(\d+(?:\.\d+)?)\s*(?:cfm|ft3\/min)$/i;

/** A booking may speak of cubic feet a minute, which an instruction does not. */
function readBooked(text: string): Ventilation {
  const feet = cubicFeet.exec(text.trim())?.[1];
  const metres = feet === undefined ? null : convert(feet, 'cfm', 'm³/h');
  return metres ? readVentilation(rounded(metres, 1)) : readVentilation(text);
}

/** Feet are written in whole numbers: 15 m³/h are 8.8 of them, written 9. */
function inFeet(text: string, rate: string): boolean {
  const feet = cubicFeet.exec(text.trim())?.[1];
  const due = convert(rate, 'm³/h', 'cfm');
  const gap = feet === undefined || !due ? null : minus(feet, rounded(due, 2));
  return gap !== null && !isMore(size(gap), '0.5');
}
