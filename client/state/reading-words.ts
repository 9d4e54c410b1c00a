import type { Piece, Reading } from '../../shared/capture/capture.ts';
import type { Fill } from '../../shared/capture/fills.ts';
import { t } from '../i18n/language.svelte.ts';
import { fieldLabel } from './conflict-label.ts';
import { valueWords } from './value-words.ts';
import type { Workspace } from './workspace.svelte.ts';

/** The path that a reading fills, to be shown as the order shows it; null for what no one path holds. */
function pathOf(reading: Reading): readonly [path: string, value: string] | null {
  switch (reading.kind) {
    case 'customer':
      return ['customer', reading.customer];
    case 'product':
      return ['lines/a/product', reading.product];
    case 'counts':
      return ['lines/a/count', reading.counts.join(' / ')];
    case 'cartons':
      return ['cartons', reading.cartons];
    case 'weight':
      return ['net_kg', reading.kg];
    case 'incoterm':
      return ['incoterm', reading.incoterm];
    case 'port':
      return [`port_of_${reading.role}`, reading.port];
    case 'date':
      return [reading.field, reading.date];
    case 'payment':
      return ['payment', reading.payment];
    case 'tolerance':
      return ['tolerance', reading.tolerance];
    case 'setPoint':
      return ['containers/a/set_point', reading.celsius];
    case 'ventilation':
      return ['containers/a/ventilation', reading.ventilation];
    case 'stage':
      return ['stage', reading.stage];
    case 'owner':
      return ['owner', reading.owner];
    case 'packing':
    case 'containers':
    case 'price':
    case 'money':
    case 'text':
    case 'space':
      return null;
  }
}

/** What a reading is called: `船期`, `ETD`. */
export function readingLabel(reading: Reading): string {
  const path = pathOf(reading)?.[0];
  if (path !== undefined) return fieldLabel('order', path);
  switch (reading.kind) {
    case 'packing':
    case 'containers':
    case 'price':
    case 'money':
    case 'text':
      return t(`capture.${reading.kind}`);
    default:
      return '';
  }
}

/** What a piece says, in the reader's words; as it was written where that says it best. */
export function readingWords(workspace: Workspace, reading: Reading, written: string): string {
  const at = pathOf(reading);
  if (at !== null) return valueWords(workspace, 'order', ...at);
  if (reading.kind === 'containers') return `${reading.number}×${reading.type}`;
  return written.trim();
}

/** What a chip shows of a piece. */
export function pieceWords(workspace: Workspace, { reading, text }: Piece): string {
  return readingWords(workspace, reading, text);
}

/** What was added, and out of what: `设定温度 · 按习惯`. */
export function fillLabel({ pattern, from }: Fill): string {
  return `${fieldLabel('order', pattern.replaceAll('*', 'a'))} · ${t(`capture.from.${from}`)}`;
}

export function fillWords(workspace: Workspace, { pattern, value }: Fill): string {
  return valueWords(workspace, 'order', pattern.replaceAll('*', 'a'), value);
}
