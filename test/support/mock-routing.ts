import type { BlockedNumber } from '@callbrief/relay/wire/control';
import type {
  RouteCondition,
  RouteDecision,
  RoutePreviewRequest,
  Routing,
  Weekday,
} from '@callbrief/relay/wire/routing';
import type { RoutingDesk } from '../../src-preload/contract.ts';

const anybody: RouteCondition = { lines: [], caller: 'any', roles: [], hours: 'any', languages: [] };
const workdays: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** The rules of the firm of the design's pictures. */
export const mockRouting: Routing = {
  revision: 7,
  hours: {
    timeZone: 'Europe/Brussels',
    weekly: workdays.flatMap((day) => [
      { day, from: '08:30', to: '12:30' },
      { day, from: '13:30', to: day === 'fri' ? '17:00' : '18:00' },
    ]),
    holidays: { country: 'BE', region: null },
    closedDays: [{ date: '2026-12-24', name: 'Christmas Eve' }],
  },
  rules: [
    {
      id: 'r-blocked',
      name: 'Blocked numbers',
      enabled: true,
      when: { ...anybody, caller: 'blocked' },
      then: { kind: 'reject', reason: 'busy' },
    },
    {
      id: 'r-court',
      name: 'Court and bailiff',
      enabled: true,
      when: { ...anybody, caller: 'role', roles: ['court', 'bailiff'] },
      then: { kind: 'ring', personIds: ['delcourt', 'jonas'], seconds: 30 },
    },
    {
      id: 'r-evening',
      name: 'Evenings, clients',
      enabled: true,
      when: { ...anybody, caller: 'known', hours: 'closed' },
      then: { kind: 'transfer', to: '+32440271800' },
    },
    {
      id: 'r-closed',
      name: 'Closed',
      enabled: true,
      when: { ...anybody, caller: 'unknown', hours: 'closed' },
      then: { kind: 'voicemail' },
    },
    {
      id: 'r-german',
      name: 'German on the new matters line',
      enabled: false,
      when: { ...anybody, lines: ['+3220006142'], languages: ['de'] },
      then: { kind: 'agent' },
    },
  ],
  otherwise: { kind: 'ring', personIds: ['jonas', 'nadia'], seconds: 20 },
};

export const mockDesk: RoutingDesk = {
  routing: mockRouting,
  people: [
    { id: 'delcourt', name: 'Camille Delcourt' },
    { id: 'jonas', name: 'Jonas Peeters' },
    { id: 'nadia', name: 'Nadia Benali' },
    { id: 'sofie', name: 'Sofie Claes' },
  ],
  lines: [
    { number: '+3220006140', name: 'Main line' },
    { number: '+3220006141', name: 'Litigation line' },
    { number: '+3220006142', name: 'New matters line' },
  ],
  canSave: true,
};

export const mockBlocked: BlockedNumber[] = [
  {
    number: '+32440270099',
    comment: 'Energy contracts, calls every day',
    byName: 'Sofie Claes',
    at: '2026-11-12T09:20:00.000Z',
  },
  { number: '+33187650042', comment: '', byName: 'Nadia Benali', at: '2026-10-02T14:00:00.000Z' },
];

/** Anneke Verhulst, client, Dutch; everybody else is unknown. */
const anneke = '+32440271836';

/** Decides as the relay does, for the firm above: enough to draw and to test what windows show. */
export function pretendDecision(
  { at, from, to, draft }: RoutePreviewRequest,
  saved: Routing,
  blocked: readonly BlockedNumber[],
): RouteDecision {
  const { hours, rules, otherwise } = draft ?? saved;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: hours.timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  const time = `${part('hour')}:${part('minute')}`;
  const closedBecause =
    hours.closedDays.find((day) => day.date === date)?.name ??
    (hours.holidays && date.endsWith('-12-25') ? 'Christmas Day' : null);
  const open =
    closedBecause === null &&
    hours.weekly.some((range) => range.day === part('weekday').toLowerCase() && range.from <= time && time < range.to);
  const isAnneke = from === anneke;
  const facts: RouteDecision['facts'] = {
    open,
    closedBecause,
    caller:
      from === null
        ? 'withheld'
        : blocked.some(({ number }) => number === from)
          ? 'blocked'
          : isAnneke
            ? 'known'
            : 'unknown',
    contactName: isAnneke ? 'Anneke Verhulst' : null,
    roles: isAnneke ? ['client'] : [],
    language: from === null ? null : from.startsWith('+33') ? 'fr' : from.startsWith('+49') ? 'de' : 'nl',
  };
  const passedOver: RouteDecision['passedOver'] = [];
  for (const { id, enabled, when, then } of rules) {
    const because = mismatch(enabled, when, facts, to);
    if (because === null) return { outcome: then, ruleId: id, facts, passedOver };
    passedOver.push({ ruleId: id, because });
  }
  return { outcome: otherwise, ruleId: null, facts, passedOver };
}

function mismatch(enabled: boolean, when: RouteCondition, facts: RouteDecision['facts'], line: string) {
  if (!enabled) return 'disabled';
  if (when.lines.length > 0 && !when.lines.includes(line)) return 'line';
  const { caller } = when;
  if (
    caller === 'role'
      ? !when.roles.some((role) => facts.roles.includes(role))
      : caller !== 'any' && caller !== facts.caller
  )
    return 'caller';
  if (when.hours !== 'any' && (when.hours === 'open') !== facts.open) return 'hours';
  if (when.languages.length > 0 && (facts.language === null || !when.languages.includes(facts.language)))
    return 'language';
  return null;
}
