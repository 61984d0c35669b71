import ICAL from 'ical.js';
import { blocksOf } from './card-lines.ts';
import { kindInTitle } from './field-words.ts';
import type { ReadDeadline, ReadRow, RowProblem } from './import-row.ts';
import { momentOf } from './read-date.ts';
import type { Reading } from './read-row.ts';

export const ENTRY_COLUMNS = ['SUMMARY', 'DTSTART', 'CATEGORIES', 'DESCRIPTION', 'iCalendar'];

export const hasEntry = (text: string) => /^BEGIN:(?:VEVENT|VTODO)\s*$/im.test(text);

/** Outlook's names, where a calendar brings no definition of them along. */
const OUTLOOK_ZONES: Record<string, string> = {
  'romance standard time': 'Europe/Brussels',
  'w. europe standard time': 'Europe/Berlin',
  'central europe standard time': 'Europe/Budapest',
  'central european standard time': 'Europe/Warsaw',
  'gmt standard time': 'Europe/London',
  'greenwich standard time': 'Atlantic/Reykjavik',
  utc: 'UTC',
};

/** Events and tasks, one by one: one that cannot be read costs itself only. */
export function* readCalendar(text: string, reading: Reading): Generator<ReadRow> {
  const zones = zonesOf(text);
  for (const block of blocksOf(text, ['VEVENT', 'VTODO'])) {
    const refused = (problem: RowProblem['reason']): ReadRow => ({
      line: block.line,
      cells: ['', '', '', '', block.text],
      draft: null,
      problems: [{ field: null, value: block.text.slice(0, 200), reason: problem }],
    });
    if (!block.closed) {
      yield refused('card_not_closed');
      continue;
    }
    let read: ReadRow | null = null;
    try {
      const jcal = ICAL.parse(`BEGIN:VCALENDAR\r\n${block.text.split('\n').join('\r\n')}\r\nEND:VCALENDAR`);
      const entry = new ICAL.Component(jcal as never).getFirstSubcomponent(block.name.toLowerCase());
      // The library reads values when they are asked for, and throws then.
      read = entry && deadlineOf(entry, block, zones, reading);
    } catch {
      read = null;
    }
    yield read ?? refused('entry_unreadable');
  }
}

type Zones = ReadonlyMap<string, ICAL.Timezone>;

function zonesOf(text: string): Zones {
  const zones = new Map<string, ICAL.Timezone>();
  for (const block of blocksOf(text, ['VTIMEZONE'])) {
    try {
      const jcal = ICAL.parse(`BEGIN:VCALENDAR\r\n${block.text.split('\n').join('\r\n')}\r\nEND:VCALENDAR`);
      const component = new ICAL.Component(jcal as never).getFirstSubcomponent('vtimezone');
      const name = component?.getFirstPropertyValue('tzid');
      if (component && typeof name === 'string') zones.set(name, new ICAL.Timezone(component));
    } catch {
      // Its times are then read by the zone's name, or refused one by one.
    }
  }
  return zones;
}

function deadlineOf(
  entry: ICAL.Component,
  { line, name, text }: { line: number; name: string; text: string },
  zones: Zones,
  reading: Reading,
): ReadRow {
  const said = (property: string) => String(entry.getFirstPropertyValue(property) ?? '').trim();
  const categories = entry.getAllProperties('categories').flatMap((property) => property.getValues().map(String));
  const when = entry.getFirstProperty('due') ?? entry.getFirstProperty('dtstart');
  const property = name === 'VTODO' ? when : entry.getFirstProperty('dtstart');
  const title = said('summary').replace(/\s+/g, ' ').slice(0, 200);
  const cells = [
    title,
    said('dtstart') || said('due'),
    categories.join(', '),
    said('description').slice(0, 2_000),
    text,
  ];
  const refused = (problem: RowProblem): ReadRow => ({ line, cells, draft: null, problems: [problem] });
  if (entry.getFirstProperty('rrule') !== null || entry.getFirstProperty('rdate') !== null)
    return refused({ field: 'deadline_date', value: title, reason: 'repeats' });
  const time = property && timeOf(property, zones, reading.timeZone);
  if (!time) return refused({ field: 'deadline_date', value: cells[1] ?? '', reason: 'not_a_date' });
  const recurrence = said('recurrence-id');
  const uid = said('uid');
  const place = said('location').slice(0, 200);
  const deadline: ReadDeadline = {
    uid: uid === '' ? null : `${uid} ${recurrence}`.trim(),
    isCancelled: said('status').toUpperCase() === 'CANCELLED',
    kind: kindInTitle(title) ?? (name === 'VTODO' || time.allDay ? 'deadline' : 'meeting'),
    title,
    ...time,
    ...(place === '' ? {} : { place }),
  };
  const matterIn = [title, ...categories, said('description')];
  return { line, cells, draft: { contact: null, matter: null, matterIn, party: null, deadline }, problems: [] };
}

/** Null: no time, or one in a zone that nobody knows; a hearing an hour late is worse than a row in the report. */
function timeOf(property: ICAL.Property, zones: Zones, firmZone: string): { at: string; allDay: boolean } | null {
  const time: unknown = property.getFirstValue();
  if (!(time instanceof ICAL.Time)) return null;
  const { year, month, day, hour, minute, isDate } = time;
  const pad = (n: number) => String(n).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
  if (Number.isNaN(Date.parse(`${date}T00:00:00.000Z`))) return null;
  if (isDate) return { at: momentOf({ date, minutes: null, at: null }, firmZone), allDay: true };
  const tzid = property.getParameter('tzid');
  const wall = (zone: string) => ({
    at: momentOf({ date, minutes: hour * 60 + minute, at: null }, zone),
    allDay: false,
  });
  if (typeof tzid !== 'string') return wall(time.zone === ICAL.Timezone.utcTimezone ? 'UTC' : firmZone);
  const known = namedZone(tzid);
  if (known !== null) return wall(known);
  const zone = zones.get(tzid);
  if (zone === undefined) return null;
  const moment = new ICAL.Time({ year, month, day, hour, minute, second: 0, isDate: false }, zone);
  return { at: new Date(moment.toUnixTime() * 1_000).toISOString(), allDay: false };
}

function namedZone(tzid: string): string | null {
  // Some programs write a path before it: /citadel.org/20190914_1/Europe/Brussels.
  const name = OUTLOOK_ZONES[tzid.toLowerCase()] ?? /[A-Z]\w+\/[A-Z]\w+(?:\/\w+)?$/.exec(tzid)?.[0] ?? tzid;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
