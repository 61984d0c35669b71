import { describe, expect, it } from 'vitest';
import { createTalkRecord } from '../../../../relay/src/agent/talk-record.ts';
import { agentTalk, type TalkTurn } from '../../../../relay/src/wire/agent-talk.ts';

const local = { id: 'sherpa:zipformer', leavesMachine: false, region: null };
const abroad = { id: 'deepgram:nova-3', leavesMachine: true, region: 'eu' };

function talk() {
  let nowMs = 5_000;
  const turns: TalkTurn[] = [];
  const record = createTalkRecord({
    callId: 'call-1',
    startedAt: '2026-11-26T08:00:00.000Z',
    nowMs: () => nowMs,
    language: 'en',
    receptionist: 'script',
    turnDone: (turn) => turns.push(turn),
  });
  return {
    record,
    turns,
    /** @param ms since the receptionist answered */
    at: (ms: number, ...told: (() => void)[]) => {
      nowMs = 5_000 + ms;
      for (const one of told) one();
    },
  };
}

/** "Good morning", the caller asks for a lawyer, and is answered. */
function ordinary() {
  const one = talk();
  const { record, at } = one;
  at(
    0,
    () => record.replyWanted(1, { kind: 'start' }),
    () => record.firstToken(1),
  );
  at(5, () => record.sentence(1, 'Good morning.', 'en'));
  at(25, () => record.firstSound(1));
  at(40, () => record.firstFrame(1));
  at(1_200, () => record.played(1));
  at(2_050, () => record.voice(true, 7_000));
  at(2_300, () => record.words('I need', false));
  at(2_600, () => record.words('I need a lawyer', false));
  at(3_350, () => record.voice(false, 8_100));
  at(3_450, () => record.words('I need a lawyer.', true));
  at(3_800, () => record.replyWanted(2, { kind: 'words', text: 'I need a lawyer.' }));
  at(4_200, () => record.firstToken(2));
  at(4_260, () => record.sentence(2, 'Of course.', 'en'));
  at(4_300, () => record.sentence(2, 'What is it about?', 'en'));
  at(4_360, () => record.firstSound(2));
  at(4_380, () => record.firstFrame(2));
  at(5_000, () => record.firstFrame(2));
  return one;
}

