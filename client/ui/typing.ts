/** Whether keys go into text here, so that single letters are no commands. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Whether a key is a command of one sign: nobody is typing, nothing else has taken it, and no dialog lies over the page. */
export function isCommand(event: KeyboardEvent): boolean {
  return !(
    event.defaultPrevented ||
    event.metaKey ||
    event.ctrlKey ||
    event.altKey ||
    isTyping(event.target) ||
    document.querySelector('dialog[open]') !== null
  );
}
