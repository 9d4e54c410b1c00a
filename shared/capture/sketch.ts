import { isMoney, sameReading, slotOf, type Capture, type Piece, type Reading } from './capture.ts';
import { valueOf } from './find-measures.ts';
import { roleOf } from './find-terms.ts';
import type { Incoterm } from './known.ts';
import type { Lexicon } from './lexicon.ts';
import { orderLines, type DraftLine } from './order-lines.ts';
import type { EntityId } from '../sync/document-name.ts';

/** Names of fields that a line sets for every container alike. */
export type Setting = 'set_point' | 'ventilation' | 'cartons';

/** An order as far as a line says it, before ids are given. */
export interface Sketch {
  /** Fields of the order itself. */
  readonly set: Readonly<Record<string, string>>;
  readonly lines: readonly DraftLine[];
  /** Types, one for each container. */
  readonly containers: readonly string[];
  readonly settings: ReadonlyMap<Setting, string>;
  /** Pieces that found no field, text among them. */
  readonly left: ReadonlySet<Piece>;
}

/** Takes `usual`, the product to take where the line names none. */
export function sketchOf(capture: Capture, lexicon: Lexicon, usual: EntityId | null): Sketch {
  const goods = orderLines(capture, lexicon, usual);
  const left = new Set<Piece>(goods.unplaced);
  const set: Record<string, string> = {};
  const containers: string[] = [];
  const settings = new Map<Setting, string>();
  const settingsFrom: Piece[] = [];
  const payments: Piece[] = [];
  const slots = new Map<string, Reading>();
  for (const piece of capture.pieces) {
    const { reading } = piece;
    const slot = slotOf(reading);
    const before = slot === null ? undefined : slots.get(slot);
    if (slot !== null && before === undefined) slots.set(slot, reading);
    // Said once more it is the same; said otherwise it is left.
    if (before !== undefined && !sameReading(before, reading)) {
      left.add(piece);
      continue;
    }
    switch (reading.kind) {
      case 'customer':
        set['customer'] = reading.customer;
        break;
      case 'weight':
        set['net_kg'] = reading.kg;
        break;
      case 'containers':
        for (let each = 0; each < reading.number; each++) containers.push(reading.type);
        break;
      case 'incoterm':
        set['incoterm'] = reading.incoterm;
        break;
      case 'port':
        set[`port_of_${reading.role}`] = reading.port;
        break;
      case 'date':
        set[reading.field] = reading.date;
        break;
      case 'price':
        if (reading.currency !== null) set['currency'] ??= reading.currency;
        if (reading.of === 'order') set['total'] = reading.amount;
        else if (reading.of === 'freight') set['price_freight_total'] = reading.amount;
        else if (reading.of === 'container') left.add(piece);
        break;
      case 'payment':
        payments.push(piece);
        break;
      case 'tolerance':
        set['tolerance'] = reading.tolerance;
        break;
      case 'stage':
        set['stage'] = reading.stage;
        break;
      case 'owner':
        set['owner'] = reading.owner;
        break;
      case 'setPoint':
        settings.set('set_point', reading.celsius);
        settingsFrom.push(piece);
        break;
      case 'ventilation':
        settings.set('ventilation', reading.ventilation);
        settingsFrom.push(piece);
        break;
      case 'cartons':
        if (reading.of !== 'container') break;
        settings.set('cartons', reading.cartons);
        settingsFrom.push(piece);
        break;
      case 'money':
      case 'text':
        left.add(piece);
        break;
      case 'product':
      case 'counts':
      case 'packing':
      case 'space':
        break;
    }
  }
  if (goods.cartons !== null) set['cartons'] = goods.cartons;
  const payment = payments
    .map(({ reading }) => (reading.kind === 'payment' ? reading.payment : ''))
    .join(', ');
  if (payment !== '' && valueOf('payment', payment) !== null) set['payment'] = payment;
  else for (const piece of payments) left.add(piece);
  const place = placeOf(set, set['incoterm'] as Incoterm | undefined);
  if (place !== undefined) set['incoterm_place'] = place;
  // Settings are a container's; without one there is none to hold them.
  if (containers.length === 0) for (const piece of settingsFrom) left.add(piece);
  return { set, lines: goods.lines, containers, settings, left };
}

/** The place of a rule: the port at the end of the way where its risk or cost passes. */
export function placeOf(
  set: Readonly<Record<string, string | undefined>>,
  incoterm: Incoterm | undefined,
): string | undefined {
  return incoterm === undefined ? undefined : set[`port_of_${roleOf(incoterm)}`];
}

/**
 * What was left, in the order of the line; pieces with nothing understood between them are one. Money is left out: what
 * is kept as text goes into a note that is read on the board.
 */
export function restOf({ line, pieces }: Capture, left: ReadonlySet<Piece>): readonly string[] {
  const rest: { from: number; to: number }[] = [];
  let open = false;
  for (const piece of pieces) {
    if (piece.reading.kind === 'space') continue;
    const kept = left.has(piece) && !isMoney(piece.reading);
    const last = rest.at(-1);
    if (kept && open && last) last.to = piece.to;
    else if (kept) rest.push({ from: piece.from, to: piece.to });
    open = kept;
  }
  return rest.map(({ from, to }) => line.slice(from, to));
}
