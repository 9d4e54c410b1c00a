import { createContext } from 'svelte';
import type { Router } from './router.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What every view may use. */
export interface App {
  readonly router: Router;
  readonly workspace: Workspace;
  /** Says something to people who listen to the page instead of seeing it. */
  announce(text: string): void;
}

export const [useApp, provideApp] = createContext<App>();
