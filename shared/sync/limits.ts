/** Bounds of a hub. Each has a default that no honest use meets. */
export interface HubLimits {
  /** Bytes of one update, and of one stock frame (H14). */
  readonly documentBytes: number;
  /** Documents that one link may have open as channels at a time. */
  readonly linkChannels: number;
  /** Bytes of a state vector that a joiner may present. */
  readonly stateVectorBytes: number;
  /** Bytes of one client's presence. */
  readonly awarenessStateBytes: number;
  /** Client ids whose presence one connection may bring. */
  readonly awarenessClients: number;
  /** A presence not renewed for so many milliseconds is removed. */
  readonly awarenessStaleAfter: number;
  /** Every connection hears something at least this often, in milliseconds (H15). */
  readonly pulseEvery: number;
  /** Bytes of computed differences that are kept for others who come with the same state vector. */
  readonly cacheBytes: number;
}

export const defaultHubLimits: HubLimits = {
  documentBytes: 16 * 1024 * 1024,
  linkChannels: 1000,
  stateVectorBytes: 256 * 1024,
  awarenessStateBytes: 4 * 1024,
  awarenessClients: 64,
  awarenessStaleAfter: 30_000,
  pulseEvery: 12_000,
  cacheBytes: 32 * 1024 * 1024,
};
