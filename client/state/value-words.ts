import { textOf } from '../../shared/model/cell.ts';
import { fieldOf } from '../../shared/model/documents.ts';
import type { FactValue } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { isPresence } from '../../shared/model/path.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { nbsp } from '../i18n/format.ts';
import { isMessageKey, t } from '../i18n/language.svelte.ts';
import { shownValue, unitOf } from '../ui/field-text.ts';
import { customerName, stageName } from './card.ts';
import { firstValue, packText, productName } from './goods.ts';
import { wall } from './ports.svelte.ts';
import { toleranceText } from './tolerance.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What stands at a path in the reader's words, with units; several values side by side, and a word for none. */
export function valuesWords(
  workspace: Workspace,
  kind: EntityKind,
  path: string,
  values: readonly FactValue[],
): string {
  return values.map((value) => valueWords(workspace, kind, path, value)).join(' | ') || t('settle.cleared');
}

/** A value of a path in the reader's words, with its unit; of an item whether it is there. */
export function valueWords(workspace: Workspace, kind: EntityKind, path: string, value: FactValue): string {
  const shown = bareWords(workspace, kind, path, value);
  const field = fieldOf(kind, path);
  const unit = field === null ? '' : unitOf(field, textOf(value));
  return unit === '' ? shown : `${shown}${nbsp}${unit}`;
}

/** The same without the unit, where it is known or stands beside. */
export function bareWords(workspace: Workspace, kind: EntityKind, path: string, value: FactValue): string {
  if (isPresence(path)) return t(value === false ? 'history.removed' : 'history.there');
  const text = textOf(value);
  const field = fieldOf(kind, path);
  if (text === '') return t('settle.cleared');
  if (field === null) return text;
  const name = path.split('/').at(-1) ?? path;
  switch (name) {
    case 'stage': {
      const stage = workspace.stage(text);
      return stage ? stageName(stage) : text;
    }
    case 'tolerance':
      return toleranceText(text);
    case 'package':
      return packText(text);
    case 'polarity':
    case 'subject':
    case 'department':
      return known(`${name}.${text}`, text);
  }
  if (name.endsWith('basis')) return known(`basis.${text}`, text);
  if (field.type.kind === 'entity') return entityWords(workspace, text as EntityId) || t('value.away');
  return shownValue(field, text, wall.today);
}

function known(key: string, text: string): string {
  return isMessageKey(key) ? t(key) : text;
}

/** What an entity is called on this device; empty where it is not here, or is away from the board. */
export function entityWords(workspace: Workspace, id: EntityId): string {
  const order = id.startsWith('order_') ? workspace.order(id) : null;
  if (order?.shelf === 'open') return firstValue(order.number) || t('order.new');
  return customerName(workspace.customers.get(id)) || productName(workspace.products.get(id));
}
