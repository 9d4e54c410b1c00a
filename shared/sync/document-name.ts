/** A document's name as rule H16 allows it: `<workspace>/<compartment>/<entity>/<part>`. */

export type DocumentName = string & { readonly __brand: 'DocumentName' };
export type WorkspaceId = string & { readonly __brand: 'WorkspaceId' };
export type EntityId = string & { readonly __brand: 'EntityId' };

export const compartments = ['board', 'commercial', 'customers', 'products', 'team'] as const;
export type Compartment = (typeof compartments)[number];
export const parts = ['facts', 'note'] as const;
export type Part = (typeof parts)[number];

export interface DocumentAddress {
  readonly workspace: WorkspaceId;
  readonly compartment: Compartment;
  readonly entity: EntityId;
  readonly part: Part;
}

/** The addresses the app and the relay keep for themselves; a workspace cannot take one of them. */
const reserved = new Set(['sync', 'link', 'healthz', 'assets']);
const workspacePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;
const namePattern =
  /^([a-z0-9][a-z0-9-]{0,39})\/(board|commercial|customers|products|team)\/([a-z]+_[a-z0-9]{1,40})\/(facts|note)$/;
const maxNameLength = 160;

export function parseWorkspace(text: string): WorkspaceId | null {
  return workspacePattern.test(text) && !reserved.has(text) ? (text as WorkspaceId) : null;
}

/** Takes any text; gives the parts of a well-formed name, null for everything else. */
export function parseDocumentName(text: string): DocumentAddress | null {
  if (text.length > maxNameLength) return null;
  const match = namePattern.exec(text);
  const [, workspaceText = '', compartment, entity, part] = match ?? [];
  const workspace = parseWorkspace(workspaceText);
  if (!match || !workspace) return null;
  return {
    workspace,
    compartment: compartment as Compartment,
    entity: entity as EntityId,
    part: part as Part,
  };
}

export function documentName(address: DocumentAddress): DocumentName {
  return `${address.workspace}/${address.compartment}/${address.entity}/${address.part}` as DocumentName;
}

/** The same text, branded, when it is a well-formed name; null when it is not. */
export function asDocumentName(text: string): DocumentName | null {
  return parseDocumentName(text) ? (text as DocumentName) : null;
}
