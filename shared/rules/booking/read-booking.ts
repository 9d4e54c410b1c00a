import { readAir, readHumidity } from './air.ts';
import { readContainers, readCount } from './containers.ts';
import { labelled, type Label, type Labelled } from './labels.ts';
import { readMoment } from './moment.ts';
import { agreed, bookingFields, notRecognised, notSaid, said, type BookingField, type Said } from './said.ts';
import { readTemperature } from './temperature.ts';

export type BookingText = Readonly<Record<BookingField, Said>>;

/** What stands beyond is not read: no confirmation is that long. */
const longest = 40_000;

/**
 * What a booking confirmation says, as its text was pasted; `today` (`2026-11-23`) tells the year of a date without one.
 * Labels in English and Chinese, values behind them, below them, or in their column. A value that could be read in two
 * ways is `unsure` with what it may mean; one that cannot be read is kept in its words. Never throws.
 */
export function readBooking(pasted: string, today: string): BookingText {
  const text = plain(pasted.slice(0, longest));
  const found = labelled(text);
  const behind = (...labels: readonly Label[]): readonly Labelled[] =>
    found.filter(({ label, text: value }) => labels.includes(label) && value !== '');
  const gather = (
    labels: readonly Label[],
    read: (value: string, glued: boolean, whole: string) => Said,
  ): Said =>
    agreed(
      behind(...labels).flatMap(({ text: value, whole, glued, apart }) => {
        const taken = read(value, glued, whole);
        // What is in doubt is shown with the label it clings to.
        const one = glued && taken.kind === 'unsure' ? { ...taken, text: whole } : taken;
        // In the middle of a sentence the word announces nothing.
        return one.kind === 'not_recognised' && !apart ? [] : [one];
      }),
    );
  const moment = (value: string): Said => readMoment(value, today);
  const boxes = readContainers(text);
  const counted = gather(['booking_containers'], readCount);
  const temperature = gather(['booking_set_point'], readTemperature);
  return {
    booking_number: gather(['booking_number'], readNumber),
    booking_set_point: temperature.kind === 'not_said' ? looseTemperature(text) : temperature,
    booking_ventilation: gather(['booking_ventilation'], (value, _, whole) => readAir(value, whole)),
    booking_humidity: gather(['booking_humidity'], (value) => readHumidity(value)),
    booking_container_type: boxes.type,
    booking_containers: agreed([counted, boxes.count].filter(({ kind }) => kind !== 'not_said')),
    booking_vessel: agreed([
      ...behind('booking_vessel').map(({ text: value }) => vesselIn(value)),
      ...behind('vessel_voyage').map(({ text: value }) => vesselIn(value)),
    ]),
    booking_voyage: agreed([
      ...behind('booking_voyage').map(({ text: value }) => voyageAlone(value)),
      ...behind('vessel_voyage', 'booking_vessel').map(({ text: value }) => voyageIn(value)),
    ]),
    booking_etd: gather(['booking_etd'], moment),
    booking_eta: gather(['booking_eta'], moment),
    booking_si_cutoff: gather(['booking_si_cutoff'], moment),
    booking_vgm_cutoff: gather(['booking_vgm_cutoff'], moment),
    booking_cy_cutoff: gather(['booking_cy_cutoff'], moment),
    booking_customs_cutoff: gather(['booking_customs_cutoff'], moment),
  };
}

/** Whether anything at all was recognised. */
export function saysAnything(read: BookingText): boolean {
  return bookingFields.some((field) => read[field].kind !== 'not_said');
}

/** One kind of dash, degree and space; full-width signs as plain ones. */
function plain(text: string): string {
  return text
    .replace(/[ºᵒ˚]/g, '°')
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212\u02D7\uFE58\uFE63]/g, '-')
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Zs}]/gu, ' ');
}

/** What the goods are to have before they are loaded is no set point. */
const pulp =
  /(?:pulp|pre-?cool(?:ing|ed)?|ambient|core|果肉|果心|预冷)(?: ?temp(?:erature)?|温度)?\s*(?:[:=]\s*)?[+-]?\s*\d+(?:[.,]\d+)?\s*°?\s*[cf]?(?![a-z])/gi;

/** `1X40RH -0.5C`: a temperature that says its unit needs no label; `1 C/O` is a paper. */
function looseTemperature(text: string): Said {
  const found = [
    ...text
      .replace(pulp, ' ')
      .matchAll(
        /(?:\(\s*)?(?:(?:minus|negative|neg\.?|零下|负|[+-])\s*)?(?<![\d.,a-z])\d{1,2}(?:[.,]\d+)?\s*(?:°\s*|deg(?:rees?)?\.?\s*)?(?:celsius|fahrenheit|摄氏度?|c|f)(?![a-z\d]|\/[a-z])(?:-(?!\s*\d)|\s*(?:below(?: zero)?|minus|零下))?(?:\s*\))?/gi,
      ),
  ];
  return agreed(
    found.map(({ 0: value, index }) =>
      // A dash that clings to the word before it may only join.
      readTemperature(value.trim(), /[a-z\d]$/i.test(text.slice(0, index))),
    ),
  );
}

function readNumber(text: string): Said {
  const number = /(?<![A-Z\d])(?=[A-Z\d/-]*\d)[A-Z\d][A-Z\d/-]{3,29}(?![A-Z\d])/i.exec(text)?.[0];
  return number === undefined ? notRecognised(text) : said(number.toUpperCase(), text);
}

/** `EVER GIVEN V.1234-056W`, `EVER GIVEN / 056W`, `EVER GIVEN 056W`. */
const voyageBehind =
  /^(?<vessel>.*?\p{L}.*?)(?:\s*\/\s*|\s+(?:v|voy(?:age)?)(?:\.\s*|\s+|\s*:\s*)(?:no\.?\s*)?|\s+v(?=\d)|\s{2,})(?<voyage>(?=[a-z\d-]*\d)[a-z\d-]{2,16})\P{L}*$/iu;
const lastWord =
  /^(?<vessel>[a-z][a-z .'-]*[a-z.](?:\s+\d{1,2})?)\s+(?<voyage>(?=[a-z-]*\d)[a-z\d-]{3,16})\W*$/i;

function parts(text: string): { readonly vessel: string; readonly voyage: string | null } {
  const { vessel, voyage } = (voyageBehind.exec(text) ?? lastWord.exec(text))?.groups ?? {};
  if (vessel === undefined || voyage === undefined) return { vessel: text, voyage: null };
  return { vessel, voyage };
}

function vesselIn(text: string): Said {
  const name = parts(text)
    .vessel.replace(/^(?:m\/?v|mv|m\.v\.)\s+/i, '')
    .replace(/["“”]/g, '')
    .trim();
  return /[a-z\p{Script=Han}]{2}/iu.test(name) && name.length <= 60 ? said(name, text) : notRecognised(text);
}

function voyageIn(text: string): Said {
  const { voyage } = parts(text);
  return voyage === null ? notSaid : said(voyage.toUpperCase(), text);
}

function voyageAlone(text: string): Said {
  const voyage = /^(?:v\.?\s*)?((?=[a-z\d-]*\d)[a-z\d-]{2,16})(?![a-z\d])/i.exec(text)?.[1];
  return voyage === undefined ? notRecognised(text) : said(voyage.toUpperCase(), text);
}
