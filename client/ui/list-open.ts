/** Whether a select's list of choices is open; false in a browser that does not tell. */
export function isListOpen(select: HTMLSelectElement): boolean {
  return CSS.supports('selector(:open)') && select.matches(':open');
}
