import { newEntityId } from '../../shared/model/ids.ts';
import { comparePosition, positionBetween } from '../../shared/model/position.ts';
import { firstStage } from '../../shared/model/stages.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Workspace } from './workspace.svelte.ts';

/** The number after the highest one in use, written the same way; `SO-26001` for the first of 2026. */
export function nextNumber(used: readonly string[], today: string): string {
  let best: { prefix: string; digits: string } | null = null;
  for (const number of used) {
    const [, prefix = '', digits = ''] = /^(.*?)(\d{1,15})$/.exec(number) ?? [];
    if (digits !== '' && (best === null || Number(digits) > Number(best.digits))) best = { prefix, digits };
  }
  if (!best) return `SO-${today.slice(2, 4)}001`;
  return best.prefix + String(Number(best.digits) + 1).padStart(best.digits.length, '0');
}

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
  const stage = workspace.stages[0]?.id ?? firstStage;
  const [top] = workspace.orders.filter((row) => row.stage === stage).sort(comparePosition);
  const position = positionBetween(null, top?.position ?? null, Math.random);
  const used = (await workspace.orderNumbers()).flatMap((order) => order.numbers);
  const written = await workspace.change('order', id, {
    set: {
      number: nextNumber(used, today),
      stage,
      position,
      enquiry: today,
      ...(workspace.person === null ? {} : { owner: workspace.person }),
      ...preset,
    },
  });
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