describe('The record of a talk', () => {
  it('tells how long each stage of a reply took, counted from the caller’s last sound', () => {
    const { record, at } = ordinary();
    at(6_000, () => record.played(2));
    const { turns } = record.finish('done');
    expect(turns).toEqual([
      {
        generation: 1,
        atMs: 0,
        voiceEndToTurnEnd: null,
        turnEndToFinalWords: null,
        turnEndToFirstToken: 0,
        firstTokenToSentence: 5,
        sentenceToFirstSound: 20,
        firstSoundToFirstFrame: 15,
        voiceEndToFirstFrame: null,
        bargeIn: null,
      },
      {
        generation: 2,
        atMs: 3_800,
        voiceEndToTurnEnd: 700,
        turnEndToFinalWords: 0,
        turnEndToFirstToken: 400,
        firstTokenToSentence: 60,
        sentenceToFirstSound: 100,
        firstSoundToFirstFrame: 20,
        voiceEndToFirstFrame: 1_280,
        bargeIn: null,
      },
    ]);
  });

  it('waits for last words that come after the turn has ended', () => {
    const { record, at } = talk();
    at(1_000, () => record.voice(true));
    at(2_000, () => record.voice(false));
    at(2_900, () => record.replyWanted(1, { kind: 'words', text: 'a lawyer' }));
    at(3_050, () => record.words('a lawyer please', true));
    expect(record.finish('gone').turns[0]).toMatchObject({ voiceEndToTurnEnd: 900, turnEndToFinalWords: 150 });
  });

  it('does not count as waiting what a caller said over a notice that had to be heard', () => {
    const { record, at } = talk();
    at(
      0,
      () => record.replyWanted(1, { kind: 'start' }),
      () => record.sentence(1, 'This call is recorded.', 'en'),
    );
    at(40, () => record.firstFrame(1));
    at(500, () => record.voice(true));
    at(900, () => record.voice(false));
    at(4_000, () => record.played(1));
    at(4_100, () => record.replyWanted(2, { kind: 'words', text: 'hello' }));
    at(4_200, () => record.firstFrame(2));
    expect(record.finish('done').turns[1]).toMatchObject({ voiceEndToTurnEnd: null, voiceEndToFirstFrame: null });
  });

  it('has what each said, in order, with when', () => {
    const { record, at } = ordinary();
    at(6_000, () => record.played(2));
    const { lines } = record.finish('done');
    expect(lines.map(({ who, text, fromMs, toMs }) => [who, text, fromMs, toMs])).toEqual([
      ['agent', 'Good morning.', 40, 1_200],
      ['caller', 'I need a lawyer.', 2_000, 3_450],
      ['agent', 'Of course.', 4_380, 5_000],
      ['agent', 'What is it about?', 5_000, 6_000],
    ]);
    expect(lines.every(({ isCutOff }) => !isCutOff)).toBe(true);
  });

  it('holds of an interrupted reply what the caller heard, and how long it took until there was silence', () => {
    const { record, at, turns } = ordinary();
    at(5_250, () => record.voice(true, 10_200));
    at(5_260, () => record.paused(2));
    at(5_600, () => record.cleared(2, 'Of course.What is'));
    at(
      6_000,
      () => record.voice(false),
      () => record.replyWanted(3, { kind: 'words', text: 'It is about my house.' }),
    );
    expect(turns.at(-1)).toMatchObject({ generation: 2, bargeIn: 60 });
    const kept = record.finish('done');
    expect(kept.lines.slice(2).map(({ text, isCutOff }) => [text, isCutOff])).toEqual([
      ['Of course.', false],
      ['What is', true],
      ['It is about my house.', false],
    ]);
    expect(kept.moments.find(({ kind }) => kind === 'cleared')).toMatchObject({ text: 'Of course.What is', ms: 400 });
  });

  it('leaves out what was never heard', () => {
    const { record, at } = talk();
    at(
      0,
      () => record.replyWanted(1, { kind: 'start' }),
      () => record.sentence(1, 'Good morning.', 'en'),
    );
    at(
      40,
      () => record.firstFrame(1),
      () => record.sentence(1, 'How can I help?', 'en'),
    );
    at(60, () => record.cleared(1, ''));
    expect(record.finish('gone').lines).toEqual([]);
  });

  it('is one line of the caller when they go on before anything was answered', () => {
    const { record, at } = talk();
    at(
      1_000,
      () => record.voice(true),
      () => record.words('I need', true),
    );
    at(2_000, () => record.replyWanted(1, { kind: 'words', text: 'I need' }));
    at(2_500, () => record.words('a lawyer', true));
    at(3_500, () => record.replyWanted(2, { kind: 'words', text: 'I need a lawyer' }));
    expect(record.finish('gone').lines).toMatchObject([{ who: 'caller', text: 'I need a lawyer', fromMs: 1_000 }]);
  });

  it('counts an interruption that was none, and measures no barge-in of it', () => {
    const { record, at } = ordinary();
    at(
      5_100,
      () => record.voice(true),
      () => record.paused(2),
      () => record.words('mhm', true),
    );
    at(5_400, () => record.voice(false));
    at(5_500, () => record.resumed(2));
    at(7_000, () => record.played(2));
    const kept = record.finish('done');
    expect(kept.falseInterruptions).toBe(1);
    expect(kept.turns.at(-1)?.bargeIn).toBeNull();
    expect(kept.lines.at(-1)).toMatchObject({ who: 'caller', text: 'mhm' });
  });

  it('knows which engines were used for what, each once and in order', () => {
    const { record } = talk();
    for (const facts of [abroad, local, abroad]) record.usedEngine('hearing', facts);
    record.usedEngine('voice', local);
    record.fellBack('hearing', abroad.id, 'timed_out', local.id);
    const kept = record.finish('gave_up');
    expect(kept).toMatchObject({ heardBy: [abroad, local], thoughtBy: [], spokenBy: [local] });
    expect(kept.moments[0]?.text).toBe('hearing: deepgram:nova-3 timed_out -> sherpa:zipformer');
  });

  it('has a moment for everything that is told, in the order of time', () => {
    const { record, at } = talk();
    at(
      10,
      () => record.announced(),
      () => record.consent('yes'),
      () => record.key('1'),
      () => record.cameBack(),
    );
    at(20, () => record.filler(1, { text: 'One moment, please.', language: 'en', lastsMs: 900 }));
    at(
      30,
      () => record.tool('match_party', 12.4),
      () => record.transfer('Anna Peeters'),
      () => record.order('take'),
    );
    at(
      40,
      () => record.voice(true, 5_005),
      () => record.personAnswered(),
      () => record.lostFrame(),
    );
    const kept = record.finish('handed_over');
    const kinds = kept.moments.map(({ kind }) => kind);
    expect(kinds.slice(0, 6)).toEqual(['voice_on', 'announced', 'consent', 'key', 'came_back', 'filler']);
    expect(kinds.slice(6)).toEqual(['tool', 'transfer', 'order', 'person_answered', 'ended']);
    expect(kept).toMatchObject({ lostFrames: 1, endedAt: '2026-11-26T08:00:00.040Z', ended: 'handed_over' });
    expect(kept.lines).toMatchObject([{ who: 'agent', text: 'One moment, please.', fromMs: 20, toMs: 920 }]);
  });

  it('is over once: what is told afterwards, and a second end, change nothing', () => {
    const { record, at } = ordinary();
    const first = record.finish('done');
    at(9_000, () => record.key('1'));
    expect(record.finish('gave_up')).toBe(first);
    expect(first.moments.at(-1)).toMatchObject({ kind: 'ended', text: 'done' });
  });

  it('speaks the language that it spoke mostly', () => {
    const { record } = talk();
    record.sentence(1, 'Good morning.', 'en');
    record.sentence(2, 'Goedemorgen, waarmee kan ik u helpen?', 'nl');
    expect(record.finish('done').language).toBe('nl');
  });

  it('stays within its bounds however long and wild the talk is', () => {
    const { record, at } = talk();
    const long = 'word '.repeat(2_000);
    for (let n = 1; n <= 7_000; n += 1) {
      at(
        n * 10,
        () => record.words(`${n} ${long}`, true),
        () => record.replyWanted(n, { kind: 'words', text: long }),
      );
      at(
        n * 10 + 5,
        () => record.sentence(n, `${n} ${long}`, 'fr'),
        () => record.firstFrame(n),
        () => record.played(n),
      );
    }
    const kept = record.finish('too_long');
    expect(agentTalk.safeParse(kept).success).toBe(true);
    expect([kept.moments.length, kept.lines.length, kept.turns.length]).toEqual([20_000, 2_000, 1_000]);
    expect(kept.moments.at(-1)?.kind).toBe('ended');
    const characters = kept.moments.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
    expect(characters).toBeLessThanOrEqual(600_000);
  });
});
