import * as encoding from 'lib0/encoding';

/** Writes updates (Yjs, version 1) by hand, struct by struct: what no Y.Doc would write. */
export interface Block {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly ForgedStruct[];
}

export type ForgedId = readonly [client: number, clock: number];
export type ForgedStruct = (out: encoding.Encoder) => void;
export type ForgedDeletes = readonly (readonly [client: number, ranges: readonly ForgedId[]])[];

export function forgeUpdate(blocks: readonly Block[], deletes: ForgedDeletes = []): Uint8Array<ArrayBuffer> {
  const out = encoding.createEncoder();
  encoding.writeVarUint(out, blocks.length);
  for (const { client, clock, structs } of blocks) {
    encoding.writeVarUint(out, structs.length);
    encoding.writeVarUint(out, client);
    encoding.writeVarUint(out, clock);
    for (const struct of structs) struct(out);
  }
  encoding.writeVarUint(out, deletes.length);
  for (const [client, ranges] of deletes) {
    encoding.writeVarUint(out, client);
    encoding.writeVarUint(out, ranges.length);
    for (const [clock, length] of ranges) {
      encoding.writeVarUint(out, clock);
      encoding.writeVarUint(out, length);
    }
  }
  return encoding.toUint8Array(out);
}

/** So many clocks of which nothing is left. */
export function collected(length: number): ForgedStruct {
  return (out) => {
    encoding.writeUint8(out, 0);
    encoding.writeVarUint(out, length);
  };
}

/** A hole of so many clocks. */
export function skipped(length: number): ForgedStruct {
  return (out) => {
    encoding.writeUint8(out, 10);
    encoding.writeVarUint(out, length);
  };
}

export interface Place {
  readonly origin?: ForgedId;
  readonly rightOrigin?: ForgedId;
  /** Looked at when there is neither origin nor right origin: a root's name or the id of a type. */
  readonly parent?: string | ForgedId;
}

export function text(content: string, place: Place): ForgedStruct {
  return item(4, place, (out) => {
    encoding.writeVarString(out, content);
  });
}

/** Plain values, each already in lib0's encoding of anything. */
export function values(encoded: readonly ForgedStruct[], place: Place): ForgedStruct {
  return item(8, place, (out) => {
    encoding.writeVarUint(out, encoded.length);
    for (const one of encoded) one(out);
  });
}

export function value(plain: Parameters<typeof encoding.writeAny>[1]): ForgedStruct {
  return (out) => {
    encoding.writeAny(out, plain);
  };
}

/** `{ "__proto__": inner }`, which no JavaScript object would be written as by chance. */
export function prototypeKey(inner: ForgedStruct): ForgedStruct {
  return (out) => {
    encoding.writeUint8(out, 118);
    encoding.writeVarUint(out, 1);
    encoding.writeVarString(out, '__proto__');
    inner(out);
  };
}

/** `[[[…null…]]]` */
export function nested(levels: number): ForgedStruct {
  return (out) => {
    for (let level = 0; level < levels; level++) {
      encoding.writeUint8(out, 117);
      encoding.writeVarUint(out, 1);
    }
    encoding.writeUint8(out, 126);
  };
}

export function subdocument(place: Place): ForgedStruct {
  return item(9, place, (out) => {
    encoding.writeVarString(out, 'guid');
    encoding.writeAny(out, {});
  });
}

function item(kind: number, { origin, rightOrigin, parent = 'default' }: Place, content: ForgedStruct) {
  return (out: encoding.Encoder): void => {
    encoding.writeUint8(out, kind | (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0));
    for (const id of [origin, rightOrigin]) if (id) writeId(out, id);
    if (!origin && !rightOrigin) {
      if (typeof parent === 'string') {
        encoding.writeVarUint(out, 1);
        encoding.writeVarString(out, parent);
      } else {
        encoding.writeVarUint(out, 0);
        writeId(out, parent);
      }
    }
    content(out);
  };
}

function writeId(out: encoding.Encoder, [client, clock]: ForgedId): void {
  encoding.writeVarUint(out, client);
  encoding.writeVarUint(out, clock);
}
