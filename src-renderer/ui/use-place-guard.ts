import { useLayoutEffect, useRef, type MouseEvent } from 'react';

/** A popup that arrives under the pointer must not be clicked by accident. Milliseconds. */
export const guardMs = 600;

/**
 * Lets clicks through only when the element has stood where it is for 600 ms. Places are measured from the corner that
 * the window keeps: growing away from it moves nothing on the screen. A press of the keyboard (`detail` 0) is no
 * accident of place and passes.
 * @param corner null: a window that appears under nobody's pointer; every click passes
 */
export function usePlaceGuard<E extends HTMLElement>(corner: string | null, onClick: () => void) {
  const element = useRef<E>(null);
  const place = useRef('');
  const settledAt = useRef(0);

  useLayoutEffect(() => {
    if (element.current === null || corner === null) return;
    const box = element.current.getBoundingClientRect();
    const root = element.current.closest('[data-popup]')?.getBoundingClientRect();
    const down = corner.startsWith('bottom') ? (root?.bottom ?? 0) - box.bottom : box.top - (root?.top ?? 0);
    const now = `${Math.round(box.left)} ${Math.round(down)}`;
    if (now === place.current) return;
    place.current = now;
    settledAt.current = performance.now();
  });

  return {
    ref: element,
    onClick: (event: MouseEvent) => {
      if (corner !== null && event.detail !== 0 && performance.now() - settledAt.current < guardMs) return;
      onClick();
    },
    // The window never takes the keyboard for a button, so the button must not take it inside the window either.
    onMouseDown: (event: MouseEvent) => {
      if (corner !== null) event.preventDefault();
    },
  };
}
