import { onTestFinished } from 'vitest';
import { pino } from 'pino';
import { startPretendRealtime, type PretendAnswer } from '../../../../support/pretend-realtime.ts';
import { createOpenAiRealtime } from '../../../../../relay/src/agent/speech-to-speech/openai-realtime.ts';
import type {
  OpenSpeechToSpeech,
  SpeechTalk,
  ToldOfTalk,
} from '../../../../../relay/src/agent/speech-to-speech/port.ts';
import type { RealtimeLimits } from '../../../../../relay/src/agent/speech-to-speech/realtime-socket.ts';
import type { StageError } from '../../../../../relay/src/agent/ports.ts';
import type { Playout } from '../../../../../relay/src/media/playout/playout.ts';
import { until } from '../../media/media-under-test.ts';

/** Patience for tests. What is not tested has a lot of it: a shared machine can stall for seconds. */
export const quick: Partial<RealtimeLimits> = { lookEveryMs: 20, readyMs: 15_000 };

/** An engine that speaks with a pretend server. */
export async function realtimeUnderTest(more: { limits?: Partial<RealtimeLimits>; answers?: PretendAnswer[] } = {}) {
  const server = await startPretendRealtime(more.answers ? { answers: more.answers } : {});
  const engine = createOpenAiRealtime({
    apiKey: 'key-of-the-firm',
    model: 'gpt-realtime',
    voice: 'marin',
    baseUrl: server.baseUrl,
    region: 'eu',
    log: pino({ level: 'silent' }),
    limits: { ...quick, ...more.limits },
  });
  onTestFinished(() => engine.close());

  function open(playout: Playout, ask: Partial<OpenSpeechToSpeech> = {}) {
    const told: ToldOfTalk[] = [];
    const failures: StageError[] = [];
    const talk: SpeechTalk = engine.open({
      rate: 8_000,
      language: 'en',
      instructions: 'You are the receptionist.',
      tools: [],
      runTool: () => Promise.resolve(null),
      signal: new AbortController().signal,
      told: (event) => void told.push(event),
      failed: (error) => void failures.push(error),
      ...ask,
      playout,
    });
    const of = <K extends ToldOfTalk['kind']>(kind: K) =>
      told.filter((event): event is Extract<ToldOfTalk, { kind: K }> => event.kind === kind);
    return {
      talk,
      told,
      of,
      /** Lines of the receptionist that are final. */
      spoken: () => of('agent').filter(({ isFinal }) => isFinal),
      failures,
    };
  }

  /** The connection, once the session was agreed upon. */
  const session = (n = 0) =>
    until(() => {
      const found = server.sessions[n];
      if (!found?.asked.some(({ type }) => type === 'session.update')) throw new Error('not yet');
      return found;
    });
  return { server, engine, open, session };
}
