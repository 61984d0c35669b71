import type { TalkTurn } from '../wire/agent-talk.ts';

/** When each stage of the replies of one talk happened, put together as how long it took. Times are ms of one clock that only rises. */
export interface TalkTurns {
  voice(isOn: boolean, at: number): void;
  finalWords(at: number): void;
  /** @param isToWords what the caller said is answered; keys and silence have no voice to count from */
  wanted(generation: number, isToWords: boolean, at: number): void;
  firstToken(generation: number, at: number): void;
  sentence(generation: number, at: number): void;
  firstSound(generation: number, at: number): void;
  /** @returns since the caller's voice ended, on the first frame of a reply */
  firstFrame(generation: number, at: number): number | null;
  played(at: number): void;
  paused(generation: number, at: number): void;
  resumed(generation: number): void;
  /** @returns since the caller began, where they talked over it */
  cleared(generation: number, at: number): number | null;
  /** One of an engine that takes the turns itself, when its answer begins to sound. */
  ofEngine(generation: number, took: { turnEndToSoundMs: number; voiceEndToSoundMs: number }, at: number): void;
  /** The last turn is over as well. */
  end(): TalkTurn[];
}

interface Open {
  generation: number;
  wantedAt: number;
  voiceEndAt: number | null;
  finalWordsAt: number | null;
  firstTokenAt: number | null;
  sentenceAt: number | null;
  firstSoundAt: number | null;
  firstFrameAt: number | null;
  /** Silence on the line because the caller talks, and since when they do. */
  silence: { at: number; voiceAt: number | null } | null;
  bargeIn: number | null;
}

export const MOST_TURNS = 1_000;

/**
 * @param startAt when the receptionist answered
 * @param done each turn once, when nothing more can come of it
 */
export function createTalkTurns(startAt: number, done: (turn: TalkTurn) => void): TalkTurns {
  const turns: TalkTurn[] = [];
  let open: Open | null = null;
  let isVoiceOn = false;
  let voiceOnAt: number | null = null;
  let voiceOffAt: number | null = null;
  let finalWordsAt: number | null = null;
  let soundedAt = startAt;

  function close(): void {
    if (open === null) return;
    const turn = turnOf(open, startAt);
    open = null;
    add(turn);
  }

  function add(turn: TalkTurn): void {
    if (turns.length < MOST_TURNS) turns.push(turn);
    done(turn);
  }

  const of = (generation: number) => (open?.generation === generation ? open : null);

  /** Whoever was talking before we did does not talk over us. */
  function voiceOver(reply: Open): number | null {
    const from = reply.firstFrameAt ?? reply.wantedAt;
    return voiceOnAt !== null && voiceOnAt >= from ? voiceOnAt : null;
  }

  return {
    voice(isOn, at) {
      isVoiceOn = isOn;
      if (isOn) voiceOnAt = at;
      else voiceOffAt = at;
    },
    finalWords(at) {
      finalWordsAt = at;
      if (open !== null && open.finalWordsAt === null && open.firstTokenAt === null) open.finalWordsAt = at;
    },
    wanted(generation, isToWords, at) {
      close();
      // Said over a notice that had to be heard: they waited for its end and not for us.
      const voiceEndAt = isToWords && !isVoiceOn && voiceOffAt !== null && voiceOffAt >= soundedAt ? voiceOffAt : null;
      open = {
        generation,
        wantedAt: at,
        voiceEndAt,
        finalWordsAt: isToWords ? finalWordsAt : null,
        firstTokenAt: null,
        sentenceAt: null,
        firstSoundAt: null,
        firstFrameAt: null,
        silence: null,
        bargeIn: null,
      };
      finalWordsAt = null;
    },
    firstToken(generation, at) {
      const reply = of(generation);
      if (reply) reply.firstTokenAt ??= at;
    },
    sentence(generation, at) {
      const reply = of(generation);
      if (reply) reply.sentenceAt ??= at;
    },
    firstSound(generation, at) {
      const reply = of(generation);
      if (reply) reply.firstSoundAt ??= at;
    },
    firstFrame(generation, at) {
      const reply = of(generation);
      if (!reply || reply.firstFrameAt !== null) return null;
      reply.firstFrameAt = at;
      return between(reply.voiceEndAt, at);
    },
    played(at) {
      soundedAt = at;
    },
    paused(generation, at) {
      const reply = of(generation);
      if (reply) reply.silence = { at, voiceAt: voiceOver(reply) };
    },
    resumed(generation) {
      const reply = of(generation);
      if (reply) reply.silence = null;
    },
    cleared(generation, at) {
      const reply = of(generation);
      soundedAt = Math.min(at, reply?.silence?.at ?? at);
      if (!reply || reply.firstFrameAt === null) return null;
      const { at: silentAt, voiceAt } = reply.silence ?? { at, voiceAt: voiceOver(reply) };
      reply.bargeIn = between(voiceAt, silentAt);
      return between(voiceAt, at);
    },
    ofEngine(generation, { turnEndToSoundMs, voiceEndToSoundMs }, at) {
      close();
      const wantedAt = at - turnEndToSoundMs;
      add({
        generation,
        atMs: Math.max(0, Math.round(wantedAt - startAt)),
        voiceEndToTurnEnd: between(turnEndToSoundMs, voiceEndToSoundMs),
        turnEndToFinalWords: null,
        turnEndToFirstToken: null,
        firstTokenToSentence: null,
        sentenceToFirstSound: null,
        firstSoundToFirstFrame: null,
        voiceEndToFirstFrame: between(0, voiceEndToSoundMs),
        bargeIn: null,
      });
    },
    end() {
      close();
      return turns;
    },
  };
}

function turnOf(open: Open, startAt: number): TalkTurn {
  const { wantedAt, voiceEndAt, finalWordsAt, firstTokenAt, sentenceAt, firstSoundAt, firstFrameAt } = open;
  return {
    generation: open.generation,
    atMs: Math.max(0, Math.round(wantedAt - startAt)),
    voiceEndToTurnEnd: between(voiceEndAt, wantedAt),
    // They were there before the pause was long enough: nobody waited for them.
    turnEndToFinalWords: finalWordsAt === null ? null : between(wantedAt, Math.max(wantedAt, finalWordsAt)),
    turnEndToFirstToken: between(wantedAt, firstTokenAt),
    firstTokenToSentence: between(firstTokenAt, sentenceAt),
    sentenceToFirstSound: between(sentenceAt, firstSoundAt),
    firstSoundToFirstFrame: between(firstSoundAt, firstFrameAt),
    voiceEndToFirstFrame: between(voiceEndAt, firstFrameAt),
    bargeIn: open.bargeIn,
  };
}

/** To a tenth of a millisecond. */
const between = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : Math.max(0, Math.round((to - from) * 10) / 10);
