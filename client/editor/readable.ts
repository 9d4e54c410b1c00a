import type { Schema } from '@tiptap/pm/model';
import * as Y from 'yjs';

/**
 * Whether an editor with this schema may open the fragment. The binding between editor and document deletes what it
 * cannot show, for everybody; so a note that a newer version or another program has written, with nodes or marks that
 * are unknown here, must not be opened at all.
 */
export function isReadable(fragment: Y.XmlFragment, schema: Schema): boolean {
  return fragment.toArray().every((child) => child instanceof Y.XmlElement && isKnown(child, schema));
}

function isKnown(element: Y.XmlElement, schema: Schema): boolean {
  if (schema.nodes[element.nodeName] === undefined) return false;
  return element.toArray().every((child) => {
    if (child instanceof Y.XmlText) return hasKnownMarks(child, schema);
    return child instanceof Y.XmlElement && isKnown(child, schema);
  });
}

function hasKnownMarks(text: Y.XmlText, schema: Schema): boolean {
  const delta = text.toDelta() as readonly {
    insert: unknown;
    attributes?: Readonly<Record<string, unknown>>;
  }[];
  return delta.every(
    (run) =>
      typeof run.insert === 'string' &&
      // Marks of one kind that may overlap are kept as `name--hash`.
      Object.keys(run.attributes ?? {}).every(
        (name) => schema.marks[name.replace(/--.*$/, '')] !== undefined,
      ),
  );
}

/** The words of a note that cannot be opened, block by block. */
export function plainBlocks(fragment: Y.XmlFragment): string[] {
  return fragment.toArray().map(plainText);
}

function plainText(node: unknown): string {
  if (node instanceof Y.XmlText) {
    return (node.toDelta() as readonly { insert: unknown }[])
      .map((run) => (typeof run.insert === 'string' ? run.insert : ''))
      .join('');
  }
  if (!(node instanceof Y.XmlFragment)) return '';
  const parts = node.toArray().map(plainText);
  return node.toArray().every((child) => child instanceof Y.XmlText) ? parts.join('') : parts.join('\n');
}
