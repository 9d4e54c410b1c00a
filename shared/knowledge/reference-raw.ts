import * as v from 'valibot';

/**
 * The reference tables as they lie in `reference/`: every cell of the tables in `source/` as text, empty cells left
 * out, no figure changed. `reference.ts` reads them into types.
 */
const cell = v.optional(v.string());

export const commodityRow = v.object({
  name_en: v.string(),
  name_zh: v.string(),
  temperature_min_c: cell,
  temperature_max_c: cell,
  relative_humidity_min: cell,
  relative_humidity_max: cell,
  ventilation_m3h_min: cell,
  ventilation_m3h_max: cell,
  ventilation_note: cell,
  ethylene_production: cell,
  ethylene_sensitivity: cell,
  storage_life_days_min: cell,
  storage_life_days_max: cell,
  freezing_point_c: cell,
  chilling_sensitive: cell,
  lowest_safe_temp_c: cell,
  chilling_basis: cell,
  ca_o2_pct: cell,
  ca_co2_pct: cell,
  mixed_load_group: cell,
  odour_note: cell,
  field_sources: v.string(),
  source: v.string(),
  source_url: cell,
  other_values_seen: cell,
  recalled_fields: cell,
  confidence: v.string(),
  value_basis: v.string(),
  producer_flag_conservative: v.picklist(['y', 'n', 'unknown']),
  sensitive_flag_conservative: v.picklist(['y', 'n', 'unknown']),
  setpoint_may_be_at_freezing_point: v.picklist(['y', 'n']),
});
export type CommodityRow = v.InferOutput<typeof commodityRow>;

export const packingRow = v.object({
  commodity: v.string(),
  package: v.string(),
  net_kg: cell,
  gross_kg: cell,
  count_sizes: cell,
  dim_l_mm: cell,
  dim_w_mm: cell,
  dim_h_mm: cell,
  palletised: v.optional(v.picklist(['y', 'n'])),
  cartons_per_pallet: cell,
  cartons_20RF: cell,
  cartons_40RH: cell,
  net_t_40RH: cell,
  source: v.string(),
  source_url: cell,
  status: v.picklist(['found', 'UNVERIFIED']),
  note: cell,
  calc_floor_40RH_geometry: cell,
  calc_40RH_payload: cell,
  calc_pallet_20x: cell,
});
export type PackingRow = v.InferOutput<typeof packingRow>;

export const containerRow = v.object({
  code: v.string(),
  name: v.string(),
  iso_size_type: v.string(),
  internal_length_mm: v.string(),
  internal_width_mm: v.string(),
  internal_height_mm: v.string(),
  red_load_line_height_mm: cell,
  door_width_mm: v.string(),
  door_height_mm: v.string(),
  volume_m3: v.string(),
  max_gross_kg: v.string(),
  tare_kg: v.string(),
  max_payload_kg: v.string(),
  eur_pallets_1200x800: cell,
  std_pallets_1200x1000: cell,
  fresh_air_range_m3h: v.string(),
  source: v.string(),
  source_url: cell,
  other_values_seen: cell,
  recalled_fields: cell,
  note: cell,
});
export type ContainerTypeRow = v.InferOutput<typeof containerRow>;

export const incotermRow = v.object({
  rule: v.string(),
  name_en: v.string(),
  name_zh: v.string(),
  mode: v.picklist(['any', 'sea']),
  named_place: v.string(),
  risk_passes_when: v.string(),
  risk_place: v.string(),
  goods_cost: v.string(),
  export_packing: v.string(),
  load_at_seller: v.string(),
  precarriage: v.string(),
  export_clearance: v.string(),
  origin_terminal: v.string(),
  load_on_board: v.string(),
  main_freight: v.string(),
  insurance: v.string(),
  unload_or_dest_terminal: v.string(),
  oncarriage: v.string(),
  import_clearance: v.string(),
  import_duty_vat: v.string(),
  unload_at_buyer: v.string(),
  insurance_duty: v.string(),
  quote_formula: v.string(),
  container_ok: v.string(),
  transport_doc_usual: v.string(),
  source: v.string(),
  source_url: cell,
  verification: v.string(),
});
export type IncotermRow = v.InferOutput<typeof incotermRow>;

export const sourceRow = v.object({
  code: v.string(),
  title: v.string(),
  url: cell,
  kind: v.string(),
  reliability_note: cell,
});
export type SourceRow = v.InferOutput<typeof sourceRow>;
