/** The signs of a way to do something, a group for each press: `Mod+Shift+z` is ⌘ ⇧ Z on a Mac. */
export function keySigns(keys: string, mac: boolean): readonly string[] {
  const signs = mac ? macSigns : otherSigns;
  return keys
    .split(' ')
    .flatMap((press) => press.split('+'))
    .map((key) => signs[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

const arrows = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Enter: '↵', Escape: 'Esc' };
const macSigns: Readonly<Record<string, string>> = { ...arrows, Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };
const otherSigns: Readonly<Record<string, string>> = { ...arrows, Mod: 'Ctrl' };
