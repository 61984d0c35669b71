import type { PhoneNumber } from '../wire/scalars.ts';

/** How calls that the firm's rules give to the AI receptionist get there. */
export interface ReceptionistDoor {
  /** `full`: as many callers as it can serve are with it. */
  takes(tenantId: string): boolean | 'full' | Promise<boolean | 'full'>;
  /** At which the firm's SIP bridge takes calls; null: there is none. */
  bridgeNumber(tenantId: string): PhoneNumber | null;
  /** Which at Ringover leads to its streamer; null: the provider's own scenario does. */
  streamerNumber(tenantId: string): PhoneNumber | null;
  /** The provider is told to dial the bridge with this call. */
  handedOver(call: { tenantId: string; providerCallId: string; from: PhoneNumber | null }): void;
  /** Sound of this call will come. @returns the address to give to the provider */
  streamOf(call: { tenantId: string; callId: string }): string;
}

export const noReceptionist: ReceptionistDoor = {
  takes: () => false,
  bridgeNumber: () => null,
  streamerNumber: () => null,
  handedOver: () => {},
  streamOf: () => '',
};

/**
 * Whether a call may go to the receptionist now.
 * @returns why not, for the log; null: it may
 */
export async function whyNoReceptionist(door: ReceptionistDoor, tenantId: string): Promise<'off' | 'full' | null> {
  const takes = await door.takes(tenantId);
  return takes === true ? null : takes === 'full' ? 'full' : 'off';
}
