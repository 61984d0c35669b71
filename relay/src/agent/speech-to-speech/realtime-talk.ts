import type { Logger } from 'pino';
import { StageError } from '../ports.ts';
import { createCallerLines } from './caller-lines.ts';
import { createEarlySound } from './early-sound.ts';
import { createEngineVoice } from './engine-voice.ts';
import { createNextResponse } from './next-response.ts';
import type { OpenSpeechToSpeech, SpeechTalk, ToldOfTalk } from './port.ts';
import { createRealtimeErrors, failureOfCode } from './realtime-errors.ts';
import { connectRealtime, type RealtimeLimits } from './realtime-socket.ts';
import { createRealtimeSound } from './realtime-sound.ts';
import { runTools } from './tool-run.ts';
import { createTurnsOfTalk } from './turns-of-talk.ts';
import {
  appendSound,
  cancelResponse,
  functionCallsOf,
  sessionUpdate,
  truncateItem,
  type RealtimeResponse,
  type ServerEvent,
} from './realtime-wire.ts';

export interface OwnedTalk extends SpeechTalk {
  /** Called several times a second by the engine's one timer. */
  look(): void;
  fail(error: StageError): void;
}

export function openRealtimeTalk(
  ask: OpenSpeechToSpeech,
  of: {
    url: string;
    apiKey: string;
    voice: string;
    transcriptionModel: string;
    limits: RealtimeLimits;
    nowMs: () => number;
    log: Logger;
    over: (talk: OwnedTalk) => void;
  },
): OwnedTalk {
  const { limits, nowMs, log } = of;
  const samplesPerMs = ask.rate / 1_000;
  const beganMs = nowMs();
  const over = new AbortController();
  const sound = createRealtimeSound(ask.rate);
  const early = createEarlySound(samplesPerMs);
  const counts = { lostFrames: 0, bargeIns: 0 };
  let isReady = false;
  let isOver = false;
  /** The response that is being made. Its sound is only wanted while it is also `live`. */
  let active: string | null = null;
  let live: string | null = null;
  /** Since when something is owed to us (ms). */
  let owedSinceMs: number | null = null;

  /** A listener's mistake costs its own work, never the call. */
  function guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      log.error({ err: error }, 'speech_to_speech_listener_failed');
    }
  }
  const told = (event: ToldOfTalk) => guarded(() => ask.told(event));
  const callerLines = createCallerLines(nowMs, told);
  const turns = createTurnsOfTalk(nowMs, told);

  function end(): boolean {
    if (isOver) return false;
    isOver = true;
    interrupt();
    ask.signal.removeEventListener('abort', close);
    over.abort();
    socket.close();
    of.over(talk);
    return true;
  }
  function close(): void {
    end();
  }
  function fail(error: StageError): void {
    if (!end()) return;
    log.warn({ failure: error.failure, reason: error.message }, 'speech_to_speech_failed');
    guarded(() => ask.failed(error));
  }

  const socket = connectRealtime({
    ...of,
    opened: () => socket.send(sessionUpdate({ ...ask, voice: of.voice, transcriptionModel: of.transcriptionModel })),
    event: take,
    failed: fail,
  });
  const voice = createEngineVoice({
    playout: ask.playout,
    samplesPerMs,
    nowMs,
    told,
    truncate: (item, heardMs) => socket.send(truncateItem(item, heardMs)),
  });
  const next = createNextResponse({
    language: ask.language,
    send(message) {
      socket.send(message);
      owedSinceMs = nowMs();
    },
    isFree: () => isReady && !isOver && !turns.isCallerSpeaking && active === null,
  });
  const errors = createRealtimeErrors({
    mostFaults: limits.mostFaults,
    log,
    fail,
    refused: (isBusy) => next.refused(isBusy),
  });

  function interrupt(): boolean {
    live = null;
    sound.forget();
    return voice.interrupt();
  }

  /** It goes on speaking, and nobody is to hear it. */
  function abandon(): void {
    if (active !== null) socket.send(cancelResponse(active));
    interrupt();
  }

  function begin(): void {
    if (isReady) return;
    isReady = true;
    told({ kind: 'ready', afterMs: nowMs() - beganMs });
    for (const pcm of early.take()) hear(pcm);
    next.go();
  }

  function hear(pcm: Int16Array): void {
    if (!socket.sendSound(appendSound(sound.toEngine(pcm)))) counts.lostFrames += 1;
  }

  function created(response: RealtimeResponse): void {
    active = response.id;
    owedSinceMs = nowMs();
    const isOurs = next.created(response);
    if (!turns.isCallerSpeaking) {
      live = response.id;
      return voice.begin();
    }
    // Asked for while nobody spoke; what it is about comes after what the caller says now.
    socket.send(cancelResponse(response.id));
    if (isOurs) next.again();
  }

  function speak(item: string, pcm: Int16Array | null): void {
    if (pcm === null) return errors.unreadable();
    if (pcm.length === 0) return;
    turns.answerIsHeard();
    if (!voice.sound(item, pcm)) abandon();
  }

  function done(response: RealtimeResponse): void {
    const wasLive = live === response.id;
    if (active === response.id) active = null;
    if (wasLive) live = null;
    // What was cut off may end after the caller's turn; that one's answer is owed all the same.
    if (wasLive || !turns.isAnswerWaitedFor) owedSinceMs = null;
    if (response.status === 'failed') {
      const { type, code } = response.status_details?.error ?? {};
      return fail(new StageError(failureOfCode(type, code), 'The speech engine could not answer.'));
    }
    // Stopped by its own filter before the first sound: nothing would ever be said.
    if (wasLive && response.status === 'incomplete' && voice.isSilent)
      return fail(new StageError('failed', 'The speech engine did not answer.'));
    voice.complete();
    const calls = response.status === 'completed' ? functionCallsOf(response) : [];
    if (calls.length > 0)
      void runTools(ask, calls, { signal: over.signal, nowMs, told, send: (message) => socket.send(message) }).then(
        () => next.answerIsWanted(),
      );
    return next.go();
  }

  function callerBegins(item: string): void {
    owedSinceMs = null;
    if (interrupt()) counts.bargeIns += 1;
    callerLines.begin(item);
    turns.voiceBegins();
  }

  function take(event: ServerEvent): void {
    if (isOver) return;
    if (event.type.startsWith('response.') && owedSinceMs !== null) owedSinceMs = nowMs();
    // Late pieces of a response that was cut off, or of none.
    if ('response_id' in event && event.response_id !== live) return;
    switch (event.type) {
      case 'session.updated':
        return begin();
      case 'input_audio_buffer.speech_started':
        return callerBegins(event.item_id);
      case 'input_audio_buffer.speech_stopped':
        owedSinceMs = nowMs();
        return turns.voiceEnds();
      case 'input_audio_buffer.committed':
        if (!turns.isCallerSpeaking) owedSinceMs = nowMs();
        return;
      case 'input_audio_buffer.timeout_triggered':
        return turns.nobodySpeaks();
      case 'conversation.item.input_audio_transcription.delta':
        return callerLines.add(event.item_id, event.delta);
      case 'conversation.item.input_audio_transcription.completed':
        return callerLines.end(event.item_id, event.transcript);
      case 'conversation.item.input_audio_transcription.failed':
        // It heard the sound itself; only the firm's record lacks the words.
        return callerLines.end(event.item_id, '');
      case 'response.created':
        return created(event.response);
      case 'response.output_audio.delta':
        return speak(event.item_id, sound.fromEngine(Buffer.from(event.delta, 'base64')));
      case 'response.output_audio.done':
        return speak(event.item_id, sound.endOfSentence());
      case 'response.output_audio_transcript.delta':
        return voice.words(event.item_id, event.delta);
      case 'response.output_audio_transcript.done':
        return voice.allWords(event.item_id, event.transcript);
      case 'response.done':
        return done(event.response);
      case 'error':
        return errors.take(event.error, isReady);
      default:
        return event satisfies never;
    }
  }

  const talk: OwnedTalk = {
    frame(pcm) {
      if (isOver) return;
      // Fifty times a second: so it is known to a frame what was heard, whoever ends the call.
      if (!voice.look()) abandon();
      if (isReady) hear(pcm);
      else counts.lostFrames += early.keep(pcm);
    },
    say(text) {
      if (!isOver) next.say(text);
    },
    close,
    counts,
    look() {
      const at = nowMs();
      if (!isReady && at - beganMs > limits.readyMs)
        return fail(new StageError('timed_out', 'The speech engine was not ready in time.'));
      if (owedSinceMs !== null && at - owedSinceMs > limits.answerMs)
        return fail(new StageError('timed_out', 'The speech engine does not answer.'));
      return socket.look();
    },
    fail,
  };
  ask.signal.addEventListener('abort', close, { once: true });
  return talk;
}
