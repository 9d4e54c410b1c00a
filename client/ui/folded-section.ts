import { createContext } from 'svelte';

/** Whether the section of the panel that something stands in is folded away. */
const [section, provideFolded, inSection] = createContext<() => boolean>();

export { provideFolded };

export function useFolded(): () => boolean {
  return inSection() ? section() : () => false;
}
