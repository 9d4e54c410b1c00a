export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  classes = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (classes !== '') made.className = classes;
  if (text !== '') made.textContent = text;
  return made;
}
