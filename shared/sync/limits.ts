/** Bounds of a hub. Each has a default that no honest use meets; who runs a relay may set them (`server/limits.ts`). */
export interface HubLimits {
  /** Bytes of one document as it is stored, and so of one update and of one stock frame (H14). */
  readonly documentBytes: number;
  /** Bytes of a state vector that a joiner may present. */
  readonly stateVectorBytes: number;
  /** Updates, and what asks for an answer, that one connection may bring in a second, for as long as it likes. */
  readonly updatesPerSecond: number;
  /** So many it may bring at once, after a pause. */
  readonly updatesAtOnce: number;
  /** Updates of one link that wait for an answer, or for what they rest on. */
  readonly unansweredUpdates: number;
  /** Documents whose presence one link may follow, and those it may have open as channels. */
  readonly documentsPerLink: number;
  /** Bytes of what one link offers at a time when stores are compared (H9), until the relay has it too. */
  readonly offeredBytes: number;
  /** Client ids that are kept for one connection because it writes under them (H12). */
  readonly writerIds: number;
  /** Bytes of one client's presence. */
  readonly awarenessStateBytes: number;
  /** Client ids whose presence one connection may bring. */
  readonly awarenessClients: number;
  /** Changes of presence in one document that one connection may bring in a second. */
  readonly awarenessPerSecond: number;
  /** A presence not renewed for so many milliseconds is removed. */
  readonly awarenessStaleAfter: number;
  /** Every connection hears something at least this often, in milliseconds (H15). */
  readonly pulseEvery: number;
  /** Bytes of computed differences that are kept for others who come with the same state vector. */
  readonly cacheBytes: number;
  /** Bytes of what is known of the documents that are open; what is over is read from the store again. */
  readonly knownBytes: number;
}

export const defaultHubLimits: HubLimits = {
  documentBytes: 16 * 1024 * 1024,
  stateVectorBytes: 256 * 1024,
  updatesPerSecond: 1_000,
  updatesAtOnce: 10_000,
  unansweredUpdates: 4_096,
  documentsPerLink: 1_024,
  offeredBytes: 64 * 1024 * 1024,
  writerIds: 4_096,
  awarenessStateBytes: 4 * 1024,
  awarenessClients: 64,
  awarenessPerSecond: 20,
  awarenessStaleAfter: 30_000,
  pulseEvery: 12_000,
  cacheBytes: 32 * 1024 * 1024,
  knownBytes: 64 * 1024 * 1024,
};
