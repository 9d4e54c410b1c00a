/** Some seconds: the panel may have to be fetched. */
const mostFrames = 300;

/** Puts the focus into the first field of an order's panel, when it has been drawn, unless it has gone elsewhere meanwhile. */
export async function focusFirstField(): Promise<void> {
  const from = document.activeElement;
  for (let frame = 0; frame < mostFrames; frame++) {
    if (document.activeElement !== from && document.activeElement !== document.body) return;
    const field = document.querySelector<HTMLElement>(
      '.panel .body :is(input, select, textarea):not(:disabled)',
    );
    if (field) {
      field.focus();
      if (document.activeElement === field) return;
    }
    await new Promise(requestAnimationFrame);
  }
}
