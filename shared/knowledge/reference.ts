import * as v from 'valibot';
import type { Path } from '../model/facts.ts';
import type { EntityId } from '../sync/document-name.ts';
import {
  commodityRow,
  containerRow,
  incotermRow,
  packingRow,
  sourceRow,
  type CommodityRow,
  type ContainerTypeRow,
  type IncotermRow,
  type PackingRow,
  type SourceRow,
} from './reference-raw.ts';

/** A span of exact decimals in text; `min` equals `max` where the source gives one value. */
export interface Span {
  readonly min: string;
  readonly max: string;
}

/** A figure with what it rests on. null is unknown: an answer of its own, never shown as zero or safe. */
export interface Figure<T> {
  readonly value: T | null;
  /** Codes of `Reference.source`. */
  readonly sources: readonly string[];
  /** From memory, not read in a source: shown as unverified. */
  readonly recalled: boolean;
  /** Chosen by the team in place of what the tables say. */
  readonly chosen?: ChosenFigure;
}

/** Where a figure stands that the team goes by. */
export interface ChosenFigure {
  readonly product: EntityId;
  readonly path: Path;
  readonly basis: string | null;
  readonly source: string | null;
}

export interface Commodity {
  readonly nameEn: string;
  readonly nameZh: string;
  /** °C */
  readonly temperature: Figure<Span>;
  /** % relative humidity */
  readonly humidity: Figure<Span>;
  /** m³/h per container */
  readonly ventilation: Figure<Span>;
  readonly ventilationNote: string | null;
  readonly ethyleneProduction: Figure<string>;
  readonly ethyleneSensitivity: Figure<string>;
  readonly storageLifeDays: Figure<Span>;
  /** °C */
  readonly freezingPoint: Figure<string>;
  readonly chillingSensitive: Figure<boolean>;
  /** °C */
  readonly lowestSafe: Figure<string>;
  /** % of the air inside, in the words of the table: `2-3`, `<10`. */
  readonly caOxygen: Figure<string>;
  readonly caCarbonDioxide: Figure<string>;
  readonly mixedLoadGroup: Figure<string>;
  readonly odour: Figure<string>;
  /** Whether the figures are for carriage or for storage. */
  readonly basis: string;
  readonly confidence: string;
  readonly otherValuesSeen: string | null;
  readonly setPointMayBeAtFreezing: boolean;
  readonly raw: CommodityRow;
}

export interface PackingSpec {
  readonly commodity: string;
  readonly package: string;
  readonly netKg: string | null;
  readonly grossKg: string | null;
  readonly countSizes: string | null;
  readonly outerMm: {
    readonly length: string | null;
    readonly width: string | null;
    readonly height: string | null;
  };
  readonly cartonsPerPallet: string | null;
  readonly cartons40rh: string | null;
  readonly source: string;
  readonly sourceUrl: string | null;
  readonly unverified: boolean;
  readonly note: string | null;
  readonly raw: PackingRow;
}

export interface ContainerType {
  readonly code: string;
  readonly name: string;
  readonly maxPayloadKg: string;
  readonly tareKg: string;
  /** Height up to which cargo may be stowed. */
  readonly loadLineMm: string | null;
  readonly source: string;
  /** Columns that are recalled or read into the source; every column of a container that is recalled as a whole. */
  readonly unverified: (column: keyof ContainerTypeRow) => boolean;
  readonly raw: ContainerTypeRow;
}

export interface Incoterm {
  readonly rule: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly unverified: boolean;
  readonly raw: IncotermRow;
}

/** The trade's reference data. Readers give undefined or an empty list for what it does not know. */
export interface Reference {
  readonly commodities: readonly Commodity[];
  readonly packings: readonly PackingSpec[];
  readonly containers: readonly ContainerType[];
  readonly incoterms: readonly Incoterm[];
  readonly sources: readonly SourceRow[];
  /** By its English name, which is what a product's `commodity` holds. */
  commodity(nameEn: string): Commodity | undefined;
  container(code: string): ContainerType | undefined;
  source(code: string): SourceRow | undefined;
  /** The packing specs that speak of a commodity. */
  packingsOf(nameEn: string): readonly PackingSpec[];
}

export interface RawReference {
  readonly commodities: unknown;
  readonly packing: unknown;
  readonly containers: unknown;
  readonly incoterms: unknown;
  readonly sources: unknown;
  /** Which commodity each name in the packing table means; the tables name things differently. */
  readonly packingCommodities: unknown;
}

/** Takes the parsed JSON of the tables; throws when one of them is not what the repository promises. */
export function readReference(raw: RawReference): Reference {
  const commodities = v.parse(v.array(commodityRow), raw.commodities).map(readCommodity);
  const packings = v.parse(v.array(packingRow), raw.packing).map(readPacking);
  const containers = v.parse(v.array(containerRow), raw.containers).map(readContainer);
  const incoterms = v.parse(v.array(incotermRow), raw.incoterms).map(readIncoterm);
  const sources = v.parse(v.array(sourceRow), raw.sources);
  const links = v.parse(v.record(v.string(), v.string()), raw.packingCommodities);
  return {
    commodities,
    packings,
    containers,
    incoterms,
    sources,
    commodity: (nameEn) => commodities.find((one) => one.nameEn === nameEn),
    container: (code) => containers.find((one) => one.code === code),
    source: (code) => sources.find((one) => one.code === code),
    packingsOf: (nameEn) => packings.filter((one) => links[one.commodity] === nameEn),
  };
}

