/**
 * Every finding there is, with the values its message names. A product's name is given in both languages, so a message
 * takes `product_zh` or `product_en`.
 */
export const findingCodes = {
  // Whether the case itself can be judged
  unsettled: ['path', 'first', 'second'],
  removed_and_changed: ['path'],
  value_misfit: ['path', 'value'],
  customer_unknown: ['customer'],
  product_unknown: ['product'],
  missing_fact: ['path', 'stage'],
  house_figure_unsettled: ['figure', 'product_zh', 'product_en'],

  // Set point
  set_point_sign: ['container', 'set_point', 'due', 'product_zh', 'product_en'],
  set_point_fahrenheit: ['container', 'set_point', 'due', 'product_zh', 'product_en'],
  set_point_freezing: ['container', 'set_point', 'limit', 'product_zh', 'product_en'],
  set_point_chilling: ['container', 'set_point', 'limit', 'product_zh', 'product_en'],
  set_point_out_of_range: ['container', 'set_point', 'range', 'product_zh', 'product_en'],
  set_point_not_house: ['container', 'set_point', 'due', 'product_zh', 'product_en'],
  set_point_unknown: ['container', 'set_point', 'product_zh', 'product_en'],
  house_below_freezing: ['container', 'set_point', 'limit', 'product_zh', 'product_en'],
  house_out_of_range: ['container', 'set_point', 'range', 'product_zh', 'product_en'],

  // Fresh air and humidity
  ventilation_per_cent: ['container', 'ventilation'],
  ventilation_unit: ['container', 'ventilation'],
  ventilation_zero: ['container'],
  ventilation_closed: ['container', 'due', 'product_zh', 'product_en'],
  ventilation_open: ['container', 'ventilation', 'product_zh', 'product_en'],
  ventilation_differs: ['container', 'ventilation', 'due', 'product_zh', 'product_en'],
  ventilation_not_house: ['container', 'ventilation', 'due', 'product_zh', 'product_en'],
  ventilation_unknown: ['container', 'ventilation', 'product_zh', 'product_en'],
  humidity_differs: ['container', 'humidity', 'due', 'product_zh', 'product_en'],

  // Goods that share a container
  mixed_ethylene: ['container', 'giver_zh', 'giver_en', 'taker_zh', 'taker_en', 'gives', 'feels'],
  mixed_ethylene_same_group: ['container', 'giver_zh', 'giver_en', 'taker_zh', 'taker_en'],
  mixed_ethylene_unknown: ['container', 'giver_zh', 'giver_en', 'taker_zh', 'taker_en'],
  mixed_temperature: ['container', 'giver_zh', 'giver_en', 'taker_zh', 'taker_en', 'first', 'second'],
  mixed_odour: ['container', 'giver_zh', 'giver_en', 'taker_zh', 'taker_en', 'note'],
  mixed_humidity: ['container', 'giver_zh', 'giver_en', 'taker_zh', 'taker_en', 'first', 'second'],
  mixed_group: ['container', 'giver_zh', 'giver_en', 'taker_zh', 'taker_en', 'first', 'second'],
  mixed_unknown: ['container', 'product_zh', 'product_en'],

  // What a container holds and bears
  cartons_over_house: ['container', 'cartons', 'limit', 'type', 'product_zh', 'product_en'],
  cartons_over_house_mixed: ['container', 'cartons', 'percent'],
  cartons_over_scaled: ['container', 'cartons', 'limit', 'type', 'product_zh', 'product_en'],
  cartons_over_geometry: ['container', 'cartons', 'limit', 'type', 'product_zh', 'product_en'],
  cartons_over_payload: ['container', 'weight', 'limit', 'type'],
  gross_over_payload: ['gross', 'limit', 'containers'],
  cartons_over_road_limit: ['container', 'weight', 'limit'],
  container_not_full: ['container', 'cartons', 'limit'],
  container_not_reefer: ['container', 'type'],
  container_type_unknown: ['container', 'type'],
  container_number_wrong: ['container', 'number', 'digit'],
  vgm_below_cargo: ['container', 'vgm', 'cargo'],
  vgm_differs: ['container', 'vgm', 'expected'],
  vgm_over_max: ['container', 'vgm', 'limit'],

  // Weights and sizes
  net_differs: ['net', 'due'],
  gross_differs: ['gross', 'due'],
  net_over_gross: ['net', 'gross'],
  packing_does_not_add_up: ['net', 'tare', 'gross', 'product_zh', 'product_en'],
  count_unknown: ['line', 'count', 'counts', 'product_zh', 'product_en'],

  // Sums
  line_cartons_differ: ['sum', 'cartons'],
  cartons_outside_tolerance: ['cartons', 'contract', 'tolerance', 'min', 'max'],
  container_cartons_differ: ['sum', 'cartons'],
  line_amount_differs: ['line', 'amount', 'due'],
  total_differs: ['total', 'sum', 'difference'],
  invoice_total_differs: ['total', 'sum', 'difference'],

  // Price and terms
  incoterm_unknown: ['incoterm'],
  incoterm_in_containers: ['incoterm', 'better'],
  incoterm_not_for_containers: ['incoterm', 'better'],
  incoterm_unlike_usual: ['incoterm', 'usual'],
  incoterm_place_wrong_side: ['incoterm', 'place', 'port'],
  incoterm_place_unlike_usual: ['incoterm', 'place', 'port'],
  freight_not_in_term: ['incoterm', 'freight'],
  freight_missing: ['incoterm'],
  insurance_not_in_term: ['incoterm', 'insurance'],
  insurance_missing: ['incoterm'],
  price_build_differs: ['unit_price', 'due'],
  currency_unlike_usual: ['currency', 'usual'],
  payment_unlike_usual: ['payment', 'usual'],
  credit_unlike_usual: ['credit', 'usual'],

  // The credit, its quantity and its days
  over_credit_quantity: ['quantity', 'credit', 'unit', 'difference'],
  under_credit_quantity: ['quantity', 'credit', 'unit', 'difference'],
  over_credit_amount: ['total', 'credit', 'difference'],
  tolerance_in_cartons: ['tolerance'],
  etd_after_latest_shipment: ['etd', 'latest', 'days'],
  latest_shipment_passed: ['latest', 'today'],
  latest_shipment_after_expiry: ['latest', 'expiry'],
  etd_after_expiry: ['etd', 'expiry'],
  presentation_after_expiry: ['last', 'expiry', 'days'],
  presentation_passed: ['last', 'today'],
  papers_due_late: ['due', 'last'],
  etd_after_promise: ['etd', 'promised', 'days'],
  etd_passed: ['etd', 'today'],
  sailed_in_future: ['sailed', 'today'],
  dates_reversed: ['first', 'second', 'earlier', 'later'],
  transit_over_life: ['transit', 'life', 'product_zh', 'product_en'],
  transit_near_life: ['transit', 'life', 'product_zh', 'product_en'],

  out_of_season: ['month', 'product_zh', 'product_en'],
  arrival_on_holiday: ['eta', 'holiday'],
  arrival_on_weekend: ['eta', 'weekday'],

  // The booking read back
  booking_set_point_sign: ['container', 'booked', 'due'],
  booking_set_point_fahrenheit: ['container', 'booked', 'due'],
  booking_set_point_differs: ['container', 'booked', 'due'],
  booking_ventilation_per_cent: ['booked', 'due'],
  booking_ventilation_zero: ['booked'],
  booking_ventilation_differs: ['container', 'booked', 'due'],
  booking_ventilation_unreadable: ['booked', 'due'],
  booking_humidity_differs: ['container', 'booked', 'due'],
  booking_container_type_differs: ['container', 'booked', 'due'],
  booking_container_type_unknown: ['booked'],
  booking_containers_differ: ['booked', 'due'],
  booking_etd_differs: ['booked', 'due'],
  booking_etd_after_latest: ['booked', 'latest', 'days'],
  booking_eta_differs: ['booked', 'due'],
  booking_eta_before_etd: ['booked', 'etd'],
  booking_cutoff_after_etd: ['path', 'booked', 'etd'],
  booking_vgm_cutoff_passed: ['booked', 'today'],

  // What the customer wants
  habit_broken: ['habit', 'found'],
} as const satisfies Record<string, readonly string[]>;

export type FindingCode = keyof typeof findingCodes;

/** The values that the messages of a finding may name. */
export type FindingValues<C extends FindingCode> = Readonly<Record<(typeof findingCodes)[C][number], string>>;
