import { describe, expect, it } from 'vitest';
import { startTalk } from './talk-driver.ts';

/** We are in the middle of a sentence that may be interrupted. */
function speaking(more: { isInterruptible?: boolean } = {}) {
  const talk = startTalk();
  talk.give({ kind: 'answered' });
  talk.sentence({ lastsMs: 10_000, ...more });
  talk.news();
  return talk;
}

/** It is the caller's turn. */
function listening(expecting: Parameters<ReturnType<typeof startTalk>['reply']>[0] = 'open') {
  const talk = startTalk();
  talk.give({ kind: 'answered' });
  talk.reply(expecting);
  talk.news();
  return talk;
}

function repliesAfter(text: string, expecting: Parameters<typeof listening>[0] = 'open'): number {
  const talk = listening(expecting);
  talk.voice(1_000);
  talk.give({ kind: 'words', text, isFinal: true });
  const endedAt = talk.now();
  talk.news();
  while (talk.phase() !== 'thinking') talk.quiet(32);
  return talk.now() - endedAt;
}

describe('The end of a turn', () => {
  it.each([
    ['Yes.', 'yes_no', 350],
    ['I have a problem with my landlord', 'open', 700],
    ['I have a problem with my landlord.', 'open', 350],
    ['I am calling because', 'open', 1_500],
    ['zero four seven zero', 'digits', 2_000],
    ['D E W', 'spelling', 2_000],
    ['No, that is wrong', 'digits', 350],
  ] as const)('after "%s" (%s) we wait %d ms', (text, expecting, ms) => {
    const waited = repliesAfter(text, expecting);
    expect(waited).toBeGreaterThanOrEqual(ms);
    expect(waited).toBeLessThan(ms + 200);
  });

  it('does not come while the caller goes on after a breath', () => {
    const talk = listening();
    talk.voice(800);
    talk.give({ kind: 'words', text: 'I have a problem', isFinal: false });
    talk.quiet(500);
    talk.voice(800);
    talk.give({ kind: 'words', text: 'I have a problem with my landlord', isFinal: true });
    talk.quiet(900);
    const replies = talk.news().filter(({ do: what }) => what === 'reply');
    expect(replies).toMatchObject([{ to: { kind: 'words', text: 'I have a problem with my landlord' } }]);
  });

  it('is no turn when somebody only coughs', () => {
    const talk = listening();
    talk.voice(200);
    talk.quiet(3_000);
    expect(talk.phase()).toBe('listening');
    expect(talk.news()).toEqual([]);
  });
});

describe('A caller who talks over us', () => {
  it('makes us pause at once, and has the turn with two words', () => {
    const talk = speaking();
    talk.voice(128);
    expect(talk.news()).toEqual([{ do: 'pause', generation: 1 }]);
    talk.voice(250);
    expect(talk.phase()).toBe('barge_in');
    talk.give({ kind: 'words', text: 'wait please', isFinal: false });
    expect(talk.news()).toEqual([
      { do: 'clear', generation: 1 },
      { do: 'abort', generation: 1 },
      { do: 'truncate', generation: 1 },
    ]);
    expect(talk.phase()).toBe('listening');
  });

  it('has it with one word after 600 ms, but not before', () => {
    const talk = speaking();
    talk.give({ kind: 'words', text: 'stop', isFinal: false });
    talk.voice(450);
    expect(talk.phase()).toBe('barge_in');
    talk.voice(300);
    expect(talk.phase()).toBe('listening');
  });

  it('hears us go on from where we were when nobody said anything', () => {
    const talk = speaking();
    talk.voice(200);
    talk.quiet(2_300);
    expect(talk.news()).toEqual([
      { do: 'pause', generation: 1 },
      { do: 'resume', generation: 1 },
    ]);
    expect(talk.phase()).toBe('speaking');
  });

  it('only says "mm-hm": we go on as soon as that is known', () => {
    const talk = speaking();
    talk.voice(300);
    talk.give({ kind: 'words', text: 'mm-hm okay', isFinal: true });
    talk.quiet(400);
    expect(talk.news().map(({ do: what }) => what)).toEqual(['pause', 'resume']);
  });

  it('does not stop a sentence that must be heard, and is answered after it', () => {
    const talk = speaking({ isInterruptible: false });
    talk.voice(1_500);
    talk.give({ kind: 'words', text: 'I want to speak to a person', isFinal: true });
    talk.quiet(400);
    talk.give({ kind: 'key', key: '1' });
    expect(talk.news()).toEqual([]);
    talk.give({ kind: 'drained', generation: 1 });
    talk.give({ kind: 'reply_ended', generation: 1, then: { kind: 'listen', expecting: 'open', language: 'en' } });
    talk.pass(2_100);
    expect(talk.news()[0]).toMatchObject({ do: 'reply', to: { kind: 'keys', keys: '1' } });
  });

  it('interrupts with a key at once', () => {
    const talk = speaking();
    talk.give({ kind: 'key', key: '0' });
    expect(talk.news().map(({ do: what }) => what)).toEqual(['pause', 'clear', 'abort', 'truncate']);
    talk.pass(100);
    expect(talk.news()).toMatchObject([{ do: 'reply', generation: 2, to: { kind: 'keys', keys: '0' } }]);
  });

  it('was not finished: the two halves are one turn', () => {
    const talk = listening();
    talk.voice(800);
    talk.give({ kind: 'words', text: 'My name is Anna.', isFinal: true });
    talk.quiet(700);
    expect(talk.phase()).toBe('thinking');
    talk.voice(500);
    talk.give({ kind: 'words', text: 'Anna Peeters.', isFinal: true });
    talk.quiet(900);
    const texts = talk.news().flatMap((one) => (one.do === 'reply' && one.to.kind === 'words' ? [one.to.text] : []));
    expect(texts).toEqual(['My name is Anna.', 'My name is Anna. Anna Peeters.']);
  });

  it('plays music: we go on, and do not stop for it again', () => {
    const talk = speaking();
    talk.voice(9_000);
    expect(talk.news().map(({ do: what }) => what)).toEqual(['pause', 'resume']);
  });
});

