import type { EntityId } from '../sync/document-name.ts';
import { partsOf } from './cell.ts';
import { only, valuesOf } from './cell-values.ts';
import { allConflicts, isCritical } from './conflicts.ts';
import type { Facts } from './facts.ts';
import { readCustomer } from './customer.ts';
import { readOrder } from './order.ts';
import { readProduct } from './product.ts';
import type { Cell, CustomerRow, OrderRow, ProductRow, Shelf, StageStep, TeamRow, Trashed } from './rows.ts';
import { firstStage } from './stages.ts';
import { readTeam } from './team.ts';
import { trashedOf } from './read-only.ts';

/**
 * An order's row out of its facts, folded with kind `order`; `commercial` is null for whoever may not see prices. `steps`
 * are those of its records (`stageSteps`).
 */
export function projectOrder(
  id: EntityId,
  facts: Facts,
  commercial: Facts | null,
  steps: readonly StageStep[] = [],
): OrderRow {
  const { fields, lines, containers, sums, conflicts } = readOrder(id, facts, commercial);
  const shelf = shelved(fields.archived.cell, facts, commercial);
  const stages = valuesOf(fields.stage.cell).filter((stage) => stage !== '');
  return {
    id,
    number: fields.number.cell,
    customer: entities(fields.customer.cell),
    customers: [...new Set(valuesOf(entities(fields.customer.cell)))],
    products: [...new Set(lines.flatMap((line) => valuesOf(entities(line.fields.product.cell))))],
    stage: stages[0] ?? firstStage,
    stages: stages.length > 0 ? stages : [firstStage],
    position: only(fields.position.cell) ?? '',
    steps,
    owner: fields.owner.cell,
    incoterm: fields.incoterm.cell,
    portOfLoading: fields.port_of_loading.cell,
    portOfDischarge: fields.port_of_discharge.cell,
    lines: lines.map((line) => ({
      id: line.id,
      product: entities(line.fields.product.cell),
      count: line.fields.count.cell,
      cartons: line.fields.cartons.cell,
    })),
    containers: containers.map((container) => ({
      id: container.id,
      number: container.fields.number.cell,
      type: container.fields.type.cell,
      cartons: container.fields.cartons.cell,
      setPoint: container.fields.set_point.cell,
      ventilation: container.fields.ventilation.cell,
    })),
    cartons: fields.cartons.cell.kind === 'none' ? sums.lineCartons : fields.cartons.cell,
    netKg: fields.net_kg.cell,
    grossKg: fields.gross_kg.cell,
    amount: fields.total.cell.kind === 'none' ? sums.lineAmounts : fields.total.cell,
    currency: fields.currency.cell,
    enquiry: fields.enquiry.cell,
    requestedEtd: fields.requested_etd.cell,
    latestShipment: fields.latest_shipment.cell,
    etd: fields.etd.cell,
    promisedEtd: fields.promised_etd.cell,
    sailed: fields.sailed.cell,
    eta: fields.eta.cell,
    papersDue: fields.papers_due.cell,
    paymentDue: fields.payment_due.cell,
    waitingFor: fields.waiting_for.cell,
    answerDue: fields.answer_due.cell,
    ...shelf,
    ...(shelf.shelf !== 'trash' && conflicts.length > 0 && { toSettle: 1 }),
    conflicts,
    critical: conflicts.some(({ path }) => isCritical('order', path)),
  };
}

/** A customer's row out of `customers/<id>/facts`, folded with kind `customer`. */
export function projectCustomer(id: EntityId, facts: Facts, commercial: Facts | null): CustomerRow {
  const { fields, habits, products } = readCustomer(id, facts, commercial);
  return {
    id,
    name: fields.name.cell,
    country: fields.country.cell,
    portOfLoading: fields.port_of_loading.cell,
    portOfDischarge: fields.port_of_discharge.cell,
    usualIncoterm: fields.usual_incoterm.cell,
    payment: fields.payment.cell,
    currency: fields.currency.cell,
    habits: habits.length,
    products: products.flatMap((item) => valuesOf(item.fields.product.cell)) as EntityId[],
    ...shelved(fields.archived.cell, facts, commercial),
    conflicts: allConflicts({ kind: 'customer', home: facts, commercial }),
  };
}

/** A product's row out of `products/<id>/facts`, folded with kind `product`; packing figures are the first spec's. */
export function projectProduct(id: EntityId, facts: Facts, commercial: Facts | null): ProductRow {
  const { fields, packings } = readProduct(id, facts, null);
  const packing = packings[0]?.fields;
  const none = { kind: 'none' } as const;
  return {
    id,
    nameZh: fields.name_zh.cell,
    nameEn: fields.name_en.cell,
    packing: packing?.package.cell ?? none,
    net: packing?.net_kg.cell ?? none,
    cartons40rh: packing?.cartons_40rh.cell ?? none,
    packings: packings.map((spec) => ({
      package: spec.fields.package.cell,
      netKg: spec.fields.net_kg.cell,
      cartons40rh: spec.fields.cartons_40rh.cell,
    })),
    counts: partsOf(fields.counts),
    setPoint: fields.set_point.cell,
    ventilation: fields.ventilation.cell,
    commodity: fields.commodity.cell,
    ...shelved(fields.archived.cell, facts, commercial),
    conflicts: allConflicts({ kind: 'product', home: facts, commercial }),
  };
}

/** The team's row out of `team/team_board/facts`, folded with kind `team`. */
export function projectTeam(id: EntityId, facts: Facts): TeamRow {
  return readTeam(id, facts);
}

function entities(cell: Cell<string>): Cell<EntityId> {
  return cell as Cell<EntityId>;
}

/** Archived only when everybody agrees on it, in the trash only when nobody changed it meanwhile: in doubt it stays open. */
function shelved(
  archived: Cell<string>,
  facts: Facts,
  commercial: Facts | null,
): { readonly shelf: Shelf; readonly trashed: Trashed | null; readonly newer: boolean } {
  const trashed = trashedOf(facts, commercial);
  const shelf = trashed ? 'trash' : only(archived) === 'true' ? 'archived' : 'open';
  return { shelf, trashed, newer: facts.newer + (commercial?.newer ?? 0) > 0 };
}
