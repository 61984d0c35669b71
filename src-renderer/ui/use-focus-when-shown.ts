import { useEffect, useRef, type RefObject } from 'react';

/** The keyboard goes where somebody is about to type, once the dialog around it has been read. */
export function useFocusWhenShown<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    const timer = setTimeout(() => ref.current?.focus(), 0);
    return () => clearTimeout(timer);
  }, []);
  return ref;
}
