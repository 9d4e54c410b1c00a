import { parseWorkspace, type EntityId, type WorkspaceId } from '../../shared/sync/document-name.ts';

export type View = 'orders' | 'customers' | 'products' | 'settings';

/** Where a page is: `/<workspace>/orders/<entity>`. */
export interface Route {
  readonly workspace: WorkspaceId;
  readonly view: View;
  readonly entity: EntityId | null;
  /** Archived orders instead of open ones. */
  readonly archived: boolean;
}

const views: readonly View[] = ['orders', 'customers', 'products', 'settings'];
const entityPattern = /^[a-z]+_[a-z0-9]{1,40}$/;

/** Takes an address's path and query; what is not understood falls back to the board of `fallback`. */
export function parseRoute(path: string, search: string, fallback: WorkspaceId): Route {
  const [workspaceText = '', viewText = '', entityText = ''] = path.split('/').slice(1);
  const workspace = parseWorkspace(workspaceText) ?? fallback;
  const view = views.find((one) => one === viewText) ?? 'orders';
  const entity = entityPattern.test(entityText) ? (entityText as EntityId) : null;
  const archived = view === 'orders' && new URLSearchParams(search).has('archived');
  return { workspace, view, entity, archived };
}

export function addressOf(route: Route): string {
  const path = [route.workspace, route.view, ...(route.entity ? [route.entity] : [])].join('/');
  return `/${path}${route.archived ? '?archived' : ''}`;
}
