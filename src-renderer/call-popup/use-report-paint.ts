import { useEffect } from 'react';

/**
 * Says when a view was on screen. The frame callback runs just before the new content is painted, and a task set from
 * there just after; a second frame callback would wait for the frame after that. A hidden window that gets no frames
 * reports nothing until it is shown.
 */
export function useReportPaint(viewId: number | null, painted: (viewId: number, paintedAtMs: number) => void) {
  useEffect(() => {
    if (viewId === null) return undefined;
    let task: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      task = setTimeout(() => painted(viewId, performance.timeOrigin + performance.now()));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(task);
    };
  }, [viewId, painted]);
}
