/**
 * Keeps a popover below the element it belongs to where there is room, else above; inside the window, and below what
 * stands in the banners: who is told that something is wrong must be able to read it. Gives what ends that.
 */
export function keepBeside(anchor: HTMLElement, panel: HTMLElement): () => void {
  // A panel lies over the banners on a phone, and beside them elsewhere.
  const banners = anchor.closest('.panel') ? null : document.querySelector('.banners');
  const place = (): void => placeBeside(anchor, panel, banners);
  const sizes = new ResizeObserver(place);
  sizes.observe(panel);
  if (banners) sizes.observe(banners);
  addEventListener('resize', place);
  place();
  return () => {
    sizes.disconnect();
    removeEventListener('resize', place);
  };
}

function placeBeside(anchor: HTMLElement, panel: HTMLElement, banners: Element | null): void {
  const at = anchor.getBoundingClientRect();
  const told = banners?.getBoundingClientRect();
  const under = told && told.height > 0 && told.top >= at.bottom - 1 ? told.bottom : at.bottom;
  const { offsetWidth: width, offsetHeight: height } = panel;
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
  const below = under + 6;
  const top = below + height + 8 <= innerHeight ? below : Math.max(8, at.top - height - 6);
  panel.style.left = `${left}px`;
  panel.style.top = `${top}px`;
}
