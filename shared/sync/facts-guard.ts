import * as Y from 'yjs';

/** The one root array of a facts document. */
export const factsRoot = 'records';

const maxNesting = 8;
const maxRecordBytes = 256 * 1024;

/**
 * Facts are only ever appended (H12): plain values at the end of the one root array, nothing deleted, collected,
 * or put in the middle. Gives the reason to refuse, or null.
 */
export function factsRefusal(decoded: ReturnType<typeof Y.decodeUpdate>): string | null {
  if ([...decoded.ds.clients.values()].some((ranges) => ranges.length > 0)) return 'facts are never deleted';
  for (const struct of decoded.structs) {
    if (struct instanceof Y.Skip) continue;
    if (!(struct instanceof Y.Item)) return 'facts are never collected';
    if (!(struct.content instanceof Y.ContentAny)) return 'facts hold plain values only';
    if (struct.rightOrigin) return 'facts are appended at the end';
    if (struct.parentSub !== null) return 'facts are a list';
    // An item with an origin stands beside it; only the first of a list names its parent.
    const parent: unknown = struct.parent;
    if (parent !== null && parent !== factsRoot) return `facts stand in '${factsRoot}'`;
    // One struct may hold a writer's whole life: each record is weighed by itself.
    for (const value of struct.content.arr) {
      if (weigh(value, 0) > maxRecordBytes) return 'a fact is too large or nested too deeply';
    }
  }
  return null;
}

/** Rough size of a plain value; infinite when it is nested deeper than allowed. Depth is bounded, so it cannot overflow. */
function weigh(value: unknown, depth: number): number {
  if (depth > maxNesting) return Infinity;
  if (typeof value === 'string') return value.length + 1;
  if (value instanceof Uint8Array) return value.byteLength + 1;
  if (typeof value !== 'object' || value === null) return 9;
  // A key `__proto__` decodes into the prototype, where nobody would look for what it holds.
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return Infinity;
  let sum = 2;
  for (const [key, inner] of Object.entries(value)) {
    sum += key.length + weigh(inner, depth + 1);
    if (sum > maxRecordBytes) return Infinity;
  }
  return sum;
}
