import type { ReadOnly } from '../../shared/model/read-only.ts';

/**
 * A change that is written nowhere: the device refused its document for good (44xx) or did not answer in time, a newer
 * version wrote there (F5), or the entity is in the trash.
 */
export class NotWritten extends Error {
  override readonly name = 'NotWritten';
  /** The device's answer; null when there was none; why the entity is read-only when the device need not be asked. */
  readonly code: number | ReadOnly | null;

  constructor(code: number | ReadOnly | null) {
    super(code === null ? 'the device did not answer' : `not written: ${code}`);
    this.code = code;
  }
}
