import type { Logger } from 'pino';
import { StageError } from '../ports.ts';
import type { SpeechToSpeech } from './port.ts';
import { usualRealtimeLimits, type RealtimeLimits } from './realtime-socket.ts';
import { openRealtimeTalk, type OwnedTalk } from './realtime-talk.ts';

/** Writes down what callers say, beside the engine, which hears the sound itself. */
const TRANSCRIPTION_MODEL = 'gpt-4o-mini-transcribe';

/**
 * OpenAI Realtime, one WebSocket for each call. Everything that is said leaves this machine; for Europe it is
 * `https://eu.api.openai.com/v1` with the key of a project that was made for it
 * (developers.openai.com/api/docs/guides/data-residency).
 */
export function createOpenAiRealtime(of: {
  apiKey: string;
  /** `gpt-realtime`... */
  model: string;
  /** `marin`, `cedar`... */
  voice: string;
  /** With its path; `https://api.openai.com/v1` if none. */
  baseUrl?: string;
  region: string | null;
  transcriptionModel?: string;
  log: Logger;
  limits?: Partial<RealtimeLimits>;
}): SpeechToSpeech {
  const limits = { ...usualRealtimeLimits, ...of.limits };
  const url = addressOf(of.baseUrl ?? 'https://api.openai.com/v1', of.model);
  const talks = new Set<OwnedTalk>();
  let looking: NodeJS.Timeout | null = null;
  let isClosed = false;

  function over(talk: OwnedTalk): void {
    talks.delete(talk);
    if (talks.size > 0 || looking === null) return;
    clearInterval(looking);
    looking = null;
  }

  return {
    id: `openai-realtime:${of.model}`.slice(0, 100),
    leavesMachine: true,
    region: of.region,
    languages: null,
    open(ask) {
      if (isClosed) throw new StageError('refused', 'The speech engine was closed.');
      ask.signal.throwIfAborted();
      const talk = openRealtimeTalk(ask, {
        url,
        apiKey: of.apiKey,
        voice: of.voice,
        transcriptionModel: of.transcriptionModel ?? TRANSCRIPTION_MODEL,
        limits,
        nowMs: () => performance.now(),
        log: of.log,
        over,
      });
      talks.add(talk);
      looking ??= setInterval(() => {
        for (const one of talks) one.look();
      }, limits.lookEveryMs).unref();
      return talk;
    },
    close() {
      isClosed = true;
      for (const talk of talks) talk.fail(new StageError('failed', 'The speech engine is closed.'));
      return Promise.resolve();
    },
  };
}

function addressOf(baseUrl: string, model: string): string {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/realtime`);
  url.protocol = url.protocol.replace(/^http/, 'ws');
  url.searchParams.set('model', model);
  return url.href;
}
