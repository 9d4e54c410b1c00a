import { partsOf } from '../model/cell.ts';
import { only, valuesOf } from '../model/cell-values.ts';
import type { CustomerView } from '../model/customer.ts';
import type { ProductView } from '../model/product.ts';
import type { StageRow } from '../model/rows.ts';
import { incoterms } from '../model/schema.ts';
import type { EntityId } from '../sync/document-name.ts';

export type Incoterm = (typeof incoterms)[number];

/** What the team knows, as far as a line may speak of it. A field in conflict is not known. */
export interface Known {
  readonly customers: readonly KnownCustomer[];
  readonly products: readonly KnownProduct[];
  /** Codes such as `40RH`. */
  readonly containerTypes: readonly string[];
  /** Of orders; those of customers are taken from the customers. */
  readonly ports: readonly KnownPort[];
  readonly stages: readonly Pick<StageRow, 'id' | 'nameZh' | 'nameEn'>[];
  readonly people: readonly string[];
}

export interface KnownPort {
  readonly name: string;
  readonly role: 'loading' | 'discharge';
}

export interface KnownCustomer {
  readonly id: EntityId;
  readonly names: readonly string[];
  readonly portOfLoading: string | null;
  readonly portOfDischarge: string | null;
  readonly usualIncoterm: Incoterm | null;
  /** The usual ones. */
  readonly products: readonly EntityId[];
  /** Commercial: null also for whoever may not see it. */
  readonly payment: string | null;
  readonly currency: string | null;
}

export interface KnownProduct {
  readonly id: EntityId;
  readonly names: readonly string[];
  /** Sizes, counts or grades as the product lists them: `113`, `5.0-5.5 cm`. */
  readonly counts: readonly string[];
  readonly packings: readonly KnownPacking[];
  /** °C */
  readonly setPoint: string | null;
  /** `closed` or m³/h */
  readonly ventilation: string | null;
}

export interface KnownPacking {
  /** `10 kg mesh bag` */
  readonly package: string;
  readonly netKg: string | null;
  readonly cartons40rh: string | null;
}

/** What capture may know of a customer, out of her page. */
export function knownCustomer({ id, fields, products }: CustomerView): KnownCustomer {
  return {
    id,
    names: valuesOf(fields.name.cell),
    portOfLoading: only(fields.port_of_loading.cell),
    portOfDischarge: only(fields.port_of_discharge.cell),
    usualIncoterm: incoterms.find((one) => one === only(fields.usual_incoterm.cell)) ?? null,
    products: products.flatMap((item) => valuesOf(item.fields.product.cell)) as EntityId[],
    payment: only(fields.payment.cell),
    currency: only(fields.currency.cell),
  };
}

/** What capture may know of a product, out of its page. */
export function knownProduct({ id, fields, packings }: ProductView): KnownProduct {
  return {
    id,
    names: [...valuesOf(fields.name_zh.cell), ...valuesOf(fields.name_en.cell)],
    counts: partsOf(fields.counts),
    packings: packings.map((packing) => ({
      package: only(packing.fields.package.cell) ?? '',
      netKg: only(packing.fields.net_kg.cell),
      cartons40rh: only(packing.fields.cartons_40rh.cell),
    })),
    setPoint: only(fields.set_point.cell),
    ventilation: only(fields.ventilation.cell),
  };
}