describe('A caller who says nothing', () => {
  it('is asked again, offered a person, and told goodbye', () => {
    const talk = listening();
    talk.pass(8_000);
    expect(talk.news()).toMatchObject([{ do: 'reply', to: { kind: 'silence', times: 1 } }]);
    talk.reply();
    talk.pass(8_000);
    expect(talk.news()).toMatchObject([{ do: 'reply', to: { kind: 'silence', times: 2 } }]);
    talk.reply();
    talk.pass(19_500);
    expect(talk.news()).toEqual([]);
    talk.pass(1_000);
    expect(talk.news()).toMatchObject([{ do: 'reply', to: { kind: 'silence', times: 3 } }]);
    talk.reply();
    talk.pass(600);
    expect(talk.news()).toEqual([{ do: 'hang_up', why: 'silent' }]);
  });
});

describe('A reply that does not come', () => {
  it('is bridged after 1.2 s, comes from the next rung after 8 s, and is given up after 20 s', () => {
    const talk = startTalk();
    talk.give({ kind: 'answered' });
    talk.pass(25_000);
    const at = (what: string) => talk.did.find(({ effect }) => effect.do === what)?.at;
    expect([at('filler'), at('fall_back'), at('give_up')]).toEqual([1_200, 8_000, 20_000]);
    talk.pass(20_000);
    expect(talk.phase()).toBe('over');
  });
});

describe('A transfer', () => {
  it('begins when the bridge was heard, and brings the caller back when nobody answers', () => {
    const talk = startTalk();
    talk.give({ kind: 'answered' });
    talk.sentence({ isInterruptible: false });
    talk.give({ kind: 'reply_ended', generation: 1, then: { kind: 'transfer' } });
    talk.pass(1_000);
    expect(talk.phase()).toBe('speaking');
    talk.give({ kind: 'drained', generation: 1 });
    talk.news();
    talk.pass(29_000);
    expect(talk.news().every(({ do: what }) => what === 'filler')).toBe(true);
    talk.pass(1_500);
    expect(talk.news()).toMatchObject([{ do: 'reply', to: { kind: 'transfer_failed' } }]);
  });

  it('is over for us as soon as the person speaks', () => {
    const talk = speaking();
    talk.give({ kind: 'person_answered' });
    expect(talk.phase()).toBe('over');
    expect(talk.news().map(({ do: what }) => what)).toEqual(['pause', 'clear', 'abort', 'truncate']);
  });
});

describe('What a person of the firm wants said', () => {
  const wanted = (talk: ReturnType<typeof startTalk>) =>
    talk.news().flatMap((effect) => (effect.do === 'reply' ? [effect.to.kind] : []));

  it('comes at once where nobody speaks', () => {
    const talk = startTalk();
    talk.give({ kind: 'answered' });
    talk.reply();
    talk.news();
    talk.give({ kind: 'prompted' });
    expect(wanted(talk)).toEqual(['prompted']);
  });

  it('waits for the sentence that is on the line, and each is said', () => {
    const talk = startTalk();
    talk.give({ kind: 'answered' });
    talk.sentence();
    talk.give({ kind: 'prompted' });
    talk.give({ kind: 'prompted' });
    talk.give({ kind: 'reply_ended', generation: 1, then: { kind: 'listen', expecting: 'open', language: 'en' } });
    expect(wanted(talk)).toEqual(['start']);
    talk.give({ kind: 'drained', generation: 1 });
    expect(wanted(talk)).toEqual(['prompted']);
    talk.reply();
    expect(wanted(talk)).toEqual(['prompted']);
  });

  it('waits for the caller, whose words are answered first', () => {
    const talk = startTalk();
    talk.give({ kind: 'answered' });
    talk.reply();
    talk.news();
    talk.voice(500);
    talk.give({ kind: 'words', text: 'It is about my lease.', isFinal: false });
    talk.give({ kind: 'prompted' });
    talk.quiet(1_000);
    talk.give({ kind: 'words', text: 'It is about my lease.', isFinal: true });
    talk.quiet(500);
    expect(wanted(talk)).toEqual(['words']);
    talk.reply();
    expect(wanted(talk)).toEqual(['prompted']);
  });

  it('does not wait for music', () => {
    const talk = startTalk();
    talk.give({ kind: 'answered' });
    talk.reply();
    talk.voice(500);
    talk.give({ kind: 'prompted' });
    talk.news();
    talk.voice(7_000);
    expect(wanted(talk)).toEqual(['prompted']);
  });
});