/** What a commodity's columns are called in `field_sources`. */
const sourceWords = {
  temperature: /^temp/,
  humidity: /^(rh|dehumidification)/,
  ventilation: /^vent/,
  ethyleneProduction: /^(ethylene(?! limit)|produces ethylene)/,
  ethyleneSensitivity: /^(ethylene$|sensitivity|bitterness)/,
  storageLife: /^life/,
  freezingPoint: /^freeze/,
  chilling: /^chilling/,
  ca: /^CA$/,
  group: /^group/,
  odour: /^odour/,
} as const;
type FigureName = keyof typeof sourceWords;

/** What is named in `recalled_fields` without 'not found'. */
const recalledWords: Partial<Record<FigureName, RegExp>> = {
  ethyleneProduction: /ethylene/,
  ethyleneSensitivity: /ethylene/,
  // An odour rule says what may share a container, so it stands in the group.
  group: /group|odour rule/,
  odour: /odour/,
};

function readCommodity(row: CommodityRow): Commodity {
  const figure = <T>(name: FigureName, value: T | null): Figure<T> => {
    const recalled = value !== null && isRecalled(row.recalled_fields ?? '', name);
    return { value, sources: recalled ? [] : sourcesOf(row.field_sources, name), recalled };
  };
  return {
    nameEn: row.name_en,
    nameZh: row.name_zh,
    temperature: figure('temperature', span(row.temperature_min_c, row.temperature_max_c)),
    humidity: figure('humidity', span(row.relative_humidity_min, row.relative_humidity_max)),
    ventilation: figure('ventilation', span(row.ventilation_m3h_min, row.ventilation_m3h_max)),
    ventilationNote: row.ventilation_note ?? null,
    ethyleneProduction: figure('ethyleneProduction', row.ethylene_production ?? null),
    ethyleneSensitivity: figure('ethyleneSensitivity', row.ethylene_sensitivity ?? null),
    storageLifeDays: figure('storageLife', span(row.storage_life_days_min, row.storage_life_days_max)),
    freezingPoint: figure('freezingPoint', row.freezing_point_c ?? null),
    chillingSensitive: figure('chilling', row.chilling_sensitive ? row.chilling_sensitive === 'y' : null),
    lowestSafe: figure('chilling', row.lowest_safe_temp_c ?? null),
    caOxygen: figure('ca', row.ca_o2_pct ?? null),
    caCarbonDioxide: figure('ca', row.ca_co2_pct ?? null),
    mixedLoadGroup: figure('group', row.mixed_load_group ?? null),
    odour: figure('odour', row.odour_note ?? null),
    basis: row.value_basis,
    confidence: row.confidence,
    otherValuesSeen: row.other_values_seen ?? null,
    setPointMayBeAtFreezing: row.setpoint_may_be_at_freezing_point === 'y',
    raw: row,
  };
}

/** One end alone is that end twice: a table that prints a maximum only says no more. */
function span(min: string | undefined, max: string | undefined): Span | null {
  const [low, high] = [min ?? max, max ?? min];
  return low === undefined || high === undefined ? null : { min: low, max: high };
}

/** `CHB[temp,rh]; BOG[freeze]` gives CHB for the temperature. */
function sourcesOf(fieldSources: string, name: FigureName): readonly string[] {
  const codes: string[] = [];
  for (const [, code = '', words = ''] of fieldSources.matchAll(/(\w+)\[([^\]]*)\]/g)) {
    const named = words.split(',').map((word) => word.trim());
    if (named.some((word) => word === 'all' || sourceWords[name].test(word))) codes.push(code);
  }
  return codes;
}

function isRecalled(recalledFields: string, name: FigureName): boolean {
  if (recalledFields === '' || recalledFields.includes('not found')) return false;
  return recalledWords[name]?.test(recalledFields) ?? false;
}

function readPacking(row: PackingRow): PackingSpec {
  return {
    commodity: row.commodity,
    package: row.package,
    netKg: row.net_kg ?? null,
    grossKg: row.gross_kg ?? null,
    countSizes: row.count_sizes ?? null,
    outerMm: { length: row.dim_l_mm ?? null, width: row.dim_w_mm ?? null, height: row.dim_h_mm ?? null },
    cartonsPerPallet: row.cartons_per_pallet ?? null,
    cartons40rh: row.cartons_40RH ?? null,
    source: row.source,
    sourceUrl: row.source_url ?? null,
    unverified: row.status === 'UNVERIFIED',
    note: row.note ?? null,
    raw: row,
  };
}

/** Figures that are unverified in every row: read into the source or recalled from brochures. */
const alwaysUnverified = new Set<keyof ContainerTypeRow>(['fresh_air_range_m3h', 'red_load_line_height_mm']);

function readContainer(row: ContainerTypeRow): ContainerType {
  const recalled = (row.recalled_fields ?? '').split(/[;,\s]+/);
  return {
    code: row.code,
    name: row.name,
    maxPayloadKg: row.max_payload_kg,
    tareKg: row.tare_kg,
    loadLineMm: row.red_load_line_height_mm ?? null,
    source: row.source,
    unverified: (column) =>
      recalled.includes('all') ||
      recalled.includes(column) ||
      (alwaysUnverified.has(column) && row[column] !== undefined && row[column] !== 'none'),
    raw: row,
  };
}

function readIncoterm(row: IncotermRow): Incoterm {
  return {
    rule: row.rule,
    nameEn: row.name_en,
    nameZh: row.name_zh,
    unverified: row.verification.includes('recalled'),
    raw: row,
  };
}
