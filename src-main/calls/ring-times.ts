import type { Hops } from '@callbrief/relay/wire/events';
import { hopsOfEvent, stageTimes, type Hop, type StageTimes } from './call-hops.ts';

/**
 * The clock of every ring from its arrival to its pixels. The receiver says what arrived and which view it gave; the
 * popup window says when that view was shown and painted. Kept in memory for the last rings only.
 */
export interface RingTimes {
  arrived(callId: string, ring: { hops: Hops; sentAt: string; arrivedAt: string; test: TestRing | null }): void;
  /** The board gave its first view of the call at this moment (epoch milliseconds). */
  lookedUp(callId: string, viewId: number, atMs: number): void;
  /** The window stood on the screen (epoch milliseconds). Also for a window that stood there already. */
  windowShown(viewId: number, atMs: number): void;
  /** From `popup:painted`. The first painted view at or after the ring's own counts; later ones are passed over. */
  painted(viewId: number, paintedAtMs: number): void;
  /** @returns its own undo. */
  onPainted(listener: (ring: PaintedRing) => void): () => void;
}

export interface TestRing {
  testId: string;
  index: number;
  of: number;
}

export interface PaintedRing {
  callId: string;
  test: TestRing | null;
  hops: Hop[];
  times: StageTimes;
}

interface OpenRing {
  callId: string;
  test: TestRing | null;
  viewId: number | null;
  hops: Hop[];
  /** Drawn while the window was still hidden: nobody has seen it yet. Epoch milliseconds. */
  drawnAtMs: number | null;
}

const KEPT_RINGS = 50;

/** `isShown`: whether the popup window can be seen. A hidden one may draw; that counts from the moment it is shown. */
export function createRingTimes(options: {
  clockDifferenceMs: () => number | null;
  isShown?: () => boolean;
}): RingTimes {
  const open = new Map<string, OpenRing>();
  const listeners = new Set<(ring: PaintedRing) => void>();
  const iso = (ms: number) => new Date(ms).toISOString();

  function finish(ring: OpenRing, paintedAtMs: number): void {
    open.delete(ring.callId);
    ring.hops.push({ name: 'painted', at: iso(paintedAtMs) });
    const times = stageTimes(ring.hops, options.clockDifferenceMs());
    if (!times) return;
    for (const listener of listeners) listener({ callId: ring.callId, test: ring.test, hops: ring.hops, times });
  }

  return {
    arrived(callId, { hops, sentAt, arrivedAt, test }) {
      open.delete(callId);
      open.set(callId, {
        callId,
        test,
        viewId: null,
        drawnAtMs: null,
        hops: [...hopsOfEvent(hops), { name: 'relay_sent', at: sentAt }, { name: 'arrived', at: arrivedAt }],
      });
      for (const oldest of open.keys()) if (open.size > KEPT_RINGS) open.delete(oldest);
    },

    lookedUp(callId, viewId, atMs) {
      const ring = open.get(callId);
      if (!ring || ring.viewId !== null) return;
      ring.viewId = viewId;
      ring.hops.push({ name: 'looked_up', at: iso(atMs) });
    },

    windowShown(viewId, atMs) {
      for (const ring of open.values()) {
        if (ring.viewId === null || ring.viewId > viewId || ring.hops.some((h) => h.name === 'window_shown')) continue;
        ring.hops.push({ name: 'window_shown', at: iso(atMs) });
        if (ring.drawnAtMs !== null) finish(ring, Math.max(ring.drawnAtMs, atMs));
      }
    },

    painted(viewId, paintedAtMs) {
      for (const ring of open.values()) {
        if (ring.viewId === null || ring.viewId > viewId) continue;
        if (options.isShown?.() ?? true) finish(ring, Math.max(paintedAtMs, shownAtMs(ring)));
        else ring.drawnAtMs ??= paintedAtMs;
      }
    },

    onPainted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** 0 where no window said so: then it stood there already. */
function shownAtMs(ring: OpenRing): number {
  const hop = ring.hops.find((h) => h.name === 'window_shown');
  return hop ? Date.parse(hop.at) : 0;
}
