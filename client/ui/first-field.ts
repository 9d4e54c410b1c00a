/** About half a second: whoever waits longer has gone elsewhere. */
const mostFrames = 30;

/** Puts the focus into the first field of an order's panel, when it has been drawn. */
export async function focusFirstField(): Promise<void> {
  for (let frame = 0; frame < mostFrames; frame++) {
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
