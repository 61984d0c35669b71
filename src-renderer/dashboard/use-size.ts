import { useEffect, useState, type RefObject } from 'react';

/** How large an element is drawn (CSS pixels); charts are drawn to fit, so that their words keep their size. */
export function useSize(ref: RefObject<HTMLElement | null>, width: number, height: number) {
  const [size, setSize] = useState({ width, height });
  useEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.contentRect;
      if (box && box.width > 0 && box.height > 0) setSize({ width: box.width, height: box.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
