/** What a key does in a table that is walked and not typed in. */
export type Command =
  | { readonly kind: 'go'; readonly lines: number; readonly columns: number }
  | {
      readonly kind: 'edge';
      readonly line: 'first' | 'last' | null;
      readonly column: 'first' | 'last' | null;
    }
  | { readonly kind: 'edit'; readonly replace: boolean }
  | { readonly kind: 'clear' }
  | { readonly kind: 'choose' }
  | { readonly kind: 'extend'; readonly lines: 1 | -1 }
  | { readonly kind: 'all' }
  | { readonly kind: 'open' }
  | { readonly kind: 'leave' };

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Takes a key and how many lines a page has; null for a key that means nothing here. */
export function commandOf(event: Pressed, page: number): Command | null {
  const { key, shiftKey } = event;
  if (event.altKey) return null;
  const control = event.ctrlKey || event.metaKey;
  const go = (lines: number, columns: number): Command => ({ kind: 'go', lines, columns });
  switch (key) {
    case 'ArrowUp':
    case 'ArrowDown': {
      const by = key === 'ArrowDown' ? 1 : -1;
      if (shiftKey) return { kind: 'extend', lines: by };
      return control ? { kind: 'edge', line: by > 0 ? 'last' : 'first', column: null } : go(by, 0);
    }
    case 'ArrowLeft':
    case 'ArrowRight': {
      const by = key === 'ArrowRight' ? 1 : -1;
      return control ? { kind: 'edge', line: null, column: by > 0 ? 'last' : 'first' } : go(0, by);
    }
    case 'PageUp':
      return go(-page, 0);
    case 'PageDown':
      return go(page, 0);
    case 'Home':
      return { kind: 'edge', line: control ? 'first' : null, column: 'first' };
    case 'End':
      return { kind: 'edge', line: control ? 'last' : null, column: 'last' };
    case 'Enter':
      return control ? { kind: 'open' } : { kind: 'edit', replace: false };
    case 'F2':
      return { kind: 'edit', replace: false };
    case ' ':
      return control ? null : { kind: 'choose' };
    case 'Delete':
    case 'Backspace':
      return control ? null : { kind: 'clear' };
    case 'Escape':
      return { kind: 'leave' };
    default:
      if (control) return key.toLowerCase() === 'a' && !shiftKey ? { kind: 'all' } : null;
      // Names of keys are words of Latin letters; a sign is one code point.
      return /^.$/u.test(key) ? { kind: 'edit', replace: true } : null;
  }
}
