import { noCapabilities, type ProviderCapabilities } from '../wire/control.ts';

/** telephony facts 1.1: a transfer is blind; the other side is dialled at once. */
export const ringoverCapabilities: ProviderCapabilities = {
  ...noCapabilities,
  dial: true,
  hangUp: true,
  hold: true,
  mute: true,
  transfer: true,
  digits: true,
  sms: true,
  block: true,
  presence: true,
  reconcile: true,
};

/**
 * telephony facts 4.4; the list of blocked callers is `/blacklist/incoming` of sipgate's OpenAPI document. Who is on the
 * phone is told nowhere: a device's `online` and `dnd` are known, but not that somebody talks on it.
 */
export const sipgateCapabilities: ProviderCapabilities = {
  ...ringoverCapabilities,
  attendedTransfer: true,
  presence: false,
};
