import type { Hops } from '@callbrief/relay/wire/events';

/**
 * The hops of one ring from the provider's webhook to pixels, in order. The first is the provider's clock, the next
 * three the relay's, the others this computer's.
 */
export const hopNames = [
  'provider',
  'relay_received',
  'relay_committed',
  'relay_sent',
  'arrived',
  'looked_up',
  'window_shown',
  'painted',
] as const;
export type HopName = (typeof hopNames)[number];
export interface Hop {
  name: HopName;
  /** ISO UTC. */
  at: string;
}

/** Milliseconds of each stage, on one clock as far as it was measured. Never negative. */
export interface StageTimes {
  totalMs: number;
  fromRelayMs: number;
  lookUpMs: number;
  showWindowMs: number;
  paintMs: number;
}

/** The hops that came with an event, as diagnostics show them. */
export function hopsOfEvent(hops: Hops): Hop[] {
  return [
    ...(hops.providerAt === null ? [] : [{ name: 'provider' as const, at: hops.providerAt }]),
    { name: 'relay_received', at: hops.receivedAt },
    { name: 'relay_committed', at: hops.committedAt },
  ];
}

/**
 * @param clockDifferenceMs this computer's clock minus the relay's; null when not measured: taken as 0.
 * @returns null until the ring was painted.
 */
export function stageTimes(hops: readonly Hop[], clockDifferenceMs: number | null): StageTimes | null {
  const at = (name: HopName) => {
    const hop = hops.find((h) => h.name === name);
    return hop ? Date.parse(hop.at) : null;
  };
  const [received, arrived, lookedUp, painted] = [at('relay_received'), at('arrived'), at('looked_up'), at('painted')];
  if (received === null || arrived === null || lookedUp === null || painted === null) return null;
  // A window that stood there already was not shown again: that stage took no time.
  const shown = Math.min(at('window_shown') ?? lookedUp, painted);
  const receivedHere = received + (clockDifferenceMs ?? 0);
  const atLeastNothing = (ms: number) => Math.max(0, Math.round(ms));
  return {
    totalMs: atLeastNothing(painted - receivedHere),
    fromRelayMs: atLeastNothing(arrived - receivedHere),
    lookUpMs: atLeastNothing(lookedUp - arrived),
    showWindowMs: atLeastNothing(shown - lookedUp),
    paintMs: atLeastNothing(painted - shown),
  };
}
