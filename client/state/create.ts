import { newEntityId } from '../../shared/model/ids.ts';
import { newOrderChange } from '../../shared/model/new-order.ts';
import { firstStage } from '../../shared/model/stages.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
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
  if (making) return null;
  making = true;
  try {
    return await bear(workspace, today, preset);
  } finally {
    making = false;
  }
}

async function bear(
  workspace: Workspace,
  today: string,
  preset: Readonly<Record<string, string>>,
): Promise<EntityId | null> {
  const id = newEntityId('order', Math.random);
  const { stages, person } = workspace;
  const stage = preset['stage'] ?? stages[0]?.id ?? firstStage;
  const [highest, top] = await Promise.all([workspace.highestNumber(), workspace.topOf(stage)]);
  const numbers = highest === null ? [] : [highest];
  const orders = top === null ? [] : [top];
  const change = newOrderChange({ orders, numbers, stages, today, person, random: Math.random }, preset);
  const written = await workspace.change('order', id, change);
  return written ? id : null;
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
