import type { FieldCell } from '../model/cell.ts';
import { addDays, daysBetween, isDate } from './calendar.ts';
import { named, pathsOf, referenceReason, sole, type OrderCase } from './case.ts';
import { knownOf } from './known-figures.ts';
import { isMore, writtenSpan } from './compare.ts';
import { finding, type Finding, type Reason } from './finding.ts';
import { productTotals } from './load.ts';
import { hasReached, stageIndex } from './order-stage.ts';
import { lastPresentation } from './presentation.ts';

/** Sailing, credit, presentation and the time that the goods keep, against each other and against today. */
export function checkDates(given: OrderCase): readonly Finding[] {
  return [...sailing(given), ...credit(given), ...presentation(given), ...order(given), ...transit(given)];
}

/** A date that the calendar has. */
function date(field: FieldCell): string | null {
  const text = sole(field);
  return text !== null && isDate(text) ? text : null;
}

/** The day the goods sailed, or are to sail. */
function shipment({
  order: { fields },
}: OrderCase): { readonly field: FieldCell; readonly day: string } | null {
  // While two people disagree on the day of sailing, the plan says nothing.
  if (fields.sailed.cell.kind === 'many') return null;
  for (const field of [fields.sailed, fields.etd]) {
    const day = date(field);
    if (day !== null) return { field, day };
  }
  return null;
}

function sailing(given: OrderCase): readonly Finding[] {
  const { fields } = given.order;
  const { today } = given;
  const [etd, sailed, latest, promised] = [
    date(fields.etd),
    date(fields.sailed),
    date(fields.latest_shipment),
    date(fields.promised_etd),
  ];
  const ship = shipment(given);
  const found: Finding[] = [];
  if (ship && latest !== null && ship.day > latest)
    found.push(
      finding('error', 'etd_after_latest_shipment', {
        fields: pathsOf(ship.field, fields.latest_shipment),
        values: { etd: ship.day, latest, days: String(daysBetween(latest, ship.day)) },
        because: [{ kind: 'rule', rule: 'latest_shipment' }],
      }),
    );
  const waiting = fields.sailed.cell.kind === 'none' && !hasReached(given, 'sailed');
  if (waiting && latest !== null && today > latest)
    found.push(
      finding('error', 'latest_shipment_passed', {
        fields: pathsOf(fields.latest_shipment),
        values: { latest, today },
        because: [{ kind: 'rule', rule: 'latest_shipment' }],
      }),
    );
  if (waiting && etd !== null && today > etd)
    found.push(finding('note', 'etd_passed', { fields: pathsOf(fields.etd), values: { etd, today } }));
  if (ship && promised !== null && ship.day > promised)
    found.push(
      finding('note', 'etd_after_promise', {
        fields: pathsOf(ship.field, fields.promised_etd),
        values: { etd: ship.day, promised, days: String(daysBetween(promised, ship.day)) },
      }),
    );
  if (sailed !== null && sailed > today)
    found.push(
      finding('warning', 'sailed_in_future', { fields: pathsOf(fields.sailed), values: { sailed, today } }),
    );
  return found;
}

const expiryRule: Reason = { kind: 'rule', rule: 'ucp600_6d' };

function credit(given: OrderCase): readonly Finding[] {
  const { fields } = given.order;
  const [expiry, latest] = [date(fields.lc_expiry), date(fields.latest_shipment)];
  const ship = shipment(given);
  if (expiry === null) return [];
  const found: Finding[] = [];
  if (latest !== null && latest > expiry)
    found.push(
      finding('error', 'latest_shipment_after_expiry', {
        fields: pathsOf(fields.latest_shipment, fields.lc_expiry),
        values: { latest, expiry },
        because: [expiryRule],
      }),
    );
  if (ship && ship.day > expiry)
    found.push(
      finding('error', 'etd_after_expiry', {
        fields: pathsOf(ship.field, fields.lc_expiry),
        values: { etd: ship.day, expiry },
        because: [expiryRule],
      }),
    );
  return found;
}

const article14: Reason = { kind: 'rule', rule: 'ucp600_14c' };

/** UCP 600 art. 14 c: so many days after shipment, and not after the credit expires. */
function presentation(given: OrderCase): readonly Finding[] {
  const { fields } = given.order;
  const ship = shipment(given);
  const period = sole(fields.lc_presentation_days);
  const last = lastPresentation({
    onBoard: ship?.day ?? null,
    periodDays: period === null ? null : Number(period),
    expiry: date(fields.lc_expiry),
  });
  if (!ship || last.kind === 'unknown' || last.value.shippedAfterExpiry) return [];
  const { value } = last;
  const found: Finding[] = [];
  if (value.limitedBy === 'expiry')
    found.push(
      finding('warning', 'presentation_after_expiry', {
        fields: pathsOf(fields.lc_expiry, fields.lc_presentation_days, ship.field),
        values: {
          last: addDays(ship.day, value.periodDays),
          expiry: value.last,
          days: String(value.periodDays),
        },
        because: [article14],
      }),
    );
  const due = date(fields.papers_due);
  if (due !== null && due > value.last)
    found.push(
      finding('error', 'papers_due_late', {
        fields: pathsOf(fields.papers_due),
        values: { due, last: value.last },
        because: [article14],
        suggestion: { path: fields.papers_due.path, value: value.last },
      }),
    );
  const open = stageIndex(given) !== null && !hasReached(given, 'presented');
  if (open && date(fields.sailed) !== null && given.today > value.last)
    found.push(
      finding('error', 'presentation_passed', {
        fields: pathsOf(fields.lc_expiry, fields.lc_presentation_days, ship.field),
        values: { last: value.last, today: given.today },
        because: [article14],
      }),
    );
  return found;
}

/** Days that cannot lie before each other. */
function order({ order: { fields } }: OrderCase): readonly Finding[] {
  const pairs = [
    ['enquiry', 'etd'],
    ['enquiry', 'sailed'],
    ['enquiry', 'requested_etd'],
    ['etd', 'eta'],
    ['sailed', 'eta'],
  ] as const;
  return pairs.flatMap(([earlier, later]) => {
    const [first, second] = [date(fields[earlier]), date(fields[later])];
    if (first === null || second === null || first <= second) return [];
    return [
      finding('warning', 'dates_reversed', {
        fields: pathsOf(fields[later], fields[earlier]),
        values: { first, second, earlier, later },
      }),
    ];
  });
}

/** The voyage against how long the goods keep, by the published storage life. */
function transit(given: OrderCase): readonly Finding[] {
  const ship = shipment(given);
  const eta = date(given.order.fields.eta);
  if (!ship || eta === null || eta <= ship.day) return [];
  const days = String(daysBetween(ship.day, eta));
  return (productTotals(given.order) ?? []).flatMap(({ product }): readonly Finding[] => {
    const view = given.products.get(product);
    const commodity = view && knownOf(given, view);
    const life = commodity?.storageLifeDays.value;
    if (!view || !commodity || !life) return [];
    const about = {
      fields: pathsOf(given.order.fields.eta, ship.field),
      because: [referenceReason(commodity, 'storage_life', writtenSpan(life), commodity.storageLifeDays)],
    };
    const values = { transit: days, ...named(view) };
    if (isMore(days, life.max))
      return [finding('error', 'transit_over_life', { ...about, values: { ...values, life: life.max } })];
    return isMore(days, life.min)
      ? [finding('warning', 'transit_near_life', { ...about, values: { ...values, life: life.min } })]
      : [];
  });
}
