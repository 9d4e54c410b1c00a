import * as Y from 'yjs';

/** The kind of a struct that holds a document of its own. */
const subdocument = 9;
const kindBits = 0x1f;

/**
 * Reads an update of version 1 and throws on documents within documents. Nobody here writes them, and Yjs makes a whole
 * Y.Doc of each while it decodes: 16 MiB of them are ten seconds and gigabytes.
 */
export class GuardedDecoder extends Y.UpdateDecoderV1 {
  override readInfo(): number {
    const info = super.readInfo();
    if ((info & kindBits) === subdocument) throw new Error('a document within a document');
    return info;
  }
}
