import { RESPONSE_MINUTES, type Statistics } from '@callbrief/relay/wire/statistics';
import { groupDays, type Span } from './group-days.ts';
import type { DashboardWords } from './use-dashboard-words.ts';

/** A chart as words and numbers: behind "Show as table", and in the CSV file. */
export interface Table {
  title: string;
  head: string[];
  rows: string[][];
}

const plain = (value: number) => String(Math.round(value * 100) / 100);

export function figuresTable(shown: Statistics, { t }: DashboardWords): Table {
  const { before } = shown;
  const rate = (value: number | null) => (value === null ? '' : plain(value * 100));
  const kept = ({ due, kept: done }: Statistics['callbacks']) => (due === 0 ? '' : plain((done / due) * 100));
  const rows: [string, string, string][] = [
    [t('total'), plain(shown.total), plain(before.total)],
    [`${t('spoke')} (%)`, rate(shown.spokeRate), rate(before.spokeRate)],
    [t('unreturned'), plain(shown.unreturned), plain(before.unreturned)],
    [`${t('answerTime')} (s)`, String(shown.secondsToAnswer.median ?? ''), String(before.secondsToAnswer.median ?? '')],
    [`${t('kept')} (%)`, kept(shown.callbacks), kept(before.callbacks)],
    [t('byAgent'), plain(shown.agent), plain(before.agent)],
  ];
  return { title: t('keyFigures'), head: ['', `${shown.from} – ${shown.to}`, t('before', { value: '' }).trim()], rows };
}

export function daysTable(shown: Statistics, span: Span, { t, number, longDay, month }: DashboardWords): Table {
  const title = { day: t('perDay'), week: t('perWeek'), month: t('perMonth') }[span];
  const first = { day: t('day'), week: t('week'), month: t('month') }[span];
  return {
    title,
    head: [first, t('aPerson'), t('ai'), t('missedReturned'), t('unreturned'), t('other'), t('total')],
    rows: groupDays(shown.byDay, span).map((bar) => [
      span === 'month' ? month(bar.from) : longDay(bar.from, shown.to),
      ...[bar.person, bar.agent, bar.returned, bar.unreturned, bar.other, bar.total].map(number),
    ]),
  };
}

export function hoursTable({ byHour }: Statistics, { t, weekday }: DashboardWords): Table {
  const weekdays = [0, 1, 2, 3, 4, 5, 6];
  return {
    title: `${t('whenTheyCall')}, ${t('averagePerHour')}`,
    head: [t('hour'), ...weekdays.map((day) => weekday(day, 'long'))],
    rows: Array.from({ length: 24 }, (_, hour) => [
      String(hour),
      ...weekdays.map((day) => plain((byHour.calls[day]?.[hour] ?? 0) / Math.max(1, byHour.days[day] ?? 1))),
    ]),
  };
}

export function responseTable({ response }: Statistics, { t, minutes, number }: DashboardWords): Table {
  return {
    title: t('responseTime'),
    head: [t('within'), t('total')],
    rows: response.bars.map((count, index) => {
      const end = RESPONSE_MINUTES[index];
      return [end === undefined ? t('later') : minutes(end), number(count)];
    }),
  };
}

export function sentimentTable({ sentiment, to }: Statistics, { t, longDay, number }: DashboardWords): Table {
  return {
    title: t('sentiment'),
    head: [t('week'), t('tense'), t('neutral'), t('atEase')],
    rows: sentiment.map(({ weekOf, negative, neutral, positive }) => [
      longDay(weekOf, to),
      ...[negative, neutral, positive].map(number),
    ]),
  };
}

export function contactsTable({ contacts }: Statistics, { t, number }: DashboardWords): Table {
  return {
    title: t('mostContacted'),
    head: [t('contact'), t('total'), t('hours')],
    rows: contacts.map(({ name, calls, talkSeconds }) => [
      name ?? t('unnamed'),
      number(calls),
      plain(talkSeconds / 3_600),
    ]),
  };
}

export function agentTable({ agentCalls }: Statistics, { t, number }: DashboardWords): Table {
  return {
    title: t('whatAiDid'),
    head: [t('outcome'), t('total')],
    rows: (['bookedCallback', 'tookMessage', 'only'] as const).map((what) => [
      t(what === 'only' ? 'onlySpoke' : what),
      number(agentCalls[what]),
    ]),
  };
}

/** All of them below one another, by day however long the period is. */
export function csvRows(shown: Statistics, words: DashboardWords): string[][] {
  const daily = daysTable(shown, 'day', { ...words, longDay: (date) => date, number: String });
  const inPlainNumbers = { ...words, number: String, longDay: (date: string) => date };
  const tables = [
    figuresTable(shown, words),
    daily,
    hoursTable(shown, words),
    responseTable(shown, inPlainNumbers),
    sentimentTable(shown, inPlainNumbers),
    contactsTable(shown, inPlainNumbers),
    agentTable(shown, inPlainNumbers),
  ];
  return tables.flatMap(({ title, head, rows }, index) => [...(index === 0 ? [] : [[]]), [title], head, ...rows]);
}
