import { createContext } from 'svelte';
import type { EntityKind } from '../../shared/model/field.ts';
import type { OpenEntity } from '../state/entity.svelte.ts';

/** The entity whose fields a page edits, for the fields in it. */
export interface Editing {
  readonly entity: OpenEntity;
  readonly kind: EntityKind;
}

export const [useEditing, provideEditing] = createContext<Editing>();
