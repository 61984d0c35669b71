import type { Matter } from '@callbrief/relay/wire/directory';
import type { MatterDeadline } from '../../src-preload/contract/matters.ts';

const DAY_MS = 86_400_000;

/** Still to come, the nearest first; one for a whole day is to come until that day is over. */
export function comingDeadlines({ deadlines }: Pick<Matter, 'deadlines'>, now: Date): MatterDeadline[] {
  return deadlines
    .filter((deadline) => isComing(deadline, now))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map(describeDeadline);
}

export const isComing = ({ at, allDay }: Pick<Matter['deadlines'][number], 'at' | 'allDay'>, now: Date): boolean =>
  Date.parse(at) + (allDay ? DAY_MS : 0) > now.getTime();

export const describeDeadline = ({
  id,
  kind,
  title,
  at,
  allDay,
  place,
}: Matter['deadlines'][number]): MatterDeadline => ({
  id,
  kind,
  title,
  at,
  allDay,
  place: place ?? null,
});
