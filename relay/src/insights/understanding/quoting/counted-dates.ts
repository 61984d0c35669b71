import { addDays } from '../../../tenants/local-time.ts';
import type { Reading } from '../reading/reading.ts';
import * as calendar from './calendar.ts';
import { LEADS } from './date-groups.ts';
import type { CallMoment, FoundDate as Found } from './found-date.ts';

const IN = new Set(['in', 'within', 'dans', 'sous', 'd', 'ici', 'les', 'over', 'binnen', 'innerhalb', 'von', 'de']);
const COUNTS = new Set(['in', 'within', 'dans', 'sous', 'ici', 'over', 'binnen', 'innerhalb']);

/** "in two weeks", "dans quinze jours", "over drie dagen", "innerhalb von 14 Tagen" */
export function counted(reading: Reading, { date: today }: CallMoment): Found[] {
  const { facts, items } = reading;
  return facts.flatMap((fact) => {
    if (fact.kind !== 'number' || !['day', 'week', 'month'].includes(fact.unit ?? '') || !Number.isInteger(fact.value))
      return [];
    if (fact.value < 1 || fact.value > 400) return [];
    let begin = fact.first;
    let counts = false;
    for (let back = 1; back <= 3; back++) {
      const item = items[fact.first - back];
      if (item?.kind !== 'word' || !IN.has(item.folded)) break;
      begin = fact.first - back;
      counts ||= COUNTS.has(item.folded);
    }
    if (!counts) return [];
    // "dans quinze jours" is in two weeks, "huit jours" one; "dans les quinze jours" is a period of fifteen.
    const idiom = fact.digits === null && begin === fact.first - 1 && reading.language === 'fr' && fact.unit === 'day';
    const count = idiom && fact.value === 15 ? 14 : idiom && fact.value === 8 ? 7 : fact.value;
    const days = fact.unit === 'week' ? count * 7 : count;
    const date = fact.unit === 'month' ? calendar.addMonths(today, count) : addDays(today, days);
    return [{ date, time: null, start: items[begin]?.start ?? 0, end: items[fact.behind - 1]?.end ?? 0 }];
  });
}

const MONTHS_END = ['du mois', 'of the month', 'van de maand', 'des monats'];

/** "avant le premier du mois", "by the 15th of the month": the next such day. */
export function ofMonth({ facts, items }: Reading, { date: today }: CallMoment): Found[] {
  return facts.flatMap((fact) => {
    if (
      fact.kind !== 'number' ||
      fact.unit !== null ||
      fact.value < 1 ||
      fact.value > 31 ||
      !Number.isInteger(fact.value)
    )
      return [];
    const words = (count: number) =>
      items
        .slice(fact.behind, fact.behind + count)
        .map((item) => (item.kind === 'word' ? item.folded : ''))
        .join(' ');
    const end = MONTHS_END.find((said) => words(said.split(' ').length) === said);
    if (end === undefined) return [];
    const month = fact.value > Number(today.slice(8)) ? today : calendar.addMonths(`${today.slice(0, 7)}-01`, 1);
    const date = calendar.dateOf(Number(month.slice(0, 4)), Number(month.slice(5, 7)), fact.value);
    if (date === null) return [];
    let begin = fact.first;
    for (let back = 1; back <= 2; back++) {
      const item = items[fact.first - back];
      if (item?.kind !== 'word' || !LEADS.has(item.folded)) break;
      begin = fact.first - back;
    }
    const last = fact.behind + end.split(' ').length - 1;
    return [{ date, time: null, start: items[begin]?.start ?? 0, end: items[last]?.end ?? 0 }];
  });
}
