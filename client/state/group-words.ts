import type { EntityId } from '../../shared/sync/document-name.ts';
import type { GroupKey } from '../../shared/views/grouping.ts';
import { formatMonth } from '../i18n/format.ts';
import { t } from '../i18n/language.svelte.ts';
import { customerName, stageName } from './card.ts';
import { productName } from './goods.ts';
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
      return customerName(workspace.customers.get(group as EntityId)) || t('card.noCustomer');
    case 'product':
      return productName(workspace.products.get(group as EntityId)) || t('group.unnamed');
    case 'month':
      return formatMonth(group);
    case 'owner':
    case 'port':
      return group;
  }
}
