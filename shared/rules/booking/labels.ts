import type { BookingField } from './said.ts';

/** What a label announces; `vessel_voyage` is both, and `other` ends the value before it. */
export type Label = BookingField | 'vessel_voyage' | 'other';

/** A stretch of the text behind a label. */
export interface Labelled {
  readonly label: Label;
  readonly text: string;
  /** The label and what stands behind it, as written. */
  readonly whole: string;
  /** Nothing stands between label and text, not even a space. */
  readonly glued: boolean;
  /** A colon, a column or a line stands between them: it is no word of a sentence. */
  readonly apart: boolean;
}

const cut =
  '(?:cut[ -]?off|cutoff|closing|close|cls|deadline|due|截止)(?: ?(?:date|time|date ?/ ?time|date & time|d/t))?';
const time = '(?:时间|日期|日)?';

const labels: readonly (readonly [Label, string])[] = [
  [
    'booking_number',
    "(?:carrier'?s? )?(?:booking|bkg) ?(?:confirmation )?(?:no|nr|num(?:ber)?|ref(?:erence)?|#)(?:\\.? ?no)?|booking confirmation(?= ?[:#])|s/o ?(?:no|number)?(?= ?[.:#])|订舱(?:确认)?号码?|订舱编号|订舱单号",
  ],
  [
    'booking_set_point',
    '(?:required |carrying |carriage |reefer |cargo |container )?temp(?:erature)?(?:[ .]*(?:settings?|set(?: ?point)?|range|required|requirement))?|set ?points?(?: temp(?:erature)?)?|设定?温度?|(?:冷柜|柜|箱|货物)?温度(?:设定|设置|要求)?|柜温|箱温',
  ],
  [
    'booking_ventilation',
    '(?:air )?vent(?:ilation|s|ing)?(?: ?(?:settings?|rate|opening|required))?|fresh ?air(?: ?(?:exchange|setting|rate|vents?))?|air exchange(?: rate)?|通风(?:口|量|要求|设定|设置)?|新风量?|换气量?',
  ],
  [
    'booking_humidity',
    '(?:relative |rel\\.? )?(?:de)?humid(?:ity|ification|ifier|ify)?(?: ?(?:settings?|set|control))?|rh ?%|rh(?= ?[:=] ?\\d|\\s+\\d{2}(?: ?- ?\\d{2})? ?%)|相对湿度|(?:除湿|湿度)(?:设定|设置|要求)?',
  ],
  [
    'booking_containers',
    '(?:no|number|qty|quantity)\\.? ?of (?:containers?|units?|cntrs?|eqp?t?)|(?:container|cntr|equipment|unit)s? ?(?:qty|quantity|count)|柜量|箱量|柜数|箱数量',
  ],
  [
    'vessel_voyage',
    '(?:(?:ocean|mother|intended|main) )?(?:vessel|vsl)(?: name)?(?: ?[/&,+-] ?| and )(?:voy(?:age)?|vvd)\\.?(?: ?(?:no|number))?|船名 ?[/、,&及和]? ?航次',
  ],
  ['booking_vessel', '(?:(?:ocean|mother|intended|main) )?(?:vessel|vsl)(?: name)?|船名'],
  ['booking_voyage', 'voy(?:age)?\\.?(?: ?(?:no|number|ref))?|航次号?'],
  [
    'booking_etd',
    'etd|ets|est(?:imated|\\.)? (?:time of )?(?:departure|sailing)(?: date)?|(?:departure|sailing) date|预计(?:开航|开船|离港)(?:时间|日期|日)?|开航(?:时间|日期|日)|开船(?:时间|日期|日)|船期|离港(?:时间|日期|日)',
  ],
  [
    'booking_eta',
    'eta|est(?:imated|\\.)? (?:time of )?arrival(?: date)?|arrival date|预计(?:到港|抵港|到达)(?:时间|日期|日)?|到港(?:时间|日期|日)|抵港(?:时间|日期|日)',
  ],
  [
    'booking_si_cutoff',
    `(?:si|s/i|shipping instructions?|doc(?:s|uments?|umentation)?)(?: ?submission)? ?${cut}|(?:si |提单)?截单${time}|si ?截止${time}|截补料${time}|补料截止${time}`,
  ],
  ['booking_vgm_cutoff', `(?:e-?)?vgm ?(?:submission )?${cut}|截 ?vgm${time}|vgm ?截(?:止|单)?${time}`],
  [
    'booking_cy_cutoff',
    `(?:(?:reefer )?cy|port|terminal|gate[ -]?in|cargo|full container(?: delivery)?|reefer) ?${cut}|截(?:港|重|柜)${time}|进港截止${time}|集港截止${time}`,
  ],
  [
    'booking_customs_cutoff',
    `customs?(?: clearance| release)? ?${cut}|(?:海关)?截关${time}|(?:海关)?放行截止${time}|截放行(?:条)?${time}`,
  ],
  [
    'other',
    '(?:pulp|pre-?cool(?:ing|ed)?|ambient|core|return(?: air)?) temp(?:erature)?|(?:果肉|果心|预冷)温度|shipper|consignee|commodity|cargo description|pol|pod|port of (?:loading|discharge)|place of (?:receipt|delivery)|origin|destination|weight|gross weight|remarks?|terminal|carrier|service|pick[ -]?up|empty (?:pick|release)[a-z -]*|genset|drain(?: holes?)?|atmosphere|o2|co2|t/s(?: port)?|起运港|装货港|目的港|卸货港|品名|备注|船公司|提箱|还箱|码头',
  ],
];
const all = labels.map(
  ([label, words]) => [label, new RegExp(`(?<![a-z\\d])(?:${words})(?![a-z\\d])`, 'gi')] as const,
);

