import { loadReference, loadSample } from '../knowledge/load.ts';
import { customerFacts, entityOf, orderFacts, productFacts } from '../knowledge/sample-facts.ts';
import { readCustomer } from '../model/customer.ts';
import { splitChange } from '../model/documents.ts';
import { noFacts, type Change, type Facts } from '../model/facts.ts';
import type { EntityKind } from '../model/field.ts';
import { readProduct } from '../model/product.ts';
import { defaultStages } from '../model/stages.ts';
import { factsOf, meanwhile } from '../model/test-documents.ts';
import type { Compartment } from '../sync/document-name.ts';
import type { Capture, Piece, Reading } from './capture.ts';
import { knownCustomer, knownProduct, type Known } from './known.ts';

/** For tests: what a team knows whose customers and products are those of the sample, read out of its documents. */
export async function sampleKnown(): Promise<Known> {
  const [sample, reference] = await Promise.all([loadSample(), loadReference()]);
  return {
    customers: sample.customers.map((customer) => {
      const facts = factsIn('customer', customerFacts(customer, sample.habitKinds[customer.id] ?? []));
      return knownCustomer(
        readCustomer(entityOf('customer', customer.id), facts('customers'), facts('commercial')),
      );
    }),
    products: sample.products.map((product) => {
      const facts = factsIn('product', productFacts(product));
      return knownProduct(
        readProduct(entityOf('product', product.id), facts('products'), facts('commercial')),
      );
    }),
    containerTypes: reference.containers.map(({ code }) => code),
    ports: sample.orders.flatMap((order) => {
      const { incoterm_place: name, incoterm } = orderFacts(order, 'a0').set ?? {};
      const role = incoterm === 'FOB' ? 'loading' : 'discharge';
      return typeof name === 'string' ? [{ name, role } as const] : [];
    }),
    stages: defaultStages,
    people: [...new Set(sample.orders.map(({ owner }) => owner))],
  };
}

function factsIn(kind: EntityKind, change: Change): (compartment: Compartment) => Facts {
  const parts = splitChange(kind, change);
  return (compartment) => {
    const part = parts.get(compartment);
    return part ? factsOf(kind, [meanwhile(kind, [], [part])]) : noFacts;
  };
}

/**
 * Pieces as the vectors write them, space left out: `counts?: 5/6 = 5.0-6.0 cm | 5.0-5.5 cm + 5.5-6.0 cm`. A question
 * mark is a piece that is not certain; only of such ones the alternatives are written.
 */
export function described({ pieces }: Capture): readonly string[] {
  return pieces.filter(({ reading }) => reading.kind !== 'space').map(describedPiece);
}

function describedPiece({ text, reading, certain, alternatives }: Piece): string {
  const value = valueIn(reading);
  const others = certain
    ? []
    : alternatives.map((other) => `${other.kind === reading.kind ? '' : `${other.kind} `}${valueIn(other)}`);
  const values = [...(value === '' ? [] : [value]), ...others].join(' | ');
  return `${reading.kind}${certain ? '' : '?'}: ${text}${values === '' ? '' : ` = ${values}`}`;
}

function valueIn(reading: Reading): string {
  switch (reading.kind) {
    case 'customer':
      return reading.customer.slice('customer_'.length);
    case 'product':
      return reading.product.slice('product_'.length);
    case 'counts':
      return reading.counts.join(' + ');
    case 'packing':
      return [reading.netKg === null ? [] : [`${reading.netKg} kg`], reading.words].flat().join(' ');
    case 'cartons':
      return reading.of === 'goods' ? reading.cartons : `${reading.cartons} of ${reading.of}`;
    case 'weight':
      return `${reading.kg} kg`;
    case 'containers':
      return `${reading.number}x${reading.type}`;
    case 'incoterm':
      return reading.incoterm;
    case 'port':
      return `${reading.port} (${reading.role})`;
    case 'date':
      return `${reading.field} ${reading.date}`;
    case 'price':
      return [reading.amount, reading.currency, 'of', reading.of].filter((part) => part !== null).join(' ');
    case 'payment':
      return reading.payment;
    case 'tolerance':
      return reading.tolerance;
    case 'setPoint':
      return `${reading.celsius} °C`;
    case 'ventilation':
      return reading.ventilation;
    case 'stage':
      return reading.stage;
    case 'owner':
      return reading.owner;
    case 'money':
    case 'text':
    case 'space':
      return '';
  }
}
