import type { Matter } from '@callbrief/relay/wire/directory';
import type { Deadline } from '../../src-preload/contract.ts';

const DAY_MS = 86_400_000;

/** The earliest that is still to come; one for a whole day is to come until that day is over. */
export function nextDeadline(matter: Matter | null, now: Date): Deadline | null {
  const ahead = (matter?.deadlines ?? [])
    .filter((d) => Date.parse(d.at) + (d.allDay ? DAY_MS : 0) > now.getTime())
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const next = ahead[0];
  return next ? { kind: next.kind, title: next.title, at: next.at, allDay: next.allDay } : null;
}
