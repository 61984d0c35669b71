import { useEffect } from 'react';

/**
 * Says when a view was on screen. The first frame callback runs before the new content is painted, the second after, so
 * the time is honest to within a frame. A hidden window gets no frames: then nothing is reported until it is shown.
 */
export function useReportPaint(viewId: number | null, painted: (viewId: number, paintedAtMs: number) => void) {
  useEffect(() => {
    if (viewId === null) return undefined;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => painted(viewId, performance.timeOrigin + performance.now()));
    });
    return () => cancelAnimationFrame(frame);
  }, [viewId, painted]);
}
