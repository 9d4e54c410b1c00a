import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type AnyType = Y.AbstractType<unknown>;

const types: readonly unknown[] = [Y.Array, Y.Map, Y.Text, Y.XmlElement, Y.XmlFragment, Y.XmlHook, Y.XmlText];

/**
 * All that can be read in a document: texts with their formatting, values, elements with their attributes, nested types,
 * under every root whatever its type. Equal bytes mean equal content. Throws where nesting overflows the stack.
 */
export function readableContent(doc: Y.Doc): Uint8Array<ArrayBuffer> {
  const out = encoding.createEncoder();
  for (const [name, root] of sorted(doc.share)) {
    const content = encoding.createEncoder();
    writeType(content, root as AnyType);
    // A root that is empty now and one that was never there read the same.
    if (encoding.length(content) === emptyType) continue;
    encoding.writeVarString(out, name);
    encoding.writeBinaryEncoder(out, content);
  }
  return encoding.toUint8Array(out);
}

/** Ends of the list and of the map. */
const emptyType = 2;

const tag = { end: 0, text: 1, format: 2, embed: 3, binary: 4, values: 5, type: 6, other: 7 } as const;

function writeType(out: encoding.Encoder, type: AnyType): void {
  // Texts lie in pieces that differ from replica to replica.
  let text: string[] = [];
  const endText = (): void => {
    if (text.length === 0) return;
    encoding.writeUint8(out, tag.text);
    encoding.writeVarString(out, text.join(''));
    text = [];
  };
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentString) {
      text.push(item.content.str);
    } else {
      endText();
      writeContent(out, item.content);
    }
  }
  endText();
  encoding.writeUint8(out, tag.end);
  for (const [key, item] of sorted(type._map)) {
    if (item.deleted) continue;
    encoding.writeVarString(out, key);
    // Of a key the last value counts.
    if (item.content instanceof Y.ContentString) encoding.writeVarString(out, item.content.str);
    else writeContent(out, item.content);
  }
  encoding.writeUint8(out, tag.end);
}

function writeContent(out: encoding.Encoder, content: Y.Item['content']): void {
  if (content instanceof Y.ContentFormat) {
    encoding.writeUint8(out, tag.format);
    encoding.writeVarString(out, content.key);
    encoding.writeAny(out, content.value as unknown as encoding.AnyEncodable);
  } else if (content instanceof Y.ContentEmbed) {
    encoding.writeUint8(out, tag.embed);
    encoding.writeAny(out, content.embed as encoding.AnyEncodable);
  } else if (content instanceof Y.ContentBinary) {
    encoding.writeUint8(out, tag.binary);
    encoding.writeVarUint8Array(out, content.content);
  } else if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) {
    for (const value of content.arr) {
      encoding.writeUint8(out, tag.values);
      encoding.writeAny(out, value as encoding.AnyEncodable);
    }
  } else if (content instanceof Y.ContentType) {
    const { type } = content;
    encoding.writeUint8(out, tag.type);
    encoding.writeVarInt(out, types.indexOf(type.constructor));
    if (type instanceof Y.XmlElement) encoding.writeVarString(out, type.nodeName);
    if (type instanceof Y.XmlHook) encoding.writeVarString(out, type.hookName);
    writeType(out, type as AnyType);
  } else {
    encoding.writeUint8(out, tag.other);
    for (const value of content.getContent()) {
      encoding.writeVarString(out, value instanceof Y.Doc ? value.guid : typeof value);
    }
  }
}

function sorted<T>(entries: ReadonlyMap<string, T>): readonly [string, T][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}
