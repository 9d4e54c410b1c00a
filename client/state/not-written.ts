/** A change that is written nowhere: the device refused its document for good (44xx) or did not answer in time, or a newer version wrote there (F5). */
export class NotWritten extends Error {
  override readonly name = 'NotWritten';
  /** The device's answer; null when there was none; `newer` when it need not be asked. */
  readonly code: number | 'newer' | null;

  constructor(code: number | 'newer' | null) {
    super(code === null ? 'the device did not answer' : `not written: ${code}`);
    this.code = code;
  }
}
