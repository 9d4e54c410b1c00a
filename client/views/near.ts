import type { Attachment } from 'svelte/attachments';

/** Says when an element comes within about a screen of what is seen of the box it scrolls in, and when it leaves that. */
export function near(box: string, changed: (near: boolean) => void): Attachment<HTMLElement> {
  return (element) => {
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry) changed(entry.isIntersecting);
      },
      { root: element.closest(box), rootMargin: '60% 60%' },
    );
    watch.observe(element);
    return () => watch.disconnect();
  };
}
