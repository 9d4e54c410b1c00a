import type { DocumentName } from '../../shared/sync/document-name.ts';
import type { OfflineReason } from '../../shared/sync/link-device.ts';
import type { KeyVerdict } from './keyring.ts';
import type { Answer, Question } from './question.ts';

/** What tab and worker say to each other. Bytes travel as they are, as transferable buffers. */
export type FromTab =
  | {
      readonly kind: 'hello';
      readonly workspace: string;
      /** The workspace key out of the address, when it brought one (W6). */
      readonly key: string | null;
      readonly build: string;
      /** A Web Lock this tab holds as long as it lives; null where there are none (W5): then it says `here`. */
      readonly lock: string | null;
    }
  | { readonly kind: 'open'; readonly channel: number; readonly document: DocumentName }
  | { readonly kind: 'data'; readonly channel: number; readonly frame: ArrayBuffer }
  | { readonly kind: 'close'; readonly channel: number }
  /** Asked until `unwatch`; a later question under the same number stands for the earlier one. */
  | { readonly kind: 'watch'; readonly watch: number; readonly question: Question }
  | { readonly kind: 'unwatch'; readonly watch: number }
  | { readonly kind: 'reconnect' }
  /** Says that the tab lives, and asks for a `welcome` as a sign that the worker does. */
  | { readonly kind: 'here' }
  | { readonly kind: 'bye' };

export type FromWorker =
  /** The answer to `hello` and `here`. The worker holds this Web Lock as long as it lives. */
  | { readonly kind: 'welcome'; readonly lock: string | null }
  | { readonly kind: 'opened'; readonly channel: number }
  | { readonly kind: 'data'; readonly channel: number; readonly frame: ArrayBuffer }
  /** So many of this channel's frames with updates are committed on this device (W4). */
  | { readonly kind: 'saved'; readonly channel: number; readonly frames: number }
  | { readonly kind: 'closed'; readonly channel: number; readonly code: number; readonly reason: string }
  | { readonly kind: 'answer'; readonly watch: number; readonly answer: Answer }
  /** What became of the key in this tab's `hello` (W6). */
  | { readonly kind: 'key'; readonly key: string; readonly verdict: KeyVerdict }
  | { readonly kind: 'status'; readonly status: DeviceStatus };

/** The truth about saving, as the hub of this device knows it. The tab adds what it has not handed over yet. */
export interface DeviceStatus {
  readonly link:
    | { readonly kind: 'connecting' }
    | { readonly kind: 'connected'; readonly caughtUp: boolean }
    | { readonly kind: 'offline'; readonly since: number; readonly why: OfflineReason }
    /** A final answer of the relay: wrong key, wrong workspace (44xx). */
    | { readonly kind: 'refused'; readonly code: number; readonly reason: string };
  /** Updates in the outbox. */
  readonly waiting: number;
  /** Updates the relay would not take; kept, shown. */
  readonly setAside: number;
  /** Documents received, and how much of all in per cent, while much is being fetched. */
  readonly filling: { readonly received: number; readonly percent: number } | null;
  /** Entities whose rows are made anew, of so many; null while there are few of them. */
  readonly projecting: { readonly done: number; readonly total: number } | null;
  /** Whether edits can be kept on this device. */
  readonly storage:
    | { readonly kind: 'durable' }
    /** `upgraded`: a newer version has changed the tables; this page writes nothing and must be loaded again (W2). */
    | { readonly kind: 'failed'; readonly reason: 'upgraded' | 'removed' | 'unavailable' };
}
