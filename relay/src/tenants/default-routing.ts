import type { OpeningHours, Routing } from '../wire/routing.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const zones: Partial<Record<string, string>> = {
  BE: 'Europe/Brussels',
  FR: 'Europe/Paris',
  DE: 'Europe/Berlin',
  NL: 'Europe/Amsterdam',
};

/**
 * What a firm has before anybody decides: every call goes on as the provider's own settings say, and the usual hours of
 * an office, so that a first rule can speak of them.
 * @param country ISO 3166 alpha-2
 */
export function defaultRouting(country: string): Routing {
  const holidays: OpeningHours['holidays'] =
    country === 'BE' || country === 'FR' || country === 'DE' || country === 'NL' ? { country, region: null } : null;
  return {
    revision: 0,
    hours: {
      timeZone: zones[country] ?? 'Europe/Brussels',
      weekly: weekdays.map((day) => ({ day, from: '09:00', to: '18:00' })),
      holidays,
      closedDays: [],
    },
    rules: [],
    otherwise: { kind: 'proceed' },
  };
}
