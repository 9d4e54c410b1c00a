/**
 * Figures that several sources give differently, each with its unit and its form. Set point, fresh air and humidity have
 * a field of their own besides, which is what a booking says; what stands here is the range that it may lie in.
 */
export const figureNames = [
  'temperature',
  'pulp_temperature',
  'ventilation',
  'humidity',
  'dehumidification',
  'ca_o2',
  'ca_co2',
  'storage_life',
  'freezing_point',
  'lowest_safe',
  'ethylene_production',
  'ethylene_sensitivity',
  'odour',
  'mixed_load_group',
] as const;
export type FigureName = (typeof figureNames)[number];
