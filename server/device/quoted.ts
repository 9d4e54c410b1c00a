const longest = 60;

/** As much of what was typed as helps to find it again, for a line that tells of it. */
export function shortened(text: string): string {
  const characters = Array.from(text.slice(0, 2 * longest));
  const whole = characters.length <= longest && text.length <= 2 * longest;
  return whole ? text : `${characters.slice(0, longest).join('')}…`;
}

export function quoted(text: string): string {
  return `'${shortened(text)}'`;
}
