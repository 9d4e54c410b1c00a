/** Puts a popover below the element it belongs to where there is room, else above; inside the window. */
export function placeBeside(anchor: HTMLElement, panel: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
  const below = at.bottom + 6;
  const top = below + height + 8 <= innerHeight ? below : Math.max(8, at.top - height - 6);
  panel.style.left = `${left}px`;
  panel.style.top = `${top}px`;
}
