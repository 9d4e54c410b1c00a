import type { DeviceStatus } from '../worker/messages.ts';

/** The truth about saving in one of six states: what the status line says. */
export type Saving =
  | { readonly kind: 'saving' }
  | { readonly kind: 'device'; readonly because: 'connecting' | 'catching' }
  | { readonly kind: 'wait'; readonly count: number }
  | { readonly kind: 'team' }
  | { readonly kind: 'offline'; readonly since: number }
  | { readonly kind: 'refused'; readonly code: number; readonly reason: string }
  | { readonly kind: 'failed' };

/** `unsaved`: frames of this tab the worker has not committed yet. */
export function savingOf(status: DeviceStatus | null, unsaved: number): Saving {
  if (status === null) return { kind: 'device', because: 'connecting' };
  if (status.storage.kind === 'failed') return { kind: 'failed' };
  const { link } = status;
  switch (link.kind) {
    case 'refused':
      return { kind: 'refused', code: link.code, reason: link.reason };
    case 'offline':
      return unsaved > 0 ? { kind: 'saving' } : { kind: 'offline', since: link.since };
    case 'connecting':
      return unsaved > 0 ? { kind: 'saving' } : { kind: 'device', because: 'connecting' };
    case 'connected':
      if (unsaved > 0) return { kind: 'saving' };
      if (status.waiting > 0) return { kind: 'wait', count: status.waiting };
      return link.caughtUp ? { kind: 'team' } : { kind: 'device', because: 'catching' };
  }
}
