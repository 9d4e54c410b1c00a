import { languages, language } from '../i18n/language.svelte.ts';
import { usualView, type ViewKind } from '../../shared/views/view-state.ts';
import type { AppAction } from './actions.ts';
import { viewActions } from './view-actions.ts';
import type { App } from './app.ts';
import { appearance, densities, themes } from './appearance.svelte.ts';
import { dialogs } from './dialogs.svelte.ts';
import { newOrder } from './new-order.ts';

/** Does what a key or the palette asks for, wherever somebody is. */
export function perform({ router, workspace }: App, action: AppAction): void {
  const show = (kind: ViewKind): void => {
    const { view, state } = router.route;
    const shown = view === 'orders' ? state : usualView;
    router.go(router.shown({ ...shown, kind, sort: null, group: null, lane: null }));
  };
  switch (action) {
    case 'palette':
      if (dialogs.shown === 'palette') dialogs.close('palette');
      else dialogs.open('palette');
      break;
    case 'sheet':
      dialogs.open('sheet');
      break;
    case 'find':
      find();
      break;
    case 'newOrder':
      void newOrder({ workspace, router });
      break;
    case 'settle':
      document.querySelector<HTMLElement>('button.inbox')?.click();
      break;
    case 'undo':
      void workspace.actions.undo();
      break;
    case 'redo':
      void workspace.actions.redo();
      break;
    case 'goToday':
      router.go(router.to('today'));
      break;
    case 'goOrders':
      router.go(router.to('orders'));
      break;
    case 'goCustomers':
      router.go(router.to('customers'));
      break;
    case 'goProducts':
      router.go(router.to('products'));
      break;
    case 'planLoad': {
      const { entity, view } = router.route;
      router.go(router.plan(view === 'orders' || view === 'products' || view === 'plan' ? entity : null));
      break;
    }
    case 'goSettings':
      router.go(router.to('settings'));
      break;
    case 'goArchive':
      router.go(router.to('orders', null, 'archived'));
      break;
    case 'goTrash':
      router.go(router.to('orders', null, 'trash'));
      break;
    case 'showBoard':
    case 'showTable':
    case 'showCalendar':
    case 'showTimeline':
      show(viewActions[action]);
      break;
    case 'language':
      void language.choose(after(languages, language.value));
      break;
    case 'theme':
      appearance.chooseTheme(after(themes, appearance.theme));
      break;
    case 'density':
      appearance.chooseDensity(after(densities, appearance.density));
  }
}

/** The one after this one, and after the last the first. */
export function after<T>(all: readonly T[], one: T): T {
  return all[(all.indexOf(one) + 1) % all.length] ?? one;
}

/** The field over a list, where there is one. */
function find(): void {
  const field = document.querySelector<HTMLInputElement>('[data-find]');
  if (field) {
    field.focus();
    field.select();
  } else dialogs.open('palette');
}
