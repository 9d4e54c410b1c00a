/** A change that is written nowhere: the device refused its document for good (44xx), or did not answer in time. */
export class NotWritten extends Error {
  override readonly name = 'NotWritten';
  /** The device's answer; null when there was none. */
  readonly code: number | null;

  constructor(code: number | null) {
    super(code === null ? 'the device did not answer' : `the device refused with ${code}`);
    this.code = code;
  }
}
