import { useEffect, useState, type RefObject } from 'react';

/**
 * How large an element is drawn, in sixteenths of a rem: charts are drawn to fit, and their words are as large as the
 * others, also when somebody reads with larger text.
 */
export function useSize(ref: RefObject<HTMLElement | null>, width: number, height: number) {
  const [size, setSize] = useState({ width, height });
  useEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.contentRect;
      if (box && box.width > 0 && box.height > 0) {
        const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
        setSize({ width: box.width / scale, height: box.height / scale });
      }
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
