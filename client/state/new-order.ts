import { tick } from 'svelte';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { App } from './app.ts';
import { forgetAsked, rememberAsked } from './asked.ts';
import { createOrder } from './create.ts';
import { Part } from './part.svelte.ts';
import { wall } from './ports.svelte.ts';

const dropping = new Part(() => import('./drop-blank.ts'));

/** Orders that were made here by one press, of which nothing is known. */
const bare = new Set<EntityId>();

/** Makes an order and opens it. */
export async function newOrder({ workspace, router }: Pick<App, 'workspace' | 'router'>): Promise<void> {
  rememberAsked();
  const id = await createOrder(workspace, wall.today);
  forgetAsked();
  if (!id) return;
  bare.add(id);
  router.go(router.to('orders', id));
}

/** An order is not open any more: one that was made here and into which nothing was ever entered goes into the trash. */
export async function leaveNewOrder(
  workspace: App['workspace'],
  router: App['router'],
  id: EntityId,
): Promise<void> {
  if (!bare.has(id)) return;
  // What ends with a component still sees the address from before.
  await tick();
  const { view, entity } = router.route;
  // Only looked away from, to another page or another width of the window: it is come back to.
  if (entity === id || (view !== 'orders' && view !== 'today')) return;
  bare.delete(id);
  const { dropBlank } = await dropping.load();
  await dropBlank(workspace, id);
}
