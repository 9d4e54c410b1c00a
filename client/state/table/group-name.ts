import type { EntityId } from '../../../shared/sync/document-name.ts';
import type { GroupKey } from '../../../shared/views/grouping.ts';
import { language, t } from '../../i18n/language.svelte.ts';
import { customerName, stageName } from '../card.ts';
import { productName } from '../goods.ts';
import type { Workspace } from '../workspace.svelte.ts';

/** What a section of a table is of, in words. */
export function groupName(workspace: Workspace, key: GroupKey, group: string): string {
  if (group === '') return t('table.none');
  switch (key) {
    case 'stage': {
      const stage = workspace.stage(group);
      return stage ? stageName(stage) : group;
    }
    case 'customer':
      return customerName(workspace.customers.get(group as EntityId)) || group;
    case 'product':
      return productName(workspace.products.get(group as EntityId)) || group;
    case 'month':
      return new Intl.DateTimeFormat(language.tag, {
        year: 'numeric',
        month: 'long',
        timeZone: 'UTC',
      }).format(new Date(`${group}-01T00:00:00Z`));
    case 'owner':
    case 'port':
      return group;
  }
}
