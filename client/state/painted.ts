/** A page that nobody sees paints nothing, ms. */
const longest = 100;

/** Resolves when what is in the page now has been painted, as far as it is seen. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestAnimationFrame !== 'function') {
      setTimeout(resolve);
      return;
    }
    const timer = setTimeout(resolve, longest);
    requestAnimationFrame(() => {
      // Behind the frame that is made now.
      setTimeout(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  });
}
