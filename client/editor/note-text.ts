import { getSchema } from '@tiptap/core';
import type { Node, Schema } from '@tiptap/pm/model';
import { updateYFragment, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { noteField } from '../../shared/model/note-words.ts';
import { noteContent } from './note-extensions.ts';
import { isReadable } from './readable.ts';
import { safeHref } from './safe-href.ts';

/** A note as text that can be kept and put back: the editor's own JSON. */

let known: Schema | null = null;
function schema(): Schema {
  return (known ??= getSchema(noteContent));
}

/** The note as it stands; null for an empty one, and for one that holds what this version does not know. */
export function noteText(doc: Y.Doc): string | null {
  const fragment = doc.getXmlFragment(noteField);
  if (fragment.length === 0 || !isReadable(fragment, schema())) return null;
  const node = readNode({ type: 'doc', content: fragment.toArray().flatMap(jsonOf) });
  return node === null || node.textContent.trim() === '' ? null : JSON.stringify(node.toJSON());
}

/** Puts a kept text into the note, as an edit of this tab: what differs is changed, the rest stays as it is. */
export function writeNote(doc: Y.Doc, text: string): boolean {
  const fragment = doc.getXmlFragment(noteField);
  const node = parseNote(text);
  if (node === null || !isReadable(fragment, schema())) return false;
  doc.transact(() => {
    updateYFragment(doc, fragment, node, { mapping: new Map(), isOMark: new Map() });
  }, ySyncPluginKey);
  return true;
}

/** A kept text as lines to be read, list items with a dot; null for what is no note. */
export function noteLines(text: string): readonly string[] | null {
  const node = parseNote(text);
  if (node === null) return null;
  const lines: string[] = [];
  const walk = (parent: Node, prefix: string): void => {
    parent.forEach((child) => {
      if (child.isTextblock) lines.push(prefix + child.textBetween(0, child.content.size, '\n', ' '));
      else if (child.type.name === 'listItem') walk(child, `${prefix}• `);
      else if (child.isBlock && !child.isLeaf) walk(child, prefix);
      else if (child.isBlock) lines.push('———');
    });
  };
  walk(node, '');
  return lines;
}

function parseNote(text: string): Node | null {
  try {
    return readNode(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What stands in the document, read only: the binding's own way would delete what it cannot show. */
function jsonOf(node: unknown): readonly unknown[] {
  if (node instanceof Y.XmlText) {
    const runs = node.toDelta() as readonly {
      insert: unknown;
      attributes?: Readonly<Record<string, unknown>>;
    }[];
    return runs.map(({ insert, attributes = {} }) => ({
      type: 'text',
      text: insert,
      // Marks of one kind that may overlap are kept as `name--hash`.
      marks: Object.entries(attributes).map(([name, attrs]) => ({ type: name.replace(/--.*$/, ''), attrs })),
    }));
  }
  if (!(node instanceof Y.XmlElement)) return [];
  return [{ type: node.nodeName, attrs: node.getAttributes(), content: node.toArray().flatMap(jsonOf) }];
}

const deepest = 32;

/** Anything as a note, by the editor's own rules; null where it is none. Links lead to safe addresses or are none. */
function readNode(value: unknown): Node | null {
  const clean = cleaned(value, 0);
  if (clean === null) return null;
  try {
    const node = schema().nodeFromJSON(clean);
    if (node.type !== schema().topNodeType) return null;
    node.check();
    return node;
  } catch {
    return null;
  }
}

interface CleanNode {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Attributes;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Attributes }[];
  readonly content?: readonly CleanNode[];
}
type Attributes = Readonly<Record<string, string | number | boolean | null>>;

function cleaned(value: unknown, depth: number): CleanNode | null {
  if (depth > deepest || !isRecord(value) || typeof value['type'] !== 'string') return null;
  if (!Object.hasOwn(schema().nodes, value['type'])) return null;
  const { type, text, attrs, marks = [], content = [] } = value;
  if (text !== undefined && typeof text !== 'string') return null;
  if (!Array.isArray(marks) || !Array.isArray(content)) return null;
  const inner = content.map((child: unknown) => cleaned(child, depth + 1));
  if (inner.includes(null)) return null;
  const around = marks.map(cleanMark);
  if (around.includes(null)) return null;
  return {
    type,
    ...(text !== undefined && { text }),
    ...(attrs !== undefined && { attrs: plain(attrs) }),
    marks: around.filter((mark) => mark !== null && mark !== 'dropped'),
    content: inner.filter((child) => child !== null),
  };
}

function cleanMark(value: unknown): { type: string; attrs?: Attributes } | 'dropped' | null {
  if (!isRecord(value) || typeof value['type'] !== 'string') return null;
  if (!Object.hasOwn(schema().marks, value['type'])) return null;
  const attrs = plain(value['attrs']);
  if (value['type'] !== 'link') return { type: value['type'], attrs };
  const href = safeHref(attrs['href']);
  return href === null ? 'dropped' : { type: 'link', attrs: { href } };
}

function plain(value: unknown): Attributes {
  if (!isRecord(value)) return {};
  const found = Object.entries(value).filter(
    (entry): entry is [string, string | number | boolean | null] =>
      entry[1] === null || ['string', 'number', 'boolean'].includes(typeof entry[1]),
  );
  return Object.fromEntries(found);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
