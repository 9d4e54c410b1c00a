/** The colours and the face that a chart is drawn in, as the tokens have them now. */
export interface Ink {
  readonly ink: string;
  readonly second: string;
  readonly pale: string;
  readonly hair: string;
  readonly control: string;
  readonly font: string;
}

/** Reads the tokens where the chart stands. */
export function inkOf(element: Element): Ink {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: token('--ink'),
    second: token('--ink-2'),
    pale: token('--ink-3'),
    hair: token('--hair'),
    control: token('--control'),
    font: `12px ${style.fontFamily}`,
  };
}
