import { only, valuesOf } from '../model/cell-values.ts';
import type { CustomerRow, ProductRow } from '../model/rows.ts';
import { incoterms } from '../model/schema.ts';
import type { KnownCustomer, KnownProduct } from './known.ts';

/** What capture may know of a customer, out of her row. */
export function customerInRow(row: CustomerRow): KnownCustomer {
  return {
    id: row.id,
    names: valuesOf(row.name),
    portOfLoading: only(row.portOfLoading),
    portOfDischarge: only(row.portOfDischarge),
    usualIncoterm: incoterms.find((one) => one === only(row.usualIncoterm)) ?? null,
    products: row.products,
    payment: only(row.payment),
    currency: only(row.currency),
  };
}

/** What capture may know of a product, out of its row. */
export function productInRow(row: ProductRow): KnownProduct {
  return {
    id: row.id,
    names: [...valuesOf(row.nameZh), ...valuesOf(row.nameEn)],
    counts: row.counts,
    packings: row.packings.map((packing) => ({
      package: only(packing.package) ?? '',
      netKg: only(packing.netKg),
      cartons40rh: only(packing.cartons40rh),
    })),
    setPoint: only(row.setPoint),
    ventilation: only(row.ventilation),
  };
}
