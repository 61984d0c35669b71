import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { understand } from '../../../../../relay/src/insights/understanding/understand.ts';
import type { CallInsights } from '../../../../../relay/src/wire/insights.ts';

interface Call {
  callStartedAt: string;
  timeZone: string;
  segments: { id: string; speaker: 'caller' | 'firm'; text: string }[];
}

/** A call of some three minutes on Friday 20 November 2026, with no model. */
async function heard(language: 'en' | 'fr', country: string) {
  const file = new URL(`../../../../fixtures/cited-summary/${language}.json`, import.meta.url);
  const call = JSON.parse(readFileSync(file, 'utf8')) as Call;
  const understood = await understand({
    segments: call.segments.map((segment, index) => ({ ...segment, startMs: index * 8_000, language: null, words: null })),
    callStartedAt: new Date(call.callStartedAt),
    timeZone: call.timeZone,
    country,
    knownNames: [],
    model: null,
    allowed: () => true,
    signal: new AbortController().signal,
    patienceMs: 1_000,
  });
  const content = <K extends 'keyPassages' | 'tasks' | 'mentions'>(field: K) => {
    const outcome = understood[field];
    if (outcome?.status !== 'completed') throw new Error(`${field} was not completed`);
    return outcome.content as unknown as CallInsights[K];
  };
  return { understood, content, call };
}

const covered = (facts: readonly RegExp[], texts: readonly string[]) => facts.filter((fact) => texts.some((text) => fact.test(text)));

describe('A call in English, without a language model', () => {
  const facts = [
    /tribunal case against Northgate/,
    /ET 2026 slash 0417/,
    /14th of December/,
    /eighteen thousand pounds before Friday next week/,
    /don't want to accept/,
    /thirty-two thousand four hundred/,
    /email the letter/,
    /tomorrow after 3 pm/,
    /payslips/,
    /GB29/,
  ];

  it('has at least seven of its ten facts in eight quotes, each said so', async () => {
    const { content, call } = await heard('en', 'GB');
    const { passages } = content('keyPassages');
    expect(passages.length).toBeLessThanOrEqual(8);
    expect(covered(facts, passages.map(({ text }) => text)).length).toBeGreaterThanOrEqual(7);
    for (const { segmentId, text } of passages)
      expect(call.segments.find(({ id }) => id === segmentId)?.text).toContain(text);
  });

  it('has six follow-ups, and no other sentence is one', async () => {
    const { content } = await heard('en', 'GB');
    expect(content('tasks').tasks.map(({ segmentId, dueDate }) => [segmentId, dueDate])).toEqual([
      ['s11', null],
      ['s12', '2026-11-20'],
      ['s15', '2026-11-21'],
      ['s16', null],
      ['s17', null],
      ['s19', null],
    ]);
  });

  it('has its dates with their words, its number, account and address', async () => {
    const { content } = await heard('en', 'GB');
    const mentions = content('mentions');
    expect(mentions.dates.map(({ quote, date, time }) => [quote, date, time])).toEqual([
      ['yesterday', '2026-11-19', null],
      ['the 14th of December', '2026-12-14', null],
      ['the 9th of January', '2027-01-09', null],
      ['before Friday next week', '2026-11-27', null],
      ['this afternoon', '2026-11-20', null],
      ['tomorrow after 3 pm', '2026-11-21', '15:00'],
      ['on Thursday', '2026-11-26', null],
      ['tomorrow after three', '2026-11-21', '15:00'],
    ]);
    expect(mentions.phones).toMatchObject([{ number: '07700900418' }]);
    expect(mentions.ibans).toMatchObject([{ iban: 'GB29NWBK60161331926819' }]);
    expect(mentions.emails).toMatchObject([{ email: 'sarah.whitcombe@example.com' }]);
  });

  it('has no summary, tone or topics, and says why', async () => {
    const { understood } = await heard('en', 'GB');
    const none = { status: 'skipped', reason: 'no_language_model' };
    expect(understood).toMatchObject({ summary: none, sentiment: none, topics: none });
  });
});

describe('A call in French, without a language model', () => {
  const facts = [
    /bail commercial contre la société Immogest/,
    /2026 barre 0812/,
    /douze mille quatre cents euros avant le 28 novembre/,
    /pas d'accord avec le montant/,
    /trois mois de loyer/,
    /par mail demain matin/,
    /15 décembre à 9 heures/,
    /expulsion/,
    /0470 12 34 56|rappelle avant vendredi/,
    /continuer à payer le loyer/,
    /virement lundi prochain/,
  ];

  it('has at least eight of its eleven facts in eight quotes', async () => {
    const { content } = await heard('fr', 'BE');
    const { passages } = content('keyPassages');
    expect(passages.length).toBeLessThanOrEqual(8);
    expect(covered(facts, passages.map(({ text }) => text)).length).toBeGreaterThanOrEqual(8);
  });

  it('has every follow-up of it', async () => {
    const { content } = await heard('fr', 'BE');
    const { tasks } = content('tasks');
    expect(tasks.map(({ segmentId }) => segmentId)).toEqual(['s10', 's13', 's14', 's15', 's16', 's16', 's17', 's18', 's18', 's19']);
    expect(tasks.find(({ segmentId }) => segmentId === 's14')?.dueDate).toBe('2026-11-27');
  });

  it('has its dates with their words', async () => {
    const { content } = await heard('fr', 'BE');
    const { dates, phones, ibans, emails } = content('mentions');
    expect(dates.map(({ quote, date, time }) => [quote, date, time])).toEqual([
      ['hier', '2026-11-19', null],
      ['avant le 28 novembre', '2026-11-28', null],
      ['demain matin', '2026-11-21', null],
      ['le 15 décembre à 9 heures', '2026-12-15', '09:00'],
      ['dès la semaine prochaine', '2026-11-23', null],
      ['avant vendredi', '2026-11-27', null],
      ['mercredi', '2026-11-25', null],
      ['demain après 14 heures', '2026-11-21', '14:00'],
      ['avant le premier du mois', '2026-12-01', null],
      ['lundi prochain', '2026-11-23', null],
    ]);
    expect(phones).toMatchObject([{ number: '+32470123456' }]);
    expect(ibans).toMatchObject([{ iban: 'BE68539007547034' }]);
    expect(emails).toMatchObject([{ email: 'claire.delvaux@exemple.be' }]);
  });
});
