import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { mountNote, type MountedNote } from '../../../client/editor/mount.ts';
import './tokens.css';

/** One person's copy of the note. */
interface Copy {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly element: HTMLElement;
  mounted: MountedNote | null;
  /** Updates that this copy has made itself since it was filled. */
  written: number;
  unreadable: boolean;
}

/** What the test may do in the page. Copies that are linked hear each other at once. */
export interface Notes {
  open(name: string): Promise<void>;
  close(name: string): void;
  fill(name: string, content: 'rich' | 'hostile' | 'unknown'): void;
  link(one: string, other: string): void;
  insert(name: string, block: number, at: number, text: string): void;
  presence(name: string, state: Record<string, unknown>): void;
  xml(name: string): string;
  written(name: string): number;
  unreadable(name: string): boolean;
  readonly violations: string[];
  readonly errors: string[];
}

declare global {
  interface Window {
    notes: Notes;
  }
}

const copies = new Map<string, Copy>();
const violations: string[] = [];
const errors: string[] = [];
document.addEventListener('securitypolicyviolation', (event) => {
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
window.addEventListener('error', (event) => errors.push(event.message));
window.addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)));

function copy(name: string): Copy {
  const known = copies.get(name);
  if (known) return known;
  const doc = new Y.Doc();
  const element = document.createElement('section');
  element.id = name;
  document.body.append(element);
  const made: Copy = {
    doc,
    awareness: new Awareness(doc),
    element,
    mounted: null,
    written: 0,
    unreadable: false,
  };
  doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (transaction.local && transaction.origin !== 'fixture') made.written += 1;
  });
  copies.set(name, made);
  return made;
}

function fill(doc: Y.Doc, content: 'rich' | 'hostile' | 'unknown'): void {
  const fragment = doc.getXmlFragment('default');
  doc.transact(() => {
    switch (content) {
      case 'rich': {
        const heading = element('heading', 'Packing');
        heading.setAttribute('level', 2 as unknown as string);
        const item = new Y.XmlElement('listItem');
        item.insert(0, [element('paragraph', 'two layers')]);
        const list = new Y.XmlElement('bulletList');
        list.insert(0, [item]);
        // No paragraph at the end: an editor that wants one would write it.
        fragment.insert(0, [element('paragraph', '装柜前拍照'), heading, list]);
        break;
      }
      case 'hostile': {
        const paragraph = new Y.XmlElement('paragraph');
        const text = new Y.XmlText();
        text.insert(0, 'bad', { link: { href: 'javascript:alert(1)', class: 'overlay', target: '_self' } });
        text.insert(3, 'good', { link: { href: 'https://example.com/', class: 'overlay', rel: 'opener' } });
        paragraph.insert(0, [text]);
        fragment.insert(0, [paragraph]);
        break;
      }
      case 'unknown':
        fragment.insert(fragment.length, [element('photograph', 'a picture of pallet 7')]);
        break;
    }
  }, 'fixture');
}

function element(name: string, words: string): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, [new Y.XmlText(words)]);
  return made;
}

window.notes = {
  async open(name) {
    const opened = copy(name);
    opened.mounted = await mountNote({
      element: opened.element,
      doc: opened.doc,
      awareness: opened.awareness,
      user: { name, color: 'p1' },
      placeholder: 'Nothing yet',
      label: `Note of ${name}`,
      editable: true,
      words: { bold: 'Bold', list: 'List', link: 'Link', address: 'Address' },
      onUnreadable: () => {
        opened.unreadable = true;
      },
    });
  },
  close(name) {
    copy(name).mounted?.destroy();
  },
  fill: (name, content) => fill(copy(name).doc, content),
  link(one, other) {
    const [a, b] = [copy(one), copy(other)];
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc), 'link');
      from.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== 'link') Y.applyUpdate(to.doc, update, 'link');
      });
      from.awareness.on('update', (_changes: unknown, origin: unknown) => {
        if (origin === 'link') return;
        const update = encodeAwarenessUpdate(from.awareness, [from.doc.clientID]);
        applyAwarenessUpdate(to.awareness, update, 'link');
      });
      applyAwarenessUpdate(to.awareness, encodeAwarenessUpdate(from.awareness, [from.doc.clientID]), 'link');
    }
  },
  insert(name, block, at, text) {
    const paragraph = copy(name).doc.getXmlFragment('default').get(block) as Y.XmlElement;
    (paragraph.get(0) as Y.XmlText).insert(at, text);
  },
  presence: (name, state) => copy(name).awareness.setLocalState(state),
  xml: (name) => copy(name).doc.getXmlFragment('default').toJSON(),
  written: (name) => copy(name).written,
  unreadable: (name) => copy(name).unreadable,
  violations,
  errors,
};
