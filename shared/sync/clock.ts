/** Time and scheduling come in from outside, so that a simulation can replay a run. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` once after what is already due: the hub's tick. */
  soon(task: () => void): void;
  /** Runs `task` once after `milliseconds`; gives what cancels it. */
  after(milliseconds: number, task: () => void): () => void;
}
