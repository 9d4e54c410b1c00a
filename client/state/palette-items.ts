import { folded } from '../../shared/views/folded.ts';
import type { ViewKind } from '../../shared/views/view-state.ts';
import { language, languages, t } from '../i18n/language.svelte.ts';
import { actionIds, actions, type ActionId, type AppAction, type CardAction } from './actions.ts';
import { viewActions } from './view-actions.ts';
import { appearance, densities, themes } from './appearance.svelte.ts';
import { after } from './perform.ts';
import type { IconName } from '../ui/icons.ts';
import type { Found } from './search.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What the palette offers, a line each. */
export type Item =
  | { readonly kind: 'found'; readonly key: string; readonly found: Found }
  /** The orders that a text finds, on the board. */
  | { readonly kind: 'show'; readonly key: string; readonly count: number }
  | {
      readonly kind: 'action';
      readonly key: string;
      readonly action: AppAction | CardAction;
      readonly title: string;
    };

/** The actions in the palette, with their icons; the others are for the keys alone. */
export const actionIcons: Partial<Readonly<Record<ActionId, IconName>>> = {
  find: 'find',
  newOrder: 'plus',
  settle: 'conflict',
  undo: 'undo',
  redo: 'redo',
  goToday: 'today',
  goOrders: 'board',
  goCustomers: 'customers',
  goProducts: 'products',
  planLoad: 'container',
  goSettings: 'settings',
  goArchive: 'container',
  goTrash: 'trash',
  showBoard: 'board',
  showTable: 'board',
  showCalendar: 'clock',
  showTimeline: 'right',
  language: 'settings',
  theme: 'settings',
  density: 'settings',
  sheet: 'unknown',
  open: 'right',
  edit: 'right',
  move: 'right',
};

/** What an action is called, and what it would do now. */
export function actionTitle(action: ActionId): string {
  switch (action) {
    case 'language':
      return t('keys.language', { to: t(`language.${after(languages, language.value)}`) });
    case 'theme':
      return t('keys.theme', { to: t(`settings.theme.${after(themes, appearance.theme)}`) });
    case 'density':
      return t('keys.density', { to: t(`settings.density.${after(densities, appearance.density)}`) });
    default:
      return t(`keys.${action}`);
  }
}

interface Circumstances {
  readonly workspace: Workspace;
  /** A card had the focus. */
  readonly onCard: boolean;
  readonly hasView: (kind: ViewKind) => boolean;
}

/** Whether there is anything for an action to do. */
function isPossible(action: ActionId, { workspace, onCard, hasView }: Circumstances): boolean {
  if (actions[action].where === 'cards') return onCard;
  if (action in viewActions) {
    const kind = viewActions[action as keyof typeof viewActions];
    return hasView(kind);
  }
  if (action === 'undo') return workspace.actions.next !== null;
  if (action === 'redo') return workspace.actions.again !== null;
  return action !== 'settle' || document.querySelector('button.inbox') !== null;
}

/** The actions that are called by what somebody typed; all of them for nothing. */
export function actionItems(text: string, circumstances: Circumstances): readonly Item[] {
  const words = folded(text).split(/\s+/).filter(Boolean);
  return actionIds.flatMap((action): readonly Item[] => {
    if (actionIcons[action] === undefined || !isPossible(action, circumstances)) return [];
    const title = actionTitle(action);
    const called = folded(title);
    if (!words.every((word) => called.includes(word))) return [];
    return [{ kind: 'action', key: `action-${action}`, action: action as AppAction | CardAction, title }];
  });
}
