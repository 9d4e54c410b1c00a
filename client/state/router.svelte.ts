import type { Shelf } from '../../shared/model/rows.ts';
import type { EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import { emptyPlan, type PlanState } from '../../shared/views/plan-state.ts';
import { usualView, type ViewState } from '../../shared/views/view-state.ts';
import { addressOf, parseRoute, searchOf, type Route, type View } from './route.ts';

/** The address of this tab as a value; history API underneath. */
export class Router {
  #route: Route;
  readonly #fallback: WorkspaceId;

  constructor(fallback: WorkspaceId) {
    this.#fallback = fallback;
    this.#route = $state.raw(this.#read());
    history.replaceState(history.state, '', addressOf(this.#route) + location.hash);
    addEventListener('popstate', () => (this.#route = this.#read()));
  }

  #read(): Route {
    return parseRoute(location.pathname, location.search, this.#fallback);
  }

  get route(): Route {
    return this.#route;
  }

  get workspace(): WorkspaceId {
    return this.#route.workspace;
  }

  /** The address of a view of this workspace. An order opens beside the orders as they are shown. */
  to(view: View, entity: EntityId | null = null, shelf: Shelf = 'open'): string {
    const state = view === 'orders' && this.#route.view === 'orders' ? this.#route.state : usualView;
    return addressOf({ workspace: this.#route.workspace, view, entity, shelf, state, plan: emptyPlan });
  }

  /** The address of the orders shown in some other way. */
  shown(state: ViewState): string {
    return addressOf({ ...this.#route, view: 'orders', state });
  }

  /** The address of a load plan: of an order, of a product, or of neither. */
  plan(entity: EntityId | null, plan: PlanState = emptyPlan): string {
    return addressOf({ ...this.#route, view: 'plan', entity, shelf: 'open', plan });
  }

  /** The address of the figures of the orders a view shows. */
  figures(state: ViewState): string {
    return addressOf({ ...this.#route, view: 'figures', entity: null, shelf: 'open', state });
  }

  /** What the address says of the orders that are shown: it is what a saved view keeps. */
  get search(): string {
    return searchOf(this.#route);
  }

  /** The same of a search that anybody may have written: what is not understood is left out. */
  usual(search: string): string {
    return searchOf(this.#at(search));
  }

  /** The address of the orders as a search shows them. */
  found(search: string): string {
    return addressOf(this.#at(search));
  }

  #at(search: string): Route {
    return parseRoute(`/${this.#route.workspace}/orders`, search, this.#fallback);
  }

  go(address: string, replace = false): void {
    if (address === location.pathname + location.search) return;
    if (replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    this.#route = this.#read();
  }

  /** Closes what is open and stays in the view. */
  close(): void {
    this.go(this.to(this.#route.view, null, this.#route.shelf));
  }

  /** Follows plain clicks on links of this workspace without loading the page anew. */
  follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target !== '' || link.origin !== location.origin || link.hash !== '') return;
    if (!link.pathname.startsWith(`/${this.#route.workspace}/`)) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}
