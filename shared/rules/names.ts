import { patternOf } from '../model/path.ts';
import { defaultStages } from '../model/stages.ts';

export type Language = 'zh' | 'en';

/** What people call the fields that findings speak of. */
const fieldNames: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'entity/*': ['这一单', 'this order'],
  number: ['单号', 'number'],
  customer: ['客户', 'customer'],
  stage: ['阶段', 'stage'],
  incoterm: ['贸易术语', 'Incoterm'],
  incoterm_place: ['术语地点', 'place of the term'],
  tolerance: ['溢短装', 'tolerance'],
  cartons: ['箱数', 'cartons'],
  net_kg: ['净重', 'net weight'],
  gross_kg: ['毛重', 'gross weight'],
  enquiry: ['询价日', 'enquiry'],
  requested_etd: ['客户要的船期', 'requested sailing'],
  promised_etd: ['答应的船期', 'promised sailing'],
  etd: ['船期', 'ETD'],
  sailed: ['实际开船日', 'sailed'],
  latest_shipment: ['最迟装运', 'latest shipment'],
  eta: ['预计到港', 'ETA'],
  papers_due: ['交单期限', 'papers due'],
  booking_set_point: ['订舱温度', 'booked set point'],
  booking_ventilation: ['订舱通风', 'booked ventilation'],
  booking_number: ['订舱号', 'booking number'],
  booking_humidity: ['订舱湿度', 'booked humidity'],
  booking_container_type: ['订舱柜型', 'booked container type'],
  booking_containers: ['订舱柜量', 'booked containers'],
  booking_vessel: ['船名', 'vessel'],
  booking_voyage: ['航次', 'voyage'],
  booking_etd: ['订舱船期', 'booked sailing'],
  booking_eta: ['订舱到港', 'booked arrival'],
  booking_si_cutoff: ['截单', 'SI cut-off'],
  booking_vgm_cutoff: ['截 VGM', 'VGM cut-off'],
  booking_cy_cutoff: ['截港', 'CY cut-off'],
  booking_customs_cutoff: ['截关', 'customs cut-off'],
  currency: ['币种', 'currency'],
  payment: ['付款', 'payment'],
  total: ['合同金额', 'total'],
  price_fob_per_carton: ['每箱 FOB', 'FOB price'],
  price_freight_total: ['运费合计', 'freight'],
  price_insurance: ['保险', 'insurance'],
  price_exchange_rate: ['汇率', 'exchange rate'],
  lc_amount: ['信用证金额', 'L/C amount'],
  lc_expiry: ['效期', 'expiry of the credit'],
  lc_presentation_days: ['交单天数', 'days to present'],
  lc_partial_shipments: ['分批装运', 'partial shipments'],
  lc_quantity: ['信用证数量', 'L/C quantity'],
  lc_quantity_unit: ['数量单位', 'unit of the credit'],
  lines: ['货物明细', 'lines'],
  'lines/*': ['货物明细', 'line'],
  'lines/*/product': ['品名', 'product'],
  'lines/*/count': ['规格', 'size'],
  'lines/*/cartons': ['箱数', 'cartons'],
  'lines/*/unit_price': ['单价', 'unit price'],
  'lines/*/amount': ['金额', 'amount'],
  containers: ['柜子', 'containers'],
  'containers/*': ['柜子', 'container'],
  'containers/*/number': ['柜号', 'container number'],
  'containers/*/type': ['柜型', 'container type'],
  'containers/*/cartons': ['柜内箱数', 'cartons of the container'],
  'containers/*/set_point': ['设定温度', 'set point'],
  'containers/*/ventilation': ['通风', 'fresh air'],
  'containers/*/humidity': ['湿度', 'humidity'],
  instructions: ['指令', 'instruction'],
  vgm: ['VGM', 'VGM'],
  'vgm/*/weight': ['VGM', 'VGM'],
  papers: ['单据', 'papers'],
};

/** What a path is called; the path itself where it has no name. */
export function fieldName(path: string, language: Language): string {
  const names = fieldNames[patternOf(path)];
  return names === undefined ? path : names[language === 'zh' ? 0 : 1];
}

/** What a stage of the usual way is called; its id where it is the team's own. */
export function stageName(id: string, language: Language): string {
  const stage = defaultStages.find((one) => one.id === id);
  if (!stage) return id;
  return language === 'zh' ? stage.nameZh : stage.nameEn;
}

/** What the stage after one of the usual way is called: what stands there is needed to come into it. */
export function nextStageName(id: string, language: Language): string {
  const at = defaultStages.findIndex((one) => one.id === id);
  const next = at < 0 ? undefined : defaultStages[at + 1];
  return stageName(next?.id ?? id, language);
}

/** What the reference tables say of ethylene, in Chinese. */
const levels: Readonly<Record<string, string>> = {
  'very high': '很高',
  high: '高',
  none: '不放或不怕',
  medium: '中等',
  moderate: '中等',
  low: '低',
  'very low': '很低',
  'low (but ethylene makes it bitter)': '遇乙烯发苦',
};

/** A level of the reference tables; in their own words where there is no other for it. */
export function levelName(level: string, language: Language): string {
  return language === 'zh' ? (levels[level] ?? level) : level;
}

const weekdayNames: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  mon: ['周一', 'Monday'],
  tue: ['周二', 'Tuesday'],
  wed: ['周三', 'Wednesday'],
  thu: ['周四', 'Thursday'],
  fri: ['周五', 'Friday'],
  sat: ['周六', 'Saturday'],
  sun: ['周日', 'Sunday'],
};

/** What a day of the week is called; the text itself where it is none. */
export function weekdayName(day: string, language: Language): string {
  return weekdayNames[day]?.[language === 'zh' ? 0 : 1] ?? day;
}
