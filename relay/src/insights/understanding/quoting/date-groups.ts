import type { Fact } from '../reading/fact.ts';
import { wordSet } from '../reading/fold.ts';
import type { Reading } from '../reading/reading.ts';

/** Words that may stand inside one date: "Friday of next week", "tomorrow after 3 pm", "le 15 décembre à 9 heures". */
const LINKS = wordSet(
  'of the on at in a an after before by from around about le la l les de du des d en au vers avant apres der den dem die am um im vor nach ab gegen bis het op om na voor vanaf rond tegen van',
);
const MOST_LINKS = 3;

/** Facts that make one date together. Numbers are none. */
export function groupsOf({ facts, items }: Reading): Fact[][] {
  const groups: Fact[][] = [];
  for (const fact of facts) {
    if (!['date', 'weekday', 'relative', 'time'].includes(fact.kind) && !isHour(fact)) continue;
    const open = groups.at(-1);
    const before = open?.at(-1);
    const gap = before === undefined ? null : items.slice(before.behind, fact.first);
    const linked =
      gap !== null && gap.length <= MOST_LINKS && gap.every((item) => item.kind === 'word' && LINKS.has(item.folded));
    if (linked && open !== undefined && !startsAnother(fact, open)) open.push(fact);
    else groups.push([fact]);
  }
  return groups;
}

/** "tomorrow after three": no word says that it is a time, but what stands before it does. */
const isHour = (fact: Fact) =>
  fact.kind === 'number' &&
  fact.direction !== null &&
  fact.unit === null &&
  !fact.ordinal &&
  fact.value >= 1 &&
  fact.value <= 24;

/** "Monday to Friday" and "tomorrow or Thursday" are two. */
function startsAnother(fact: Fact, group: readonly Fact[]): boolean {
  const isDay = (one: Fact) =>
    one.kind === 'date' || one.kind === 'weekday' || (one.kind === 'relative' && /^[+-]?\d$/.test(one.means));
  if (fact.kind === 'time' || fact.kind === 'number')
    return group.some(({ kind }) => kind === 'time' || kind === 'number');
  if (!isDay(fact)) return false;
  // "Monday, the 14th of December" and "14 December, a Monday" are one.
  return group.some((one) => isDay(one) && !(one.kind === 'weekday' && fact.kind === 'date'));
}

export function placeOf(group: readonly Fact[], { items }: Reading): { start: number; end: number } {
  const first = group[0]?.first ?? 0;
  const behind = group.at(-1)?.behind ?? first + 1;
  // "before Friday", "the 14th": with the words in front that say how it is meant.
  let begin = first;
  for (let back = 1; back <= 2; back++) {
    const item = items[first - back];
    if (item?.kind !== 'word' || !LEADS.has(item.folded)) break;
    begin = first - back;
  }
  const suffix = eightDaysLater(group, items) ? 2 : 0;
  return { start: items[begin]?.start ?? 0, end: items[Math.min(behind + suffix, items.length) - 1]?.end ?? 0 };
}
export const LEADS = wordSet(
  'before after by until from the since on avant apres des depuis le la l jusqu d ici voor na tegen tot vanaf vor nach bis ab am den dem der vom',
);

/** "lundi en huit", "Monday week", "Montag in acht Tagen": a week after the next. */
export function eightDaysLater(group: readonly Fact[], items: Reading['items']): boolean {
  const last = group.at(-1);
  if (last?.kind !== 'weekday') return false;
  const [one, two] = [items[last.behind], items[last.behind + 1]];
  if (one?.kind !== 'word') return false;
  const eight = two?.kind === 'number' && two.value === 8;
  return (one.folded === 'en' && eight) || ((one.folded === 'in' || one.folded === 'over') && eight);
}
