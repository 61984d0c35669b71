import type { Settings } from '../../src-preload/contract.ts';

/** All in device-independent pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Distance from the edges of the work area. */
const MARGIN = 16;
/** At text size 100 %. Larger text makes the window wider, it does not cut the text. */
const WIDTH = 380;
export const DEFAULT_HEIGHT = 240;

/**
 * Where the popup stands: in its corner of the work area, and growing away from it, so that a taller card never leaves
 * the screen.
 */
export function popupPlace(
  workArea: Area,
  height: number,
  settings: Pick<Settings, 'popupCorner' | 'textSizePercent'>,
): Area {
  const width = Math.min(Math.round((WIDTH * settings.textSizePercent) / 100), workArea.width - 2 * MARGIN);
  const fitting = Math.min(Math.round(height), workArea.height - 2 * MARGIN);
  const { popupCorner: corner } = settings;
  const isRight = corner === 'bottom_right' || corner === 'top_right';
  const isBottom = corner === 'bottom_right' || corner === 'bottom_left';
  return {
    x: isRight ? workArea.x + workArea.width - MARGIN - width : workArea.x + MARGIN,
    y: isBottom ? workArea.y + workArea.height - MARGIN - fitting : workArea.y + MARGIN,
    width,
    height: fitting,
  };
}
