import type { EntityKind } from '../../shared/model/field.ts';

/** What a card of knowledge can be about, as `data-know` names it: `customer:customer_c01`, `port:Jebel Ali`. */
export type Subject =
  | { readonly kind: 'customer' | 'product'; readonly id: string }
  | { readonly kind: 'port' | 'container' | 'term'; readonly name: string };

const ports = /^port_of_(?:loading|discharge)$/;
/** Fields whose label is a term of the trade that not everybody knows. */
const terms: Readonly<Record<string, string>> = {
  tolerance: 'tolerance',
  latest_shipment: 'latest_shipment',
  papers_due: 'papers_due',
};

/** What a field's value can be asked about; undefined where there is nothing to tell. */
export function knowAt(kind: EntityKind, path: string, value: string): string | undefined {
  const name = path.split('/').at(-1) ?? path;
  if (kind === 'team') return undefined;
  if (name in terms && kind === 'order') return `term:${terms[name]}`;
  if (value === '') return undefined;
  if (kind === 'order' && path === 'customer') return `customer:${value}`;
  if (name === 'product' && kind !== 'product') return `product:${value}`;
  if (ports.test(name)) return `port:${value}`;
  if (name === 'incoterm' || name === 'usual_incoterm') return `term:${value}`;
  return /^containers\/[^/]+\/type$/.test(path) ? `container:${value}` : undefined;
}

/** What a text of `data-know` names; null for what no card knows. */
export function subjectOf(text: string): Subject | null {
  const [, kind = '', name = ''] = /^(\w+):(.+)$/.exec(text) ?? [];
  switch (kind) {
    case 'customer':
    case 'product':
      return { kind, id: name };
    case 'port':
    case 'container':
    case 'term':
      return { kind, name };
    default:
      return null;
  }
}
