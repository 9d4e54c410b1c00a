import type { Shelf } from '../../shared/model/rows.ts';
import { parseWorkspace, type EntityId, type WorkspaceId } from '../../shared/sync/document-name.ts';
import { emptyPlan, formatPlan, parsePlan, type PlanState } from '../../shared/views/plan-state.ts';
import { formatView, parseView, usualView, type ViewState } from '../../shared/views/view-state.ts';

export type View = 'today' | 'orders' | 'customers' | 'products' | 'figures' | 'plan' | 'settings';

/** Where a page is: `/<workspace>/orders/<entity>`. */
export interface Route {
  readonly workspace: WorkspaceId;
  readonly view: View;
  readonly entity: EntityId | null;
  /** What the list shows: what is open, put away, or deleted. */
  readonly shelf: Shelf;
  /** How the orders, or figures of them, are shown; the usual way elsewhere. */
  readonly state: ViewState;
  /** What the address of a load plan says; an empty plan elsewhere. */
  readonly plan: PlanState;
}

const views: readonly View[] = ['today', 'orders', 'customers', 'products', 'figures', 'plan', 'settings'];
const entityPattern = /^[a-z]+_[a-z0-9]{1,40}$/;

/** Takes an address's path and query; what is not understood falls back to the board of `fallback`. */
export function parseRoute(path: string, search: string, fallback: WorkspaceId): Route {
  const [workspaceText = '', viewText = '', entityText = ''] = path.split('/').slice(1);
  const workspace = parseWorkspace(workspaceText) ?? fallback;
  const view = views.find((one) => one === viewText) ?? 'orders';
  const query = new URLSearchParams(search);
  const entity = entityPattern.test(entityText) ? (entityText as EntityId) : null;
  return {
    workspace,
    view,
    entity,
    shelf: hasShelf(view, entity) ? parseShelf(query) : 'open',
    state: hasState(view) ? parseView((name) => query.get(name)) : usualView,
    plan: view === 'plan' ? parsePlan(query) : emptyPlan,
  };
}

function hasState(view: View): boolean {
  return view === 'orders' || view === 'figures';
}

/** The orders keep their list beside an open one; elsewhere a page takes the list's place. */
function hasShelf(view: View, entity: EntityId | null): boolean {
  return view === 'orders' || ((view === 'customers' || view === 'products') && entity === null);
}

function parseShelf(query: URLSearchParams): Shelf {
  return query.has('archived') ? 'archived' : query.has('trash') ? 'trash' : 'open';
}

function words(parts: Iterable<readonly [name: string, value: string]>): string {
  return new URLSearchParams(Array.from(parts, ([name, value]) => [name, value])).toString();
}

export function addressOf({ workspace, view, entity, shelf, state, plan }: Route): string {
  const path = [workspace, view, ...(entity ? [entity] : [])].join('/');
  const parts = [
    shelf === 'open' || !hasShelf(view, entity) ? '' : shelf,
    view === 'plan' ? words(formatPlan(plan)) : '',
    hasState(view) ? words(formatView(state)) : '',
  ].filter(Boolean);
  return `/${path}${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
}

/** What stands after the question mark where these orders are shown and none is open; empty for the usual way. */
export function searchOf(route: Route): string {
  const address = addressOf({ ...route, view: 'orders', entity: null });
  const mark = address.indexOf('?');
  return mark < 0 ? '' : address.slice(mark + 1);
}
