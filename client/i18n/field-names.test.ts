import { expect, test } from 'vitest';
import { schema } from '../../shared/model/schema.ts';
import { fieldName } from '../../shared/rules/names.ts';
import { enFields } from './en-fields.ts';
import { zhFields } from './zh-fields.ts';

/** Labels that stand beside their table or are cut short for a column; in a sentence the whole is said. */
const toldInFull = {
  zh: ['containers/*/cartons', 'requested_etd', 'promised_etd'],
  en: [
    'incoterm',
    'incoterm_place',
    'net_kg',
    'gross_kg',
    'requested_etd',
    'promised_etd',
    'latest_shipment',
    'booking_number',
    'booking_container_type',
    'booking_containers',
    'booking_etd',
    'booking_eta',
    'booking_set_point',
    'booking_ventilation',
    'price_fob_per_carton',
    'price_exchange_rate',
    'lc_expiry',
    'lc_presentation_days',
    'lc_partial_shipments',
    'lc_quantity_unit',
    'lines/*/count',
    'lines/*/unit_price',
    'containers/*/number',
    'containers/*/type',
    'containers/*/cartons',
  ],
} as const;
const labels = { zh: zhFields, en: enFields } as const;

test.each(['zh', 'en'] as const)('a finding in %s calls a field what its label calls it', (language) => {
  const differing = Object.keys(schema.order).filter((pattern) => {
    const said = fieldName(pattern, language);
    const label = labels[language][`field.order.${pattern.replaceAll('/*/', '.')}` as keyof typeof zhFields];
    return said !== pattern && said.toLowerCase() !== label.toLowerCase();
  });
  expect(differing.toSorted()).toEqual(toldInFull[language].toSorted());
});
