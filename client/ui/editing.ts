import { createContext } from 'svelte';
import type { EntityKind } from '../../shared/model/field.ts';
import type { AskBefore } from '../state/ask-before.svelte.ts';
import type { OpenEntity } from '../state/entity.svelte.ts';

/** The entity whose fields a page edits, for the fields in it. */
export interface Editing {
  readonly entity: OpenEntity;
  readonly kind: EntityKind;
  /** Where checks of orders rest on what is written here: it asks before it writes. */
  readonly ask?: AskBefore;
}

export const [useEditing, provideEditing] = createContext<Editing>();
