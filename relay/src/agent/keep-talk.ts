import type { Logger } from 'pino';
import { beginInsights, skippedState } from '../insights/begin-insights.ts';
import { callOfJob } from '../insights/call-of-job.ts';
import { begun, made } from '../insights/field-steps.ts';
import { emptied, hasHandwork, withContent, withStates } from '../insights/insight-fields.ts';
import { wordFields } from '../insights/makers.ts';
import { addInsightJob } from '../insights/steps.ts';
import { withoutWritings } from '../insights/writings.ts';
import type { Storage, StoredEvent } from '../storage/port.ts';
import type { AgentTalk } from '../wire/agent-talk.ts';
import type { CallInsights, TranscriptSegment } from '../wire/insights.ts';
import { talkWithoutWords } from './talk-without-words.ts';

export interface KeepTalkDeps {
  storage: Storage;
  now: () => Date;
  log: Logger;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  /** A job was added. */
  wakeJobs: () => void;
}

/**
 * A talk is over: it is kept with its call, its lines become the call's transcript, and what can be made of words is made of
 * them. Where the firm's policy lets nothing be written down or analysed, and where the caller said no to it, only times and
 * figures are kept.
 * @returns what was kept; `null`: the call is gone
 */
export async function keepTalk(
  deps: KeepTalkDeps,
  tenantId: string,
  talk: AgentTalk,
): Promise<'with_words' | 'without_words' | null> {
  const store = deps.storage.tenant(tenantId);
  if (!(await store.call(talk.callId))) return null;
  const { decision } = await callOfJob(deps.storage, { tenantId, store }, talk.callId);
  const mayKeepWords = decision.analyse && decision.audio !== 'none' && !wasRefused(talk);
  await store.putAgentTalk(mayKeepWords ? talk : talkWithoutWords(talk));
  const kept = mayKeepWords ? 'with_words' : 'without_words';
  const { callId, ended } = talk;
  deps.log.info({ tenantId, callId, ended, kept, turns: talk.turns.length }, 'agent_talk_kept');
  if (!mayKeepWords || talk.lines.length === 0) return kept;
  const at = deps.now().toISOString();
  const changed = await store.changeInsights(callId, (before) => withTalk(before, talk, at));
  if (changed === null) return kept;
  deps.publish(tenantId, changed.events);
  await addInsightJob(store, 'understand', callId, at);
  deps.wakeJobs();
  return kept;
}

/** The last answer counts: somebody may change their mind. */
const wasRefused = ({ moments }: AgentTalk) => moments.findLast(({ kind }) => kind === 'consent')?.text === 'no';

/** Null: there is a better transcript, of the call's recording, or people have worked on one. */
function withTalk(before: CallInsights | null, talk: AgentTalk, at: string): CallInsights | null {
  if (before?.transcript.status === 'completed' && (before.transcript.source === 'engine' || hasHandwork(before)))
    return null;
  const insights = before ?? withoutRecording(talk.callId, at);
  const words = {
    segments: talk.lines.map(segmentOf),
    source: 'engine' as const,
    wasHeardLive: true,
    timesAreEstimated: false,
    engine: talk.heardBy[0] ?? null,
    ...made(begun(insights.transcript, at), at),
  };
  return emptied(withContent(withoutWritings(insights, 'transcript'), 'transcript', words), wordFields, at);
}

const withoutRecording = (callId: string, at: string) =>
  withStates(beginInsights(callId, null, at), ['dynamics'], () => skippedState('no_recording', at));

/** As a stereo recording has it: the caller on the first channel. */
const segmentOf = ({ who, text, language, fromMs, toMs }: AgentTalk['lines'][number], index: number) =>
  ({
    id: `s${String(index + 1)}`,
    speaker: who === 'caller' ? 'caller' : 'firm',
    channel: who === 'caller' ? 0 : 1,
    startMs: fromMs,
    endMs: Math.max(fromMs, toMs),
    text,
    language,
    words: null,
    edited: null,
  }) satisfies TranscriptSegment;
