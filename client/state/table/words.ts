import type { OrderRow } from '../../../shared/model/rows.ts';
import { incoterms } from '../../../shared/model/schema.ts';
import { parseValue, type ValueError } from '../../../shared/model/parse-value.ts';
import type { FactValue } from '../../../shared/model/facts.ts';
import { failure, success, type Result } from '../../../shared/model/result.ts';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import { folded } from '../../../shared/views/folded.ts';
import { shownValue } from '../../ui/field-text.ts';
import { formatDecimal, formatTemperature } from '../../i18n/format.ts';
import { containerSum, customerLabel, customerName, stageName } from '../card.ts';
import { worstWords } from '../found-words.svelte.ts';
import { productLabel, productName } from '../goods.ts';
import type { Workspace } from '../workspace.svelte.ts';
import { columnOf, type Column, type ColumnId } from './columns.ts';
import { contentOf, fieldOfColumn, type Content } from './content.ts';

/** A value of a column as people read it. */
export function valueText(workspace: Workspace, column: Column, value: string, today: string): string {
  switch (column.id) {
    case 'stage': {
      const stage = workspace.stage(value);
      return stage ? stageName(stage) : value;
    }
    case 'customer':
      return customerLabel(workspace.customers, value as EntityId);
    case 'product':
      return productLabel(workspace.products, value as EntityId);
    case 'containers':
      return value;
    case 'setPoint':
      return formatTemperature(value);
    case 'amount':
      return formatDecimal(value, 2);
    default:
      return value === '' ? '' : shownValue(fieldOfColumn(column), value, today);
  }
}

/** Every different value of a cell, in words. */
export function contentTexts(
  workspace: Workspace,
  column: Column,
  content: Content,
  today: string,
): readonly string[] {
  const values = content.kind === 'none' ? [] : content.kind === 'one' ? [content.value] : content.values;
  return [...new Set(values.map((value) => valueText(workspace, column, value, today)).filter(Boolean))];
}

/** A cell as a spreadsheet takes it: names in words, figures and dates as they are stored. */
export function copiedText(workspace: Workspace, id: ColumnId, row: OrderRow): string {
  if (id === 'containers') return containerSum(row.containers);
  if (id === 'found') {
    const found = workspace.foundNow(row.id);
    return found ? worstWords(found) : '';
  }
  const column = columnOf(id);
  const content = contentOf(column, row);
  const values = content.kind === 'none' ? [] : content.kind === 'one' ? [content.value] : content.values;
  const named = id === 'stage' || id === 'customer' || id === 'product';
  const texts = values.map((value) => (named ? valueText(workspace, column, value, '') : value));
  return [...new Set(texts)].join(content.kind === 'many' ? ' | ' : ' / ');
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** What can be chosen in a column; null where one types. */
export function choicesOf(workspace: Workspace, id: ColumnId, now = ''): readonly Choice[] | null {
  switch (id) {
    case 'stage':
      return workspace.stages.map((stage) => ({ value: stage.id, text: stageName(stage) }));
    case 'customer':
      return named(
        [...workspace.customers.values()].filter(({ shelf }) => shelf === 'open'),
        customerName,
      );
    case 'product':
      return named(
        [...workspace.products.values()].filter(({ shelf }) => shelf === 'open'),
        productName,
      );
    case 'incoterm':
      return incoterms.map((value) => ({ value, text: value }));
    case 'owner': {
      const members = workspace.team?.members.map(({ name }) => name) ?? [];
      const names = new Set([...members, workspace.person ?? '', now].filter(Boolean));
      return [...names].map((value) => ({ value, text: value }));
    }
    default:
      return null;
  }
}

function named<Row extends { readonly id: EntityId }>(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): readonly Choice[] {
  return rows
    .map((row) => ({ value: row.id, text: nameOf(row) }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => a.text.localeCompare(b.text));
}

/** What somebody typed or pasted into a column, as the value to store; of what is chosen its name will do. */
export function parseIn(
  workspace: Workspace,
  column: Column,
  text: string,
  today: string,
): Result<FactValue, ValueError> {
  const choices = choicesOf(workspace, column.id);
  // A person's name may be one that the team does not list yet.
  if (!choices || column.id === 'owner') return parseValue(fieldOfColumn(column), text, today);
  const wanted = folded(text.trim());
  if (wanted === '') return success(null);
  const choice = choices.find((one) => folded(one.text) === wanted || one.value === text.trim());
  return choice
    ? success(choice.value)
    : failure({ code: 'not_choice', options: choices.map((one) => one.text) });
}
