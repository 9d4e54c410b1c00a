import { expect, test } from 'vitest';
import { readCustomer } from '../model/customer.ts';
import { noFacts } from '../model/facts.ts';
import { readProduct } from '../model/product.ts';
import { factsOf, meanwhile } from '../model/test-documents.ts';
import type { EntityId } from '../sync/document-name.ts';
import { knownCustomer, knownProduct } from './known.ts';
import { sampleKnown } from './test-known.ts';

test('what the sample team knows', async () => {
  const { customers, products } = await sampleKnown();
  expect(customers[0]).toEqual({
    id: 'customer_c01',
    names: ['Qasr Rimal Foodstuff'],
    portOfLoading: 'Qingdao',
    portOfDischarge: 'Jebel Ali',
    usualIncoterm: 'FOB',
    products: ['product_p05', 'product_p06'],
    payment: 'T/T 20 % deposit, balance against copy of B/L',
    currency: 'USD',
  });
  expect(products[4]).toEqual({
    id: 'product_p05',
    names: ['普白大蒜', 'Fresh normal white garlic'],
    counts: ['5.0-5.5 cm', '5.5-6.0 cm'],
    packings: [{ package: '10 kg mesh bag', netKg: '10', cartons40rh: '2700' }],
    setPoint: '-3',
    ventilation: 'closed',
  });
});

test('a field in conflict is not known; of names all are', () => {
  const base = meanwhile('customer', [], [{ set: { name: 'Qasr' } }]);
  const she = meanwhile(
    'customer',
    [base],
    [{ set: { name: 'Qasr Rimal', port_of_discharge: 'Jebel Ali' } }],
  );
  const he = meanwhile('customer', [base], [{ set: { name: 'Qasr Foods', port_of_discharge: 'Jeddah' } }]);
  const known = knownCustomer(readCustomer('customer_a' as EntityId, factsOf('customer', [she, he]), null));
  expect(known.portOfDischarge).toBeNull();
  expect([...known.names].sort()).toEqual(['Qasr Foods', 'Qasr Rimal']);
});

test('whoever may not see prices knows no terms of payment', () => {
  expect(knownCustomer(readCustomer('customer_a' as EntityId, noFacts, null))).toMatchObject({
    payment: null,
    currency: null,
  });
});

test('of two lists of counts all are known', () => {
  const base = meanwhile('product', [], [{ set: { name_en: 'Pear' } }]);
  const [she, he] = [['88'], ['96', '112']].map((counts) =>
    meanwhile('product', [base], [{ set: { counts } }]),
  );
  const facts = factsOf('product', she && he ? [she, he] : []);
  expect([...knownProduct(readProduct('product_a' as EntityId, facts, null)).counts].sort()).toEqual([
    '112',
    '88',
    '96',
  ]);
});
