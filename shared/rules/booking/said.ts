/** The fields of an order that a booking confirmation fills, without the hours of its cut-offs. */
export const bookingFields = [
  'booking_number',
  'booking_set_point',
  'booking_ventilation',
  'booking_humidity',
  'booking_container_type',
  'booking_containers',
  'booking_vessel',
  'booking_voyage',
  'booking_etd',
  'booking_eta',
  'booking_si_cutoff',
  'booking_vgm_cutoff',
  'booking_cy_cutoff',
  'booking_customs_cutoff',
] as const;
export type BookingField = (typeof bookingFields)[number];

/** Why a value that was read is not taken without a person. */
export type Doubt =
  /** A dash that may join or may mean below zero; a sign behind the figure, or `±`. */
  | 'sign'
  /** No unit where two are usual. */
  | 'unit'
  /** The text says it more than once, and differently. */
  | 'several'
  /** `05/06/2026`: day or month first. */
  | 'day_or_month'
  /** The weekday beside a date is not that date's. */
  | 'weekday'
  /** `40' reefer`: high cube or not. */
  | 'type';

/** What a confirmation says of one field. Nothing is taken for said that could be read in two ways. */
export type Said =
  | { readonly kind: 'said'; readonly value: string; readonly text: string; readonly time?: string }
  | {
      readonly kind: 'unsure';
      readonly why: Doubt;
      readonly text: string;
      /** What it may mean, for a person to choose; may be empty. */
      readonly candidates: readonly string[];
    }
  /** It is spoken of, in words that cannot be read. */
  | { readonly kind: 'not_recognised'; readonly text: string }
  | { readonly kind: 'not_said' };

export const notSaid: Said = { kind: 'not_said' };

export function said(value: string, text: string, time?: string): Said {
  return time === undefined ? { kind: 'said', value, text } : { kind: 'said', value, text, time };
}

export function unsure(why: Doubt, text: string, ...candidates: readonly string[]): Said {
  return { kind: 'unsure', why, text, candidates: [...new Set(candidates)] };
}

export function notRecognised(text: string): Said {
  return { kind: 'not_recognised', text };
}

/** One answer out of all places where a text speaks of the same thing: those that can be read must agree. */
export function agreed(all: readonly Said[]): Said {
  const read = all.filter((one) => one.kind === 'said');
  const doubtful = all.filter((one) => one.kind === 'unsure');
  const [first] = read;
  if (first && read.every(({ value }) => value === first.value)) {
    // A doubt stays one, unless what is said elsewhere is among what it may mean.
    const open = doubtful.find(({ candidates }) => !candidates.includes(first.value));
    if (open) return unsure('several', `${first.text} / ${open.text}`, first.value, ...open.candidates);
    return read.find(({ time }) => time !== undefined) ?? first;
  }
  if (first)
    return unsure('several', read.map(({ text }) => text).join(' / '), ...read.map(({ value }) => value));
  return doubtful[0] ?? all.find((one) => one.kind === 'not_recognised') ?? notSaid;
}
