import type { TabEdits } from '../local/local-relay.ts';
import type { OfflineReason } from '../../shared/sync/link-device.ts';
import type { DeviceStatus } from '../worker/messages.ts';

/** The truth about saving in one state: what the status line says. */
export type Saving =
  | { readonly kind: 'saving' }
  | { readonly kind: 'device'; readonly because: 'connecting' | 'catching' }
  | { readonly kind: 'wait'; readonly count: number }
  /** Changes the team's relay would not take; they stay on this device. */
  | { readonly kind: 'aside'; readonly count: number }
  /** Documents whose changes not even this device took; they are in this page alone. */
  | { readonly kind: 'page'; readonly count: number }
  | { readonly kind: 'team' }
  | { readonly kind: 'offline'; readonly since: number; readonly why: OfflineReason }
  | { readonly kind: 'refused'; readonly code: number; readonly reason: string }
  | { readonly kind: 'failed' };

/** Answers of the relay that mean the key: none came, or not the right one. */
export const keyRefusals: ReadonlySet<number> = new Set([4401, 4403]);

export function savingOf(status: DeviceStatus | null, { unsaved, refused }: TabEdits): Saving {
  if (refused > 0) return { kind: 'page', count: refused };
  if (status === null) return { kind: 'device', because: 'connecting' };
  if (status.storage.kind === 'failed') return { kind: 'failed' };
  const { link } = status;
  switch (link.kind) {
    case 'refused':
      return { kind: 'refused', code: link.code, reason: link.reason };
    case 'offline':
      return unsaved > 0 ? { kind: 'saving' } : { kind: 'offline', since: link.since, why: link.why };
    case 'connecting':
      return unsaved > 0 ? { kind: 'saving' } : { kind: 'device', because: 'connecting' };
    case 'connected':
      if (unsaved > 0) return { kind: 'saving' };
      if (status.setAside > 0) return { kind: 'aside', count: status.setAside };
      if (status.waiting > 0) return { kind: 'wait', count: status.waiting };
      return link.caughtUp ? { kind: 'team' } : { kind: 'device', because: 'catching' };
  }
}
