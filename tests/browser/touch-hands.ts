import type { Locator, Page } from 'playwright-core';

/** Moves a finger over the screen and lets go, px; what lies under it scrolls as the browser scrolls it. */
export async function swipe(
  page: Page,
  from: { readonly x: number; readonly y: number },
  by: { readonly x?: number; readonly y?: number },
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', share: number): Promise<unknown> =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        type === 'touchEnd' ? [] : [{ x: from.x + (by.x ?? 0) * share, y: from.y + (by.y ?? 0) * share }],
    });
  await touch('touchStart', 0);
  const steps = 10;
  // It rests at the end, so that nothing rolls on under the next tap.
  const rests = 8;
  for (let step = 1; step <= steps + rests; step++) {
    await touch('touchMove', Math.min(1, step / steps));
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await touch('touchEnd', 1);
  await session.detach();
}

/**
 * Holds a finger on something that can be dragged, and lets go over something else. A browser without a screen begins
 * no drag when it is held: these are the events that a phone's makes of it.
 */
export async function holdAndDrop(from: Locator, to: Locator): Promise<void> {
  const target = await to.elementHandle();
  await from.evaluate(async (source, over) => {
    const dataTransfer = new DataTransfer();
    const fire = (on: Element, type: string, at: Element): void => {
      const box = at.getBoundingClientRect();
      on.dispatchEvent(
        new DragEvent(type, {
          bubbles: true,
          cancelable: true,
          composed: true,
          dataTransfer,
          clientX: box.x + box.width / 2,
          clientY: box.y + box.height / 2,
        }),
      );
    };
    const frame = (): Promise<number> => new Promise(requestAnimationFrame);
    fire(source, 'dragstart', source);
    await frame();
    await frame();
    for (const type of ['dragenter', 'dragover', 'dragover']) {
      fire(over, type, over);
      await frame();
    }
    fire(over, 'drop', over);
    fire(source, 'dragend', source);
  }, target);
}
