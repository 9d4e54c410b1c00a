import { newEntityId } from '../../shared/model/ids.ts';
import { newOrderChange } from '../../shared/model/new-order.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import { firstStage } from '../../shared/model/stages.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Written } from './undo.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** An order being made: a second press of the button makes no second one. */
let making = false;

/**
 * Makes an order in the first stage; its documents are born by this one change. null while another is being made, and
 * when it could not be written, which the workspace tells.
 */
export async function createOrder(
  workspace: Workspace,
  today: string,
  preset: Readonly<Record<string, string>> = {},
): Promise<EntityId | null> {
  const [id = null] = await createOrders(workspace, today, [preset]);
  return id;
}

/** Makes several, numbered one after the other; as many as could be written. One press of undo takes them back. */
export async function createOrders(
  workspace: Workspace,
  today: string,
  presets: readonly Readonly<Record<string, string>>[],
): Promise<readonly EntityId[]> {
  if (making) return [];
  making = true;
  try {
    return await bear(workspace, today, presets);
  } finally {
    making = false;
  }
}

async function bear(
  workspace: Workspace,
  today: string,
  presets: readonly Readonly<Record<string, string>>[],
): Promise<readonly EntityId[]> {
  const { stages, person } = workspace;
  const highest = await workspace.highestNumber();
  const numbers = highest === null ? [] : [highest];
  /** The order that stands first in a stage: of those made here none has a row yet. */
  const tops = new Map<string, Pick<OrderRow, 'id' | 'stage' | 'position'> | null>();
  const made: Written[] = [];
  for (const preset of presets) {
    const id = newEntityId('order', Math.random);
    const stage = preset['stage'] ?? stages[0]?.id ?? firstStage;
    const top = tops.get(stage) ?? (await workspace.topOf(stage));
    const orders = top === null ? [] : [top];
    const change = newOrderChange({ orders, numbers, stages, today, person, random: Math.random }, preset);
    const written = await workspace.changePart('order', id, change);
    if (!written) break;
    const { number, position } = change.set ?? {};
    if (typeof number === 'string') numbers.push(number);
    if (typeof position === 'string') tops.set(stage, { id, stage, position });
    made.push(written);
  }
  workspace.actions.didMany(made);
  return made.map(({ id }) => id);
}

/** null when it could not be written, as of an order. */
export async function createCustomer(workspace: Workspace, name: string): Promise<EntityId | null> {
  const id = newEntityId('customer', Math.random);
  return (await workspace.change('customer', id, { set: { name } })) ? id : null;
}

/** null when it could not be written, as of an order. */
export async function createProduct(
  workspace: Workspace,
  names: { zh: string; en: string },
): Promise<EntityId | null> {
  const id = newEntityId('product', Math.random);
  const written = await workspace.change('product', id, {
    set: {
      ...(names.zh === '' ? {} : { name_zh: names.zh }),
      ...(names.en === '' ? {} : { name_en: names.en }),
    },
  });
  return written ? id : null;
}
