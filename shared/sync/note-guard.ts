import * as Y from 'yjs';

/** Deeper than any editor nests plain values; a browser's stack takes more. */
const maxNesting = 64;

/** In notes all of Yjs is normal; only plain values nested without end are not (H12). Gives the reason, or null. */
export function noteRefusal(decoded: ReturnType<typeof Y.decodeUpdate>): string | null {
  for (const struct of decoded.structs) {
    if (struct instanceof Y.Item && plainValues(struct.content).some((value) => isTooDeep(value, 0))) {
      return 'a value is nested too deeply';
    }
  }
  return null;
}

function plainValues(content: Y.Item['content']): readonly unknown[] {
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return content.arr;
  if (content instanceof Y.ContentEmbed) return [content.embed];
  if (content instanceof Y.ContentFormat) return [content.value];
  return [];
}

function isTooDeep(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  if (depth >= maxNesting) return true;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return true;
  return Object.values(value).some((inner) => isTooDeep(inner, depth + 1));
}
