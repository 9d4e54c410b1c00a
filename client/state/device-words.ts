import { t } from '../i18n/language.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Which device a change was made on, for a reader: this one, the sample's, or another by the head of its id. */
export function deviceWords(workspace: Workspace, device: string): string {
  if (device === workspace.relay.device) return t('history.thisDevice');
  return device === 'sample' ? t('history.sample') : t('history.device', { id: device.slice(0, 4) });
}
