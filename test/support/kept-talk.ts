import type { AgentTalk, ReceptionistFigures } from '@callbrief/relay/wire/agent-talk';

const whole = {
  id: 'sherpa:zipformer-en',
  leavesMachine: false,
  region: null,
};

/**
 * A talk that the receptionist had: it greets, the caller asks for a callback about an eviction by Friday, talks over the
 * answer once, and hearing falls back once.
 */
export function talkNamed(callId: string, given: Partial<AgentTalk> = {}): AgentTalk {
  const moment = (atMs: number, kind: AgentTalk['moments'][number]['kind'], more = {}) => ({
    atMs,
    kind,
    generation: null,
    text: null,
    ms: null,
    ...more,
  });
  const greeting = 'Good morning, Vermeer Lawyers. You speak with the AI receptionist; this call is written down.';
  const wish = 'I was served with an eviction. Please call me back before Friday, it is urgent.';
  const answer = 'I have noted that. What is your name, please?';
  const name = 'Anneke Peeters, my number is 0470 27 18 36.';
  const goodbye = 'Thank you, we will call you back.';
  return {
    callId,
    startedAt: '2026-11-26T08:00:00.000Z',
    endedAt: '2026-11-26T08:00:32.000Z',
    language: 'en',
    receptionist: 'script',
    heardBy: [{ id: 'deepgram:nova-3', leavesMachine: true, region: 'eu' }, whole],
    thoughtBy: [{ id: 'script', leavesMachine: false, region: null }],
    spokenBy: [{ id: 'sherpa:piper-en', leavesMachine: false, region: null }],
    ended: 'done',
    lines: [
      { who: 'agent', text: greeting, language: 'en', fromMs: 90, toMs: 6_400, isCutOff: false },
      { who: 'caller', text: wish, language: 'en', fromMs: 7_000, toMs: 12_300, isCutOff: false },
      {
        who: 'agent',
        text: 'I have noted that. What is your',
        language: 'en',
        fromMs: 13_580,
        toMs: 15_600,
        isCutOff: true,
      },
      { who: 'caller', text: name, language: 'en', fromMs: 15_540, toMs: 20_000, isCutOff: false },
      { who: 'agent', text: goodbye, language: 'en', fromMs: 22_400, toMs: 25_000, isCutOff: false },
    ],
    turns: [
      turn(1, 0, {
        turnEndToFirstToken: 1,
        firstTokenToSentence: 3,
        sentenceToFirstSound: 66,
        firstSoundToFirstFrame: 20,
      }),
      turn(2, 13_000, {
        voiceEndToTurnEnd: 700,
        turnEndToFinalWords: 0,
        turnEndToFirstToken: 310,
        firstTokenToSentence: 40,
        sentenceToFirstSound: 210,
        firstSoundToFirstFrame: 20,
        voiceEndToFirstFrame: 1_280,
        bargeIn: 60,
      }),
      turn(3, 21_900, {
        turnEndToFirstToken: 250,
        firstTokenToSentence: 30,
        sentenceToFirstSound: 200,
        firstSoundToFirstFrame: 20,
      }),
    ],
    moments: [
      moment(0, 'reply_wanted', { generation: 1, text: 'start' }),
      moment(1, 'first_token', { generation: 1 }),
      moment(4, 'sentence', { generation: 1, text: greeting }),
      moment(70, 'first_sound', { generation: 1 }),
      moment(90, 'first_frame', { generation: 1 }),
      moment(5_800, 'announced'),
      moment(6_400, 'played', { generation: 1 }),
      moment(7_000, 'voice_on'),
      moment(8_100, 'words', { text: 'I was served' }),
      moment(9_000, 'fell_back', { text: 'hearing: deepgram:nova-3 timed_out -> sherpa:zipformer-en' }),
      moment(12_300, 'voice_off'),
      moment(12_700, 'final_words', { text: wish }),
      moment(13_000, 'reply_wanted', { generation: 2, text: `words: ${wish}` }),
      moment(13_310, 'first_token', { generation: 2 }),
      moment(13_350, 'sentence', { generation: 2, text: answer }),
      moment(13_560, 'first_sound', { generation: 2 }),
      moment(13_580, 'first_frame', { generation: 2, ms: 1_280 }),
      moment(15_540, 'voice_on'),
      moment(15_600, 'paused', { generation: 2 }),
      moment(15_950, 'cleared', { generation: 2, text: 'I have noted that. What is your', ms: 410 }),
      moment(20_000, 'voice_off'),
      moment(20_300, 'final_words', { text: name }),
      moment(21_900, 'reply_wanted', { generation: 3, text: `words: ${name}` }),
      moment(22_050, 'tool', { text: 'save_intake', ms: 12 }),
      moment(22_150, 'first_token', { generation: 3 }),
      moment(22_180, 'sentence', { generation: 3, text: goodbye }),
      moment(22_380, 'first_sound', { generation: 3 }),
      moment(22_400, 'first_frame', { generation: 3 }),
      moment(25_000, 'played', { generation: 3 }),
      moment(32_000, 'ended', { text: 'done' }),
    ],
    falseInterruptions: 1,
    lostFrames: 4,
    ...given,
  };
}

function turn(
  generation: number,
  atMs: number,
  stages: Partial<AgentTalk['turns'][number]>,
): AgentTalk['turns'][number] {
  return {
    generation,
    atMs,
    voiceEndToTurnEnd: null,
    turnEndToFinalWords: null,
    turnEndToFirstToken: null,
    firstTokenToSentence: null,
    sentenceToFirstSound: null,
    firstSoundToFirstFrame: null,
    voiceEndToFirstFrame: null,
    bargeIn: null,
    ...stages,
  };
}

export const mockFigures: ReceptionistFigures = {
  from: '2026-11-12T11:42:00.000Z',
  to: '2026-11-19T11:42:00.000Z',
  talks: 34,
  ended: { done: 21, handed_over: 9, gone: 4 },
  voiceEndToFirstFrame: { count: 240, median: 940, p95: 1_610 },
  bargeIn: { count: 18, median: 90, p95: 180 },
  fallBacks: { hearing: 2, thinking: 1, voice: 0 },
  falseInterruptions: 6,
  lostFrames: 0,
  isPart: false,
};
