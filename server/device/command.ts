import type { Shelf } from '../../shared/model/rows.ts';
import type { JoinLink } from './link.ts';

export type ListKind = 'order' | 'customer' | 'product';

/** What is asked of a device that is there. */
export type Command =
  | { readonly kind: 'list'; readonly of: ListKind; readonly also: readonly Shelf[] }
  | { readonly kind: 'get'; readonly id: string }
  | {
      readonly kind: 'set';
      readonly id: string;
      readonly assignments: readonly Assignment[];
      /** What must still stand for it to be done. */
      readonly was?: readonly Assignment[];
    }
  | { readonly kind: 'new'; readonly file: string }
  | { readonly kind: 'conflicts' }
  | { readonly kind: 'resolve'; readonly id: string; readonly path: string; readonly take: number }
  | { readonly kind: 'sync'; readonly seconds: number }
  | { readonly kind: 'watch' };

/** What a command does once the files it names are read. */
export type Work = Exclude<Command, { kind: 'new' | 'watch' }> | ({ readonly kind: 'new' } & OrderInput);

/** The file of a new order: read where it was named, for a pipe is of that process alone. */
export interface OrderInput {
  readonly file: string;
  readonly text: string;
}

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
