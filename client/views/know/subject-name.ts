import type { EntityId } from '../../../shared/sync/document-name.ts';
import { fieldLabel } from '../../state/conflict-label.ts';
import type { Subject } from '../../state/know.ts';
import { customerLabel } from '../../state/card.ts';
import { productLabel } from '../../state/goods.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** What the subject of a card is called. */
export function subjectName(workspace: Workspace, subject: Subject): string {
  switch (subject.kind) {
    case 'customer':
      return customerLabel(workspace.customers, subject.id as EntityId);
    case 'product':
      return productLabel(workspace.products, subject.id as EntityId);
    case 'port':
    case 'container':
      return subject.name;
    case 'term':
      return /^[A-Z]{3}$/.test(subject.name) ? subject.name : fieldLabel('order', subject.name);
  }
}
