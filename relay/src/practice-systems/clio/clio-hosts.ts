import type { ClioRegion } from '../../wire/time-export.ts';

/** The four regions of Clio Manage. No other host is ever asked: what is sent there are matters and narratives. */
export const clioOrigins: Readonly<Record<ClioRegion, string>> = {
  us: 'https://app.clio.com',
  ca: 'https://ca.app.clio.com',
  eu: 'https://eu.app.clio.com',
  au: 'https://au.app.clio.com',
};
