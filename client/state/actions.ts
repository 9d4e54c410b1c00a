/**
 * Everything that can be done by a key, and everything the palette offers. Palette, shortcut sheet and the handling of
 * keys are made from this table, so that they cannot disagree.
 */

/** Where a key counts: anywhere in the app, on a card, while a card is being moved, in an open order, in a field. */
export type Where = 'app' | 'cards' | 'moving' | 'order' | 'field';

export interface ActionSpec {
  readonly where: Where;
  /** Each a way to do it. `Mod` is ⌘ on a Mac and Ctrl elsewhere; `g o` is one key after another. */
  readonly keys: readonly string[];
}

const specs = {
  palette: { where: 'app', keys: ['Mod+k'] },
  find: { where: 'app', keys: ['/'] },
  newOrder: { where: 'app', keys: ['c'] },
  settle: { where: 'app', keys: ['g d'] },
  undo: { where: 'app', keys: ['Mod+z'] },
  redo: { where: 'app', keys: ['Mod+Shift+z', 'Ctrl+y'] },
  goToday: { where: 'app', keys: ['g t'] },
  goOrders: { where: 'app', keys: ['g o'] },
  goCustomers: { where: 'app', keys: ['g c'] },
  goProducts: { where: 'app', keys: ['g p'] },
  planLoad: { where: 'app', keys: ['g l'] },
  goSettings: { where: 'app', keys: ['g s'] },
  goArchive: { where: 'app', keys: ['g a'] },
  goTrash: { where: 'app', keys: ['g x'] },
  showBoard: { where: 'app', keys: ['1'] },
  showTable: { where: 'app', keys: ['2'] },
  showCalendar: { where: 'app', keys: ['3'] },
  showTimeline: { where: 'app', keys: ['4'] },
  language: { where: 'app', keys: [] },
  theme: { where: 'app', keys: [] },
  density: { where: 'app', keys: [] },
  sheet: { where: 'app', keys: ['?'] },
  left: { where: 'cards', keys: ['ArrowLeft', 'h'] },
  right: { where: 'cards', keys: ['ArrowRight', 'l'] },
  up: { where: 'cards', keys: ['ArrowUp', 'k'] },
  down: { where: 'cards', keys: ['ArrowDown', 'j'] },
  open: { where: 'cards', keys: ['Enter'] },
  edit: { where: 'cards', keys: ['e'] },
  move: { where: 'cards', keys: ['m'] },
  keepPlace: { where: 'moving', keys: ['Enter', 'm'] },
  giveUp: { where: 'moving', keys: ['Escape'] },
  editOrder: { where: 'order', keys: ['e'] },
  close: { where: 'order', keys: ['Escape'] },
  history: { where: 'field', keys: ['Alt+h'] },
  know: { where: 'field', keys: ['Alt+i'] },
} as const satisfies Readonly<Record<string, ActionSpec>>;

export type ActionId = keyof typeof specs;
type Of<W extends Where> = { [K in ActionId]: (typeof specs)[K]['where'] extends W ? K : never }[ActionId];
export type AppAction = Of<'app'>;
export type CardAction = Of<'cards'>;

export const actions: Readonly<Record<ActionId, ActionSpec>> = specs;
export const actionIds = Object.keys(specs) as readonly ActionId[];

/** The keys of one press as the table writes them, without ⌘ and Ctrl being told apart. */
export function keyOf(event: KeyboardEvent): string {
  // With Alt a Mac types other letters.
  const typed = event.altKey && event.code.startsWith('Key') ? event.code.slice(3) : event.key;
  const key = typed.length === 1 ? typed.toLowerCase() : typed;
  // `?` is where Shift makes it; a letter or a named key is another one with it.
  const shift = event.shiftKey && (typed.length > 1 || /[a-z]/.test(key));
  return [
    event.ctrlKey || event.metaKey ? 'Mod' : '',
    event.altKey ? 'Alt' : '',
    shift ? 'Shift' : '',
    key === ' ' ? 'Space' : key,
  ]
    .filter(Boolean)
    .join('+');
}

/** What a press does at a place; `before` is the key pressed just before, for those of two keys. */
export function pressed<W extends Where>(event: KeyboardEvent, where: W, before = ''): Of<W> | null {
  const key = keyOf(event);
  const ctrl = event.ctrlKey && !event.metaKey ? key.replace('Mod+', 'Ctrl+') : key;
  const here = (ways: readonly string[]): Of<W> | null => {
    const found = actionIds.find(
      (id) => actions[id].where === where && actions[id].keys.some((keys) => ways.includes(keys)),
    );
    return (found ?? null) as Of<W> | null;
  };
  // The second of two keys is not what it is alone: `g c` makes no order.
  return here([`${before} ${key}`]) ?? here([key, ctrl]);
}
