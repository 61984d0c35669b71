import type { OpeningHours } from '@callbrief/relay/wire/routing';

export type HolidayCountry = NonNullable<OpeningHours['holidays']>['country'];

/** In the order of the firms we know. */
export const holidayCountries: readonly HolidayCountry[] = ['BE', 'FR', 'DE', 'NL'];

/** Länder by the second part of their ISO 3166-2 code, by their own names. */
const laender: readonly [code: string, name: string][] = [
  ['BW', 'Baden-Württemberg'],
  ['BY', 'Bayern'],
  ['BE', 'Berlin'],
  ['BB', 'Brandenburg'],
  ['HB', 'Bremen'],
  ['HH', 'Hamburg'],
  ['HE', 'Hessen'],
  ['MV', 'Mecklenburg-Vorpommern'],
  ['NI', 'Niedersachsen'],
  ['NW', 'Nordrhein-Westfalen'],
  ['RP', 'Rheinland-Pfalz'],
  ['SL', 'Saarland'],
  ['SN', 'Sachsen'],
  ['ST', 'Sachsen-Anhalt'],
  ['SH', 'Schleswig-Holstein'],
  ['TH', 'Thüringen'],
];

/**
 * Regions with holidays of their own. Alsace and Moselle keep Good Friday and 26 December: three départements (57, 67,
 * 68) with the same days, told by Bas-Rhin's number. Belgium and the Netherlands have one calendar.
 */
export function regionsOf(country: HolidayCountry): readonly [code: string, name: string][] {
  if (country === 'DE') return laender;
  return country === 'FR' ? [['67', 'Alsace-Moselle']] : [];
}

/** Moselle's and Haut-Rhin's numbers mean the same calendar. */
export function sameRegion(country: HolidayCountry, region: string | null): string | null {
  return country === 'FR' && (region === '57' || region === '68') ? '67' : region;
}

/** Zones of the firms and their neighbours, each told by its country. */
export const timeZones: readonly [zone: string, country: string][] = [
  ['Europe/Brussels', 'BE'],
  ['Europe/Paris', 'FR'],
  ['Europe/Berlin', 'DE'],
  ['Europe/Amsterdam', 'NL'],
  ['Europe/Luxembourg', 'LU'],
  ['Europe/Zurich', 'CH'],
  ['Europe/Vienna', 'AT'],
  ['Europe/London', 'GB'],
  ['Europe/Dublin', 'IE'],
  ['Europe/Lisbon', 'PT'],
  ['Europe/Madrid', 'ES'],
  ['Europe/Rome', 'IT'],
];
