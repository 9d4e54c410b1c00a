import type { App } from './app.ts';
import { forgetAsked, rememberAsked } from './asked.ts';
import { createOrder } from './create.ts';
import { wall } from './ports.svelte.ts';

/** Makes an order and opens it. */
export async function newOrder({ workspace, router }: Pick<App, 'workspace' | 'router'>): Promise<void> {
  rememberAsked();
  const id = await createOrder(workspace, wall.today);
  forgetAsked();
  if (id) router.go(router.to('orders', id));
}
