import type { StatisticsView } from '../../src-preload/contract/statistics.ts';
import type { Figures } from '@callbrief/relay/wire/statistics';

const outcomes = {
  ringing: 0,
  talking: 0,
  answered: 942,
  missed: 61,
  voicemail: 33,
  agent: 112,
  rejected: 0,
  dropped: 0,
};
const days: [person: number, agent: number, returned: number, unreturned: number][] = [
  [53, 4, 7, 0],
  [48, 5, 6, 0],
  [38, 3, 4, 0],
  [0, 6, 0, 0],
  [0, 4, 0, 0],
  [52, 4, 6, 1],
  [60, 5, 3, 0],
  [44, 4, 2, 0],
  [55, 5, 4, 1],
  [35, 3, 3, 0],
  [0, 5, 0, 0],
  [0, 3, 0, 0],
  [0, 4, 0, 0],
  [49, 3, 4, 1],
  [53, 2, 5, 0],
  [57, 3, 4, 0],
  [37, 2, 5, 0],
  [0, 4, 0, 0],
  [0, 5, 0, 0],
  [42, 3, 3, 0],
  [59, 3, 5, 1],
  [0, 4, 0, 0],
  [53, 3, 6, 0],
  [37, 4, 5, 1],
  [0, 5, 0, 0],
  [0, 5, 0, 0],
  [43, 3, 7, 0],
  [47, 4, 5, 0],
  [56, 3, 2, 1],
  [24, 1, 1, 1],
];
const week = [
  [2, 5, 7, 7, 4, 2, 5, 6, 5, 3, 1],
  [2, 6, 8, 8, 4, 3, 5, 7, 6, 4, 2],
  [2, 6, 7, 7, 4, 2, 5, 6, 6, 4, 1],
  [2, 6, 8, 8, 4, 3, 5, 6, 6, 4, 1],
  [2, 4, 6, 5, 3, 2, 3, 5, 4, 2, 1],
];
const figures: Figures = {
  person: 942,
  agent: 112,
  returned: 87,
  unreturned: 7,
  other: 0,
  total: 1_148,
  spokeRate: 0.918,
  secondsToAnswer: { calls: 942, median: 9, nineInTen: 21 },
  callbacks: { due: 164, kept: 126 },
  outcomes,
  agentCalls: { bookedCallback: 28, tookMessage: 51, only: 33, outsideHours: 71 },
};

/** The numbers of the design's dashboard, as far as the product has them. */
export const mockStatistics: StatisticsView = {
  statistics: {
    ...figures,
    from: '2026-10-21',
    to: '2026-11-19',
    timeZone: 'Europe/Brussels',
    byDay: days.map(([person, agent, returned, unreturned], index) => ({
      date: new Date(Date.UTC(2026, 9, 21 + index)).toISOString().slice(0, 10),
      person,
      agent,
      returned,
      unreturned,
      other: 0,
    })),
    byHour: {
      calls: Array.from({ length: 7 }, (_, day) =>
        Array.from({ length: 24 }, (__, hour) => (week[day]?.[hour - 8] ?? 0) * 4),
      ),
      days: [4, 4, 4, 4, 4, 4, 4],
    },
    response: { bars: [31, 24, 38, 33, 21, 11, 6], median: 51, nineInTen: 240, promisedMinutes: 120 },
    sentiment: [
      { weekOf: '2026-10-26', negative: 41, neutral: 116, positive: 70 },
      { weekOf: '2026-11-02', negative: 53, neutral: 110, positive: 67 },
      { weekOf: '2026-11-09', negative: 36, neutral: 118, positive: 72 },
      { weekOf: '2026-11-16', negative: 51, neutral: 103, positive: 66 },
    ],
    contacts: [
      ['Anneke Verhulst', 31, 2.4],
      ['Commercial Court, registry', 27, 0.9],
      ['Inès Brabant', 22, 3.1],
      ['Assur Lys, claims', 19, 1.2],
      ['Me Hélène Castaing', 14, 1.6],
      ['Étude Vandamme', 12, 0.5],
    ].map(([name, calls, hours], index) => ({
      contactId: `contact-${String(index)}`,
      name: String(name),
      calls: Number(calls),
      talkSeconds: Number(hours) * 3_600,
    })),
    before: { ...figures, spokeRate: 0.897, unreturned: 12, callbacks: { due: 100, kept: 81 } },
  },
  lines: [
    { number: '+3220002010', name: 'Litigation' },
    { number: '+3220002020', name: 'New matters' },
  ],
  people: [{ id: 'peeters', shortName: 'Me J. Peeters' }],
  teams: [{ id: 'tenancy', name: 'Tenancy team' }],
};
