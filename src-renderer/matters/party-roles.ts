import type { PartyRole } from '@callbrief/relay/wire/directory';

/** In the order in which a firm thinks of them. */
export const partyRoles: readonly PartyRole[] = [
  'client',
  'opposing_party',
  'opposing_counsel',
  'court',
  'bailiff',
  'insurer',
  'expert',
  'witness',
];
