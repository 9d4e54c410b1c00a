/** What of an order a habit's condition can speak of. */
export const conditionFields = [
  /** The size, count or grade of a line. */
  'count',
  /** The smaller end of a line's size, with its unit: `5.5 cm`. */
  'count_from',
  /** The larger end of it. */
  'count_to',
  /** Per cent of the cartons in a size: `113`, then `40`. */
  'share',
  'set_point',
  /** `closed` or m³/h. */
  'ventilation',
  /** The booking's own word for the vents. */
  'booking_ventilation',
  /** `carton`, `mesh_bag`, `basket`, `crate`. */
  'package',
  /** kg */
  'net_per_carton',
  /** `yes` where goods share a container. */
  'mixed_load',
  /** Cartons above what credit or contract say. */
  'over_delivery',
  /** Per cent of the quantity, both ways. */
  'tolerance',
  'presentation_days',
  'currency',
  'incoterm',
  'container_type',
  /** 1 for Monday to 7 for Sunday. */
  'etd_weekday',
  'eta_weekday',
] as const;
export type ConditionField = (typeof conditionFields)[number];

export const comparisons = ['is', 'is_not', 'one_of', 'none_of', 'at_least', 'at_most', 'between'] as const;
export type Comparison = (typeof comparisons)[number];
