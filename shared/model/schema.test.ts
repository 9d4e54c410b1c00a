import { expect, test } from 'vitest';
import type { EntityId, WorkspaceId } from '../sync/document-name.ts';
import { compartmentOf, documentOf, splitChange } from './documents.ts';
import { entityKinds, type Field } from './field.ts';
import { isPresence } from './path.ts';
import { labelKey, schema } from './schema.ts';

/** Written by hand, apart from the schema: a path that changes its compartment must change here as well. */
const commercial = {
  order: [
    'currency',
    'payment',
    'total',
    'price_fob_per_carton',
    'price_freight_total',
    'price_insurance',
    'price_exchange_rate',
    'lc_number',
    'lc_amount',
    'payment_due',
    'lc_expiry',
    'lc_presentation_days',
    'lc_partial_shipments',
    'lc_quantity',
    'lc_quantity_unit',
    'lines/*/unit_price',
    'lines/*/amount',
    'papers/*/total',
  ],
  customer: ['payment', 'currency'],
  product: [
    'price_fob_usd_per_carton',
    'costs/*/kind',
    'costs/*/amount',
    'costs/*/currency',
    'costs/*/per',
    'costs/*/remark',
  ],
  team: [],
};
const elsewhere = {
  order: [
    'eta papers_due waiting_for answer_due',
    'number customer stage position owner archived incoterm incoterm_place incoterm_edition copied_from',
    'port_of_loading port_of_discharge tolerance cartons net_kg gross_kg',
    'enquiry requested_etd promised_etd etd sailed latest_shipment booking_set_point booking_ventilation',
    'booking_number booking_humidity booking_container_type booking_containers booking_vessel booking_voyage',
    'booking_etd booking_eta booking_si_cutoff booking_si_cutoff_time booking_vgm_cutoff booking_vgm_cutoff_time',
    'booking_cy_cutoff booking_cy_cutoff_time booking_customs_cutoff booking_customs_cutoff_time',
    'lines/*/position lines/*/product lines/*/count lines/*/cartons',
    'containers/*/position containers/*/number containers/*/type containers/*/cartons containers/*/set_point',
    'containers/*/ventilation containers/*/ventilation_basis containers/*/ventilation_remark',
    'containers/*/humidity containers/*/humidity_remark',
    'instructions/*/revision instructions/*/date instructions/*/change instructions/*/acks/*/department',
    'accepted/*/reason prefilled/*/from',
    'vgm/*/container vgm/*/weight vgm/*/method',
    'papers/*/kind papers/*/date papers/*/cartons papers/*/net_kg papers/*/gross_kg papers/*/marks',
    'papers/*/port_of_loading papers/*/port_of_discharge papers/*/containers papers/*/on_board_date papers/*/freight',
  ],
  customer: [
    'name country port_of_loading port_of_discharge usual_incoterm reorder_days archived products/*/product',
    'habits/*/position habits/*/text habits/*/subject habits/*/polarity habits/*/since habits/*/source habits/*/orders',
    'habits/*/condition_field habits/*/condition_comparison habits/*/condition_value habits/*/condition_goods',
    'tolerance required_papers time_zone working_hours weekend',
    'holidays/*/date holidays/*/until holidays/*/name holidays/*/source',
    'contacts/*/position contacts/*/name contacts/*/role contacts/*/email contacts/*/phone',
    'contacts/*/wechat contacts/*/whatsapp contacts/*/remark',
  ],
  product: [
    'name_zh name_en hs commodity counts archived set_point set_point_basis set_point_remark',
    'ventilation ventilation_basis ventilation_remark humidity humidity_basis humidity_remark',
    'packings/*/position packings/*/package packings/*/net_kg packings/*/gross_kg packings/*/tare_kg',
    'packings/*/length_mm packings/*/width_mm packings/*/height_mm packings/*/cartons_40rh',
    'packings/*/cartons_20rf packings/*/cartons_per_pallet',
    'packings/*/basis packings/*/remark cultivar grade',
    'sizes/*/position sizes/*/count sizes/*/diameter_mm sizes/*/weight_g sizes/*/basis sizes/*/remark',
    'figures/*/position figures/*/name figures/*/value figures/*/basis figures/*/source figures/*/remark',
    'house/*/figure house/*/reason',
    'seasons/*/position seasons/*/origin seasons/*/months seasons/*/basis seasons/*/remark',
    'lessons/*/position lessons/*/text lessons/*/since lessons/*/orders',
  ],
  team: [
    'stages/*/name_zh stages/*/name_en stages/*/position stages/*/limit members/*/name',
    'views/*/name views/*/search views/*/position',
  ],
};
const homes = { order: 'board', customer: 'customers', product: 'products', team: 'team' } as const;

test.each(entityKinds)('every path of %s lies in the compartment it was promised to', (kind) => {
  const actual = Object.entries<Field>(schema[kind]).map(([pattern, field]) => [pattern, field.compartment]);
  const promised = [
    ...commercial[kind].map((pattern) => [pattern, 'commercial']),
    ...elsewhere[kind]
      .join(' ')
      .split(' ')
      .map((pattern) => [pattern, homes[kind]]),
  ];
  expect(actual.toSorted()).toEqual(promised.toSorted());
});

test('no path outside commercial speaks of money', () => {
  for (const kind of entityKinds)
    for (const [pattern, field] of Object.entries<Field>(schema[kind]))
      if (/price|amount|total|currency|payment|(^|\/)lc_|cost/.test(pattern))
        expect([pattern, field.compartment]).toEqual([pattern, 'commercial']);
});

test('a pattern names fields only: items go by turns with collections', () => {
  for (const kind of entityKinds)
    for (const pattern of Object.keys(schema[kind])) {
      expect(isPresence(pattern)).toBe(false);
      pattern.split('/').forEach((part, index) => expect(part === '*').toBe(index % 2 === 1));
    }
});

test('documentOf puts the price of a line beside its operational facts under the same line id', () => {
  const [workspace, order] = ['w' as WorkspaceId, 'order_x1' as EntityId];
  const at = (path: string) => documentOf(workspace, 'order', order, path);
  expect(at('lines/a1/cartons')).toBe('w/board/order_x1/facts');
  expect(at('lines/a1/unit_price')).toBe('w/commercial/order_x1/facts');
  expect(at('lines/a1')).toBe('w/board/order_x1/facts');
  expect(at('latest_shipment')).toBe('w/board/order_x1/facts');
  expect(at('lc_expiry')).toBe('w/commercial/order_x1/facts');
  expect(compartmentOf('order', 'something_newer')).toBe('board');
});

test('splitChange divides by document, and a removal goes wherever the item has fields', () => {
  const parts = splitChange('order', {
    set: { 'lines/a/cartons': '3', 'lines/a/unit_price': '1.5', currency: 'USD' },
    remove: ['lines/b', 'vgm/c'],
  });
  expect(Object.fromEntries(parts)).toEqual({
    board: { set: { 'lines/a/cartons': '3' }, remove: ['lines/b', 'vgm/c'] },
    commercial: { set: { 'lines/a/unit_price': '1.5', currency: 'USD' }, remove: ['lines/b'] },
  });
});

test('label keys leave the ids out', () => {
  expect(labelKey('order', 'instructions/*/acks/*/department')).toBe(
    'field.order.instructions.acks.department',
  );
});
