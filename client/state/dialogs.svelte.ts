/** The dialog that lies over the app, one at most. */
class Dialogs {
  #shown: 'palette' | 'sheet' | null = $state(null);
  #from: HTMLElement | null = null;

  get shown(): 'palette' | 'sheet' | null {
    return this.#shown;
  }

  /** What had the focus when it was opened. */
  get from(): HTMLElement | null {
    return this.#from?.isConnected ? this.#from : null;
  }

  open(which: 'palette' | 'sheet'): void {
    if (this.#shown === null) {
      const { activeElement } = document;
      this.#from =
        activeElement instanceof HTMLElement && activeElement !== document.body ? activeElement : null;
    }
    this.#shown = which;
  }

  /** Gives the focus back to where it was, or, where that is gone, to the view. Another one may have come in its place. */
  close(which: 'palette' | 'sheet'): void {
    if (this.#shown !== which) return;
    this.#shown = null;
    const { from } = this;
    requestAnimationFrame(() => {
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      (from?.isConnected ? from : firstStop())?.focus();
    });
  }
}

function firstStop(): HTMLElement | null {
  const stops = ['.main .card.selected', '.main [data-order][tabindex="0"]', '.main :is(a[href], button)'];
  for (const stop of stops) {
    const found = document.querySelector<HTMLElement>(stop);
    if (found) return found;
  }
  return null;
}

export const dialogs = new Dialogs();
