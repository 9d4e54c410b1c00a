import type { Shelf } from '../../shared/model/rows.ts';
import type { JoinLink } from './link.ts';

export type ListKind = 'order' | 'customer' | 'product';

/** What is asked of a device that is there. */
export type Command =
  | { readonly kind: 'list'; readonly of: ListKind; readonly also: readonly Shelf[] }
  | { readonly kind: 'get'; readonly id: string }
  | { readonly kind: 'set'; readonly id: string; readonly assignments: readonly Assignment[] }
  | { readonly kind: 'new'; readonly file: string }
  | { readonly kind: 'conflicts' }
  | { readonly kind: 'resolve'; readonly id: string; readonly path: string; readonly take: number }
  | { readonly kind: 'sync'; readonly seconds: number }
  | { readonly kind: 'watch' };

/** `path=value` as it was typed. */
export interface Assignment {
  readonly path: string;
  readonly text: string;
}

export interface Call {
  readonly dir: string;
  readonly json: boolean;
  readonly command:
    Command | { readonly kind: 'init'; readonly link: JoinLink; readonly person: string | null };
}
