import type { EntityId } from '../../shared/sync/document-name.ts';
import type { GroupKey } from '../../shared/views/grouping.ts';
import { formatMonth } from '../i18n/format.ts';
import { t } from '../i18n/language.svelte.ts';
import { customerLabel, stageName } from './card.ts';
import { productLabel } from './goods.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What a group is called: a column's or a lane's head. */
export function groupName(workspace: Workspace, key: GroupKey, group: string): string {
  if (group === '') return t(`group.none.${key}`);
  switch (key) {
    case 'stage': {
      const stage = workspace.stage(group);
      return stage ? stageName(stage) : group;
    }
    case 'customer':
      return customerLabel(workspace.customers, group as EntityId);
    case 'product':
      return productLabel(workspace.products, group as EntityId);
    case 'month':
      return formatMonth(group);
    case 'owner':
    case 'port':
      return group;
  }
}
