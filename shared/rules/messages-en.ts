import type { FindingCode } from './finding-codes.ts';

/** What each finding says, in English. */
export const messagesEn: Readonly<Record<FindingCode, string>> = {
  unsettled: '{path} has two values, {first} and {second}: settle it first',
  removed_and_changed: '{path} was removed by one and changed by another: settle it first',
  value_misfit: '{path} cannot be "{value}"',
  customer_unknown: 'nothing is known of customer {customer}: habits were not checked',
  product_unknown: 'nothing is known of product {product}: temperature, load and weight were not checked',
  missing_fact: '{path} is missing: needed before the order comes to {stage}',
  house_figure_unsettled:
    'which {figure} of {product_en} the team goes by is not settled; the reference tables judge until then',

  set_point_sign:
    'container {container}: {set_point} °C has the wrong sign, {product_en} travels at {due} °C',
  set_point_fahrenheit:
    'container {container}: {set_point} looks like °F taken for °C or the reverse, {product_en} travels at {due} °C',
  set_point_freezing:
    'container {container}: {set_point} °C is below the freezing point of {product_en}, {limit} °C',
  set_point_chilling:
    'container {container}: {set_point} °C is below the lowest safe temperature of {product_en}, {limit} °C',
  set_point_out_of_range: 'container {container}: {set_point} °C is outside {range} °C for {product_en}',
  set_point_not_house:
    'container {container}: {set_point} °C is not the house figure for {product_en}, {due} °C',
  set_point_unknown:
    'container {container}: {set_point} °C cannot be checked, no temperature is known for {product_en}',
  house_below_freezing:
    'container {container}: {set_point} °C is the house figure for {product_en}, below the published freezing point {limit} °C; the house figure stands',
  house_out_of_range:
    'container {container}: {set_point} °C is the house figure for {product_en}, published are {range} °C; the house figure stands',

  ventilation_per_cent: 'container {container}: ventilation in per cent ({ventilation}); book m³/h or CLOSED',
  ventilation_unit: 'container {container}: ventilation "{ventilation}" is not m³/h nor CLOSED',
  ventilation_zero: 'container {container}: ventilation 0; shut vents are written CLOSED',
  ventilation_closed: 'container {container}: vents closed, but {product_en} needs {due} m³/h of fresh air',
  ventilation_open: 'container {container}: {ventilation} m³/h, but vents must be CLOSED for {product_en}',
  ventilation_differs: 'container {container}: {ventilation} m³/h, but {product_en} needs {due} m³/h',
  ventilation_not_house:
    'container {container}: ventilation {ventilation} is not the house figure for {product_en}, {due}, but within the published range',
  ventilation_unknown:
    'container {container}: ventilation {ventilation} cannot be checked, none is known for {product_en}',
  humidity_differs: 'container {container}: humidity {humidity} %, but {product_en} needs {due} %',

  mixed_ethylene:
    'container {container}: {giver_en} gives ethylene ({gives}) and {taker_en} is harmed by it ({feels}): not compatible',
  mixed_ethylene_same_group:
    'container {container}: {giver_en} gives ethylene, {taker_en} feels it, but both are of one mixed-load group',
  mixed_ethylene_unknown:
    'container {container}: ethylene of {giver_en} or {taker_en} is not known: ask before mixing',
  mixed_temperature:
    'container {container}: no temperature suits both {giver_en} ({first} °C) and {taker_en} ({second} °C)',
  mixed_odour: 'container {container}: {giver_en} and {taker_en} taint each other ({note})',
  mixed_humidity:
    'container {container}: no humidity suits both {giver_en} ({first} %) and {taker_en} ({second} %)',
  mixed_group:
    'container {container}: {giver_en} ({first}) and {taker_en} ({second}) are of different mixed-load groups',
  mixed_unknown: 'container {container}: too little is known of {product_en} to say whether it may be mixed',

  cartons_over_house: 'container {container}: {cartons} cartons, but a {type} holds {limit} of {product_en}',
  cartons_over_house_mixed:
    'container {container}: {cartons} cartons fill {percent} % of it by the figures of their products',
  cartons_over_scaled:
    'container {container}: {cartons} cartons of {product_en}, but by its volume a {type} holds about {limit}',
  cartons_over_geometry:
    'container {container}: {cartons} cartons of {product_en}, but {limit} fit below the load line of a {type}',
  cartons_over_payload: 'container {container}: cargo of {weight} kg, but a {type} bears {limit} kg',
  gross_over_payload: 'gross weight {gross} kg, but {containers} containers bear {limit} kg',
  cartons_over_road_limit: 'container {container}: cargo of {weight} kg, but the road allows {limit} kg',
  container_not_full: 'container {container}: {cartons} cartons where {limit} fit',
  container_not_reefer: 'container {container}: {type} is a dry container, the goods need cooling',
  container_type_unknown: 'container {container}: nothing is known of type {type}, the load was not checked',
  container_number_wrong: 'container {container}: the check digit of {number} should be {digit}',
  vgm_below_cargo: 'container {container}: VGM {vgm} kg is less than the cargo of {cargo} kg',
  vgm_differs: 'container {container}: VGM {vgm} kg, but cargo and tare make {expected} kg',
  vgm_over_max: 'container {container}: VGM {vgm} kg, but the container may weigh {limit} kg',

  net_differs: 'net weight {net} kg, but the cartons make {due} kg',
  gross_differs: 'gross weight {gross} kg, but the cartons make {due} kg',
  net_over_gross: 'net weight {net} kg is more than gross weight {gross} kg',
  packing_does_not_add_up: '{product_en}: net {net} + tare {tare} is not gross {gross} kg',
  count_unknown: 'line {line}: {count} is not a size of {product_en} ({counts})',

  line_cartons_differ: 'the lines add up to {sum} cartons, the order says {cartons}',
  cartons_outside_tolerance:
    '{cartons} cartons, but the contract has {contract} and its tolerance {tolerance} allows {min}–{max}',
  container_cartons_differ: 'the containers add up to {sum} cartons, the order says {cartons}',
  line_amount_differs: 'line {line}: amount {amount}, but cartons × price = {due}',
  total_differs: 'the total {total} is not the sum of the lines, {sum} (difference {difference})',
  invoice_total_differs:
    'the invoice total {total} is not the sum of the lines, {sum} (difference {difference})',

  incoterm_unknown: '"{incoterm}" is not an Incoterm',
  incoterm_in_containers: '{incoterm} is common for containers; the ICC recommends {better}',
  incoterm_not_for_containers: '{incoterm} does not suit containers; use {better}',
  incoterm_unlike_usual: '{incoterm}, but the customer usually buys {usual}',
  incoterm_place_wrong_side: '{incoterm} names a place on the side of {port}, not {place}',
  incoterm_place_unlike_usual: '{incoterm} {place}, but the customer usually takes {port}',
  freight_not_in_term: 'under {incoterm} the buyer pays the freight, but the price contains {freight}',
  freight_missing: 'under {incoterm} the seller pays the freight, but the price contains none',
  insurance_not_in_term: '{incoterm} contains no insurance, but the price contains {insurance}',
  insurance_missing: 'under {incoterm} the seller insures, but the price contains no insurance',
  price_build_differs: 'unit price {unit_price}, but FOB, freight, insurance and exchange rate make {due}',
  currency_unlike_usual: '{currency}, but the customer usually pays in {usual}',
  payment_unlike_usual: 'payment "{payment}", but the customer usually pays "{usual}"',
  credit_unlike_usual: 'letter of credit {credit}, but the customer usually pays "{usual}"',

  over_credit_quantity:
    '{quantity} {unit}, but the credit says {credit} {unit}: {difference} {unit} more than it allows',
  under_credit_quantity:
    '{quantity} {unit}, but the credit says {credit} {unit}: {difference} {unit} less than it allows',
  over_credit_amount: 'the amount {total} is over the {credit} the credit pays, by {difference}',
  tolerance_in_cartons:
    'the credit counts cartons, so there is no 5 % tolerance, but the order says "{tolerance}"',
  etd_after_latest_shipment: 'sailing {etd} is {days} days after the latest shipment date {latest}',
  latest_shipment_passed: 'the latest shipment date {latest} has passed (today {today}) without a sailing',
  latest_shipment_after_expiry: 'latest shipment {latest} is after the expiry of the credit, {expiry}',
  etd_after_expiry: 'sailing {etd} is after the expiry of the credit, {expiry}',
  presentation_after_expiry:
    '{days} days after shipment is {last}, but the credit expires {expiry}: papers must be there by then',
  presentation_passed: 'the last day to present, {last}, has passed (today {today})',
  papers_due_late: 'papers are due {due}, but the last day to present is {last}',
  etd_after_promise: 'sailing {etd} is {days} days after the promised {promised}',
  etd_passed: 'the sailing day {etd} has passed (today {today}) and no sailing is entered',
  sailed_in_future: 'sailed {sailed} lies after today ({today})',
  dates_reversed: '{earlier} {first} is after {later} {second}',
  transit_over_life: '{transit} days at sea, but {product_en} keeps {life} days',
  transit_near_life: '{transit} days at sea, and {product_en} may keep only {life} days',
  out_of_season: '{product_en} is not in season in month {month}: ask whether there are goods',
  arrival_on_holiday: 'arrives {eta}, a holiday of the customer ({holiday})',
  arrival_on_weekend: 'arrives {eta}, a {weekday}, when the customer does not work',

  booking_set_point_sign:
    'container {container}: booked at {booked} °C, instructed {due} °C: the sign is wrong',
  booking_set_point_fahrenheit:
    'container {container}: booked at {booked}, instructed {due} °C: °F taken for °C or the reverse',
  booking_set_point_differs: 'container {container}: booked at {booked} °C, instructed {due} °C',
  booking_ventilation_per_cent: 'booked ventilation is in per cent ({booked}), instructed {due}',
  booking_ventilation_zero: 'booked ventilation is {booked}; shut vents are written CLOSED',
  booking_ventilation_differs: 'container {container}: booked ventilation {booked}, instructed {due}',
  booking_ventilation_unreadable: 'booked ventilation "{booked}" cannot be read, instructed {due}',
  booking_humidity_differs: 'container {container}: booked humidity {booked}, instructed {due} %',
  booking_container_type_differs: 'container {container}: booked a {booked}, instructed a {due}',
  booking_container_type_unknown: 'booked type "{booked}" is not known, so it was not compared',
  booking_containers_differ: '{booked} containers booked, the order has {due}',
  booking_etd_differs: 'booked to sail {booked}, the order says {due}',
  booking_etd_after_latest: 'booked to sail {booked}, {days} days after the latest shipment date {latest}',
  booking_eta_differs: 'booked to arrive {booked}, the order says {due}',
  booking_eta_before_etd: 'booked to arrive {booked}, before sailing {etd}',
  booking_cutoff_after_etd: '{path} {booked} is after sailing {etd}',
  booking_vgm_cutoff_passed: 'VGM cut-off {booked} has passed (today {today}) and no VGM is entered',

  habit_broken: "the customer's habit: {habit} — here it is {found}",
};
