import type { AgentTalk, TalkMoment } from '@callbrief/relay/wire/agent-talk';

/** From the caller's mouth to the caller's ear. */
export const lanes = ['caller', 'words', 'thinking', 'voice', 'line'] as const;
export type Lane = (typeof lanes)[number];

export interface Span {
  lane: Lane;
  fromMs: number;
  toMs: number;
}

export interface Mark {
  lane: Lane;
  atMs: number;
  kind: TalkMoment['kind'];
  text: string | null;
}

/** The talk as it is drawn: what lasted, and what happened at a point. */
export function lanesOf({ moments, startedAt, endedAt }: AgentTalk): {
  lengthMs: number;
  spans: Span[];
  marks: Mark[];
} {
  const last = moments.at(-1)?.atMs ?? 0;
  const lengthMs = Math.max(1, Date.parse(endedAt) - Date.parse(startedAt), last);
  const open = new Map<Lane, number>();
  const spans: Span[] = [];
  const marks: Mark[] = [];
  const begin = (lane: Lane, atMs: number) => {
    if (!open.has(lane)) open.set(lane, atMs);
  };
  const end = (lane: Lane, toMs: number) => {
    const fromMs = open.get(lane);
    if (fromMs === undefined) return;
    open.delete(lane);
    spans.push({ lane, fromMs, toMs });
  };
  for (const moment of moments) {
    const { atMs } = moment;
    for (const lane of endsAt[moment.kind] ?? []) end(lane, atMs);
    for (const lane of beginsAt[moment.kind] ?? []) begin(lane, atMs);
    const lane = markedIn(moment);
    if (lane !== null) marks.push({ lane, atMs, kind: moment.kind, text: moment.text });
  }
  for (const lane of lanes) end(lane, lengthMs);
  return { lengthMs, spans, marks };
}

type ByKind = Partial<Record<TalkMoment['kind'], readonly Lane[]>>;

const beginsAt: ByKind = {
  voice_on: ['caller'],
  words: ['words'],
  reply_wanted: ['thinking'],
  sentence: ['voice'],
  first_frame: ['line'],
  resumed: ['line'],
};
const endsAt: ByKind = {
  voice_off: ['caller'],
  final_words: ['words'],
  reply_wanted: ['words', 'thinking', 'voice'],
  sentence: ['thinking', 'voice'],
  first_sound: ['voice'],
  // Each sentence has one: a hairline between two of them.
  first_frame: ['line'],
  played: ['line'],
  paused: ['line'],
  cleared: ['thinking', 'voice', 'line'],
  ended: ['caller', 'words', 'thinking', 'voice', 'line'],
};

const markLanes: Partial<Record<TalkMoment['kind'], Lane>> = {
  key: 'caller',
  consent: 'caller',
  final_words: 'words',
  tool: 'thinking',
  order: 'thinking',
  announced: 'line',
  filler: 'line',
  resumed: 'line',
  cleared: 'line',
  transfer: 'line',
  person_answered: 'line',
  came_back: 'line',
};

const stageLanes: Record<string, Lane> = { hearing: 'words', thinking: 'thinking', voice: 'voice' };

function markedIn({ kind, text }: TalkMoment): Lane | null {
  if (kind === 'fell_back') return stageLanes[text?.split(':')[0] ?? ''] ?? 'thinking';
  return markLanes[kind] ?? null;
}