interface Found {
  readonly label: Label;
  readonly from: number;
  readonly to: number;
}

/** Labels of a line from left to right; of two that overlap the one that begins first, then the longer. */
function labelsIn(line: string): readonly Found[] {
  const found = all
    .flatMap(([label, pattern]) =>
      [...line.matchAll(pattern)].map(({ 0: { length }, index }) => ({
        label,
        from: index,
        to: index + length,
      })),
    )
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const apart: Found[] = [];
  for (const one of found) if (one.from >= (apart.at(-1)?.to ?? 0)) apart.push(one);
  return apart;
}

/** Behind a label: a remark in brackets without figures but those of a unit, then what joins it to its value. */
const joint = /^(?:\s*\((?:[^()\d]|m\^?3)*\))?(?:\s*(?:[:=#]|\||\.(?=\s|$|:)|is\b|为|是)+)?\s*/i;
const columns = /\t+|\s{3,}|\s*\|\s*/;

/** Everything that stands behind a label, on its line, in its column of the next line, or on the next line. */
export function labelled(text: string): readonly Labelled[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const found = labelsIn(line);
    const values = found.map(({ label, from, to }, index): Labelled => {
      const behind = line.slice(to, found[index + 1]?.from ?? line.length);
      const between = joint.exec(behind)?.[0] ?? '';
      return {
        label,
        text: trimmed(behind.slice(between.length)),
        whole: trimmed(line.slice(from, found[index + 1]?.from ?? line.length)),
        glued: between === '',
        apart: /[:=#|\t]|\s{2,}|[为是]/.test(between) || line.slice(0, from).trim() === '',
      };
    });
    const next = lines.slice(at + 1).find((one) => one.trim() !== '') ?? '';
    const below = labelsIn(next).length > 0 ? '' : next.trim();
    const cells = below.split(columns).filter(Boolean);
    const bare = values.every(({ text: value }) => value === '');
    return values.map((one, index): Labelled => {
      if (one.text !== '' || below === '') return one;
      if (bare && values.length > 1)
        return {
          ...one,
          glued: false,
          apart: true,
          text: cells.length === values.length ? (cells[index] ?? '') : '',
        };
      return index === values.length - 1 ? { ...one, glued: false, apart: true, text: below } : one;
    });
  });
}

function trimmed(text: string): string {
  return text.replace(/^[\s:;,，；|]+|[\s:;,，；/|([]+$/g, '');
}
