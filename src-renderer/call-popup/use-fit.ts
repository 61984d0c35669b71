import { useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Tells the height that the content needs, in window pixels. Told while React commits, not in a frame: a hidden window
 * gets no frames, and it should have its size before it is shown.
 * @param root null while nothing is shown.
 */
export function useFit(root: HTMLElement | null, fit: (height: number) => void) {
  const lastHeight = useRef(0);
  const report = useRef((element: HTMLElement) => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    if (height === 0 || height === lastHeight.current) return;
    lastHeight.current = height;
    fit(height);
  });

  useLayoutEffect(() => {
    if (root !== null) report.current(root);
    // The next card starts from the window's own size again.
    else lastHeight.current = 0;
  });
  useEffect(() => {
    if (root === null) return undefined;
    // Parts that grow by themselves: a list of people, the note field, a longer line.
    const observer = new ResizeObserver(() => report.current(root));
    observer.observe(root);
    return () => observer.disconnect();
  }, [root]);
}
