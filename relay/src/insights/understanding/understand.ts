import type { CallInsights, InsightField, TranscriptSegment } from '../../wire/insights.ts';
import type { Language } from '../../wire/scalars.ts';
import { localTime } from '../../tenants/local-time.ts';
import type { EngineFacts, LanguageModel } from '../ports.ts';
import type { Asking } from './asking/ask-for-json.ts';
import { findTasks } from './asking/find-tasks.ts';
import { judgeTone } from './asking/judge-tone.ts';
import { nameTopics, type Topics } from './asking/name-topics.ts';
import { summarise } from './asking/summarise.ts';
import { inLanguages } from './language-of.ts';
import { factsOfEngine, failureOf, skipped, type Outcome } from './outcome.ts';
import { followUps } from './quoting/follow-ups.ts';
import { keyPassages } from './quoting/key-passages.ts';
import { mentionsOf, type Mentions } from './quoting/mentions.ts';
import type { Said } from './said.ts';
import { isTooPoor } from './too-poor.ts';

export type UnderstoodField = Extract<
  InsightField,
  'summary' | 'keyPassages' | 'tasks' | 'sentiment' | 'topics' | 'mentions'
>;

/** The content of each field as `CallInsights` holds it, and how making it went. */
export interface Understood {
  summary: Outcome<Pick<CallInsights['summary'], 'sentences' | 'leftOut'>>;
  keyPassages: Outcome<Pick<CallInsights['keyPassages'], 'passages'>>;
  tasks: Outcome<Pick<CallInsights['tasks'], 'tasks'>>;
  sentiment: Outcome<Pick<CallInsights['sentiment'], 'overall' | 'segments'>>;
  topics: Outcome<Pick<CallInsights['topics'], 'topics'>>;
  mentions: Outcome<Mentions>;
}

export interface ToUnderstand {
  segments: readonly Pick<TranscriptSegment, 'id' | 'speaker' | 'text' | 'language' | 'startMs' | 'words'>[];
  callStartedAt: Date;
  /** The firm's, for "tomorrow". */
  timeZone: string;
  /** Of the firm, for numbers in national form. */
  country: string;
  /** Of the caller, the firm's people and the parties, as the directory has them. */
  knownNames: readonly string[];
  /** Null: none is set up. */
  model: LanguageModel | null;
  /** Whether the firm's capture policy lets this engine read the call. */
  allowed: (engine: EngineFacts) => boolean;
  signal: AbortSignal;
  /** For one answer of the model (ms). */
  patienceMs: number;
  /** Absent: all. One, when a person asks for it again. */
  only?: readonly UnderstoodField[];
  /** After each field, for progress. */
  onField?: (field: UnderstoodField) => void;
}

/**
 * Everything that can be made of a call's words. One field's failure is its own; the model is asked one question after the
 * other, because a model on the office's own machine answers one at a time.
 * @throws the signal's reason when it is aborted, nothing else
 */
export async function understand(call: ToUnderstand): Promise<Partial<Understood>> {
  const spoken = call.segments.filter(({ text }) => /\p{L}|\p{N}/u.test(text));
  const talk = inLanguages(spoken);
  const made: Partial<Understood> = {};
  let urgentByModel: Topics['urgent'] = [];
  for (const field of ORDER) {
    if (call.only !== undefined && !call.only.includes(field)) continue;
    call.signal.throwIfAborted();
    if (spoken.length === 0) made[field] = skipped('nothing_said');
    else if (talk === null) made[field] = skipped('language_not_supported');
    else await make(field, talk.said, talk.language);
    call.onField?.(field);
  }
  return made;

  async function make(field: UnderstoodField, said: readonly Said[], language: Language): Promise<void> {
    const moment = { date: localTime(call.callStartedAt, call.timeZone).date };
    const of = { language, knownNames: call.knownNames, moment };
    switch (field) {
      case 'summary':
        made.summary = await withModel(async (asking) => {
          const { sentences, leftOut } = await summarise(said, of, asking);
          return { sentences, leftOut };
        });
        return;
      case 'sentiment':
        made.sentiment = await withModel((asking) => judgeTone(said, language, asking));
        return;
      case 'topics':
        made.topics = await withModel(async (asking) => {
          const { topics, urgent } = await nameTopics(said, of, asking);
          urgentByModel = urgent;
          return { topics };
        });
        return;
      case 'tasks':
        made.tasks = isTooPoor(said, spoken)
          ? skipped('transcript_too_poor')
          : refusal() === null
            ? await withModel(async (asking) => ({ tasks: await findTasks(said, of, asking) }))
            : await ours(async () => ({ tasks: await followUps(said, moment) }));
        return;
      case 'keyPassages':
        made.keyPassages = await ours(async () => ({ passages: await keyPassages(said) }));
        return;
      case 'mentions':
        made.mentions = await ours(async () => {
          const mentions = await mentionsOf(said, { moment, country: call.country });
          return { ...mentions, urgent: withoutDoubles(mentions.urgent, urgentByModel) };
        });
    }
  }

  function refusal(): 'no_language_model' | 'policy_engine_refused' | null {
    if (call.model === null) return 'no_language_model';
    return call.allowed(call.model) ? null : 'policy_engine_refused';
  }

  async function withModel<T>(ask: (asking: Asking) => Promise<T>): Promise<Outcome<T>> {
    const refused = refusal();
    if (refused !== null || call.model === null) return skipped(refused ?? 'no_language_model');
    const { model, signal, patienceMs } = call;
    try {
      return { status: 'completed', content: await ask({ model, signal, patienceMs }), engine: factsOfEngine(model) };
    } catch (error) {
      signal.throwIfAborted();
      return failureOf(error);
    }
  }
}

/** The topics before the mentions, which show what the model found urgent, too. */
const ORDER: readonly UnderstoodField[] = ['keyPassages', 'summary', 'tasks', 'topics', 'sentiment', 'mentions'];

async function ours<T>(make: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { status: 'completed', content: await make(), engine: null };
  } catch (error) {
    return failureOf(error);
  }
}

function withoutDoubles(found: Mentions['urgent'], more: Mentions['urgent']): Mentions['urgent'] {
  const says = (a: string, b: string) => a.toLowerCase().includes(b.toLowerCase());
  const news = more.filter(
    ({ segmentId, quote }) =>
      !found.some((one) => one.segmentId === segmentId && (says(one.quote, quote) || says(quote, one.quote))),
  );
  return [...found, ...news];
}
