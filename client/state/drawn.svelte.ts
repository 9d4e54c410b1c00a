import type { OpenEntity, Seen } from './entity.svelte.ts';

/**
 * What the buttons on the screen were drawn from. A press is made upon that: what a colleague's change has brought since
 * the last drawing was not seen, and is not superseded (F2).
 */
export function drawnFrom(entity: OpenEntity): () => Seen {
  let drawn = entity.look();
  $effect(() => {
    drawn = entity.look();
  });
  return () => drawn;
}
