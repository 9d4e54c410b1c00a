import { Folds } from './folds.svelte.ts';

/** The sections of an order's panel that are folded away on this device, for every order. */
export const panelFolds = new Folds('gendan.sections');
