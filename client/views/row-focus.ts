import { tick } from 'svelte';

/** Moves the focus into a new row of a table: to what is still to be filled in, else to its first field. */
export async function focusNewRow(section: HTMLElement | undefined, item: string): Promise<void> {
  await tick();
  const row = rowsOf(section).find((one) => one.dataset['item'] === item);
  const field = row?.querySelector<HTMLElement>('.inp.empty') ?? row?.querySelector<HTMLElement>('.inp');
  field?.focus();
}

/** The row goes: the focus goes to the button of the next one, of the one before, or to the one that adds. */
export async function focusAfterRemoval(
  section: HTMLElement | undefined,
  item: string,
  remove: () => void,
): Promise<void> {
  const rows = rowsOf(section);
  const at = rows.findIndex((one) => one.dataset['item'] === item);
  const next = rows[at + 1] ?? rows[at - 1];
  remove();
  await tick();
  const target =
    next?.querySelector<HTMLElement>('.act button') ?? section?.querySelector<HTMLElement>('.h .btn');
  target?.focus();
}

function rowsOf(section: HTMLElement | undefined): HTMLElement[] {
  return [...(section?.querySelectorAll<HTMLElement>('tr[data-item]') ?? [])];
}
