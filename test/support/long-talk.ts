import type { AgentTalk } from '@callbrief/relay/wire/agent-talk';
import { createTalkRecord } from '../../relay/src/agent/talk-record.ts';

const said: readonly [caller: string | null, receptionist: string, tookMs: number][] = [
  [null, 'Good morning, Delcourt and partners. I am the AI receptionist, and this call is written down.', 60],
  ['Good morning, I was served with an eviction.', 'I am sorry to hear that. May I have your name?', 520],
  ['Karim Haddad.', 'Thank you. Was that Haddad, H, A, double D, A, D?', 410],
  ['Yes, that is right.', 'On which number can we call you back?', 380],
  ['Four seven zero, twenty-seven, eighteen, thirty-six.', 'I heard 0470 27 18 36. Is that correct?', 1_450],
  ['Yes it is.', 'When do you have to be out of the flat?', 430],
  ['The hearing is on Monday at nine.', 'I have noted Monday at nine. I will find somebody who can', 640],
  ['Please, it is really urgent.', 'I understand. A lawyer calls you back within the hour.', 560],
  ['Thank you very much.', 'Thank you for your call. Goodbye.', 390],
];

/** A talk of nine replies as the relay records it: one is slow because hearing fell back, one is talked over. */
export function longTalk(callId: string, startedAt: string): AgentTalk {
  let nowMs = 0;
  const later = (ms: number) => {
    nowMs += ms;
  };
  const record = createTalkRecord({ callId, startedAt, nowMs: () => nowMs, language: 'en', receptionist: 'model' });
  record.usedEngine('hearing', { id: 'deepgram:nova-3', leavesMachine: true, region: 'eu' });
  record.usedEngine('thinking', { id: 'llama3.1:8b', leavesMachine: false, region: null });
  record.usedEngine('voice', { id: 'sherpa:piper-en', leavesMachine: false, region: null });
  said.forEach(([caller, receptionist, thinkMs], index) => {
    const generation = index + 1;
    const isTalkedOver = index === 6;
    if (caller !== null) {
      // Who talks over us has begun already.
      if (index !== 7) record.voice(true);
      later(500);
      record.words(caller.slice(0, caller.length / 2), false);
      later(caller.length * 45);
      if (index === 4) {
        record.fellBack('hearing', 'deepgram:nova-3', 'timed_out', 'sherpa:zipformer-en');
        record.usedEngine('hearing', { id: 'sherpa:zipformer-en', leavesMachine: false, region: null });
      }
      record.voice(false);
      later(280);
      record.words(caller, true);
      later(270);
    }
    record.replyWanted(generation, caller === null ? { kind: 'start' } : { kind: 'words', text: caller });
    later(thinkMs);
    record.firstToken(generation);
    later(45);
    record.sentence(generation, receptionist, 'en');
    later(190);
    record.firstSound(generation);
    later(20);
    record.firstFrame(generation);
    if (index === 0) {
      later(3_600);
      record.announced();
    }
    later(isTalkedOver ? 1_600 : receptionist.length * 55);
    if (isTalkedOver) {
      record.voice(true, nowMs - 60);
      record.paused(generation);
      later(420);
      record.cleared(generation, 'I have noted Monday at nine.');
    } else record.played(generation);
    if (index === 6) record.tool('match_party', 14);
    if (index !== 6) later(700);
  });
  later(500);
  return record.finish('done');
}
