import type { Shelf } from '../../shared/model/rows.ts';
import { parseWorkspace, type EntityId, type WorkspaceId } from '../../shared/sync/document-name.ts';

export type View = 'orders' | 'customers' | 'products' | 'settings';

/** Where a page is: `/<workspace>/orders/<entity>`. */
export interface Route {
  readonly workspace: WorkspaceId;
  readonly view: View;
  readonly entity: EntityId | null;
  /** What the list shows: what is open, put away, or deleted. */
  readonly shelf: Shelf;
}

const views: readonly View[] = ['orders', 'customers', 'products', 'settings'];
const entityPattern = /^[a-z]+_[a-z0-9]{1,40}$/;

/** Takes an address's path and query; what is not understood falls back to the board of `fallback`. */
export function parseRoute(path: string, search: string, fallback: WorkspaceId): Route {
  const [workspaceText = '', viewText = '', entityText = ''] = path.split('/').slice(1);
  const workspace = parseWorkspace(workspaceText) ?? fallback;
  const view = views.find((one) => one === viewText) ?? 'orders';
  const entity = entityPattern.test(entityText) ? (entityText as EntityId) : null;
  return { workspace, view, entity, shelf: hasShelf(view, entity) ? parseShelf(search) : 'open' };
}

/** The board keeps its list beside an open order; elsewhere a page takes the list's place. */
function hasShelf(view: View, entity: EntityId | null): boolean {
  return view === 'orders' || (view !== 'settings' && entity === null);
}

function parseShelf(search: string): Shelf {
  const query = new URLSearchParams(search);
  return query.has('archived') ? 'archived' : query.has('trash') ? 'trash' : 'open';
}

export function addressOf({ workspace, view, entity, shelf }: Route): string {
  const path = [workspace, view, ...(entity ? [entity] : [])].join('/');
  return `/${path}${shelf === 'open' || !hasShelf(view, entity) ? '' : `?${shelf}`}`;
}
