import type { AgentTold } from '../../../relay/src/agent/live-board.ts';

type ToldLine = AgentTold['lines'][number];

export const said = (who: ToldLine['who'], text: string, more: Partial<ToldLine> = {}): ToldLine => ({
  who,
  text,
  isPartial: false,
  ...more,
});

/** What the receptionist tells of a talk that has gone on for 48 seconds: state 5 of the design. */
export const told = (callId: string, more: Partial<AgentTold> = {}): AgentTold => ({
  callId,
  since: new Date(Date.now() - 48_000).toISOString(),
  callerName: 'Karim Haddad',
  urgency: { level: 'high', withinMinutes: 120 },
  topic: 'Eviction served, hearing Monday',
  lines: [
    said('agent', 'How can I help you?', { atMs: 2_000 }),
    said('caller', 'I need a lawyer today, it is about my flat.', { atMs: 10_000 }),
    said('agent', 'Who is the other side, if I may ask?', { atMs: 33_000 }),
    said('caller', 'My landlord, Immo Delta. The bailiff came at nine and he', { atMs: 39_000, isPartial: true }),
  ],
  partyHit: { name: 'Immo Delta', matterNumber: '2026/0318' },
  announced: { atMs: 2_000, objected: false },
  state: 'talking',
  ...more,
});
