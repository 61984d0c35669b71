import { describe, expect, it } from 'vitest';
import { language, type Language } from '@callbrief/relay/wire/scalars';
import { readPretendTalk, talkAsCaller } from '../../relay/simulator/phone/pretend-caller.ts';
import { lacks } from '../support/lacks-programs.ts';
import { say, talkingFirm, type TalkingFirm } from '../support/talking-firm.ts';

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const languages: readonly Language[] = language.options;

/** Sound in real time, in both directions: some minutes each. */
const LONG = { timeout: 240_000 };

async function isOwedWhatTheySaid(firm: TalkingFirm, spoken: Language): Promise<void> {
  const { knows, says } = readPretendTalk(spoken);
  const owed = await firm.callback();
  expect(owed).toMatchObject({
    source: 'agent',
    callerName: knows.name,
    number: knows.number,
    urgency: knows.urgency,
    status: 'please_call_back',
  });
  expect(owed.reason).toContain(says[1]);
  expect(days[new Date(owed.dueFrom ?? '').getUTCDay()]).toBe(knows.weekday);
  const talk = await firm.talk();
  expect(talk).toMatchObject({ ended: 'done', language: spoken, receptionist: 'script' });
  expect(talk.heardBy).toMatchObject([{ id: 'test:ci-stt-espeak', leavesMachine: false }]);
  expect(talk.spokenBy).toMatchObject([{ leavesMachine: false }]);
  expect(talk.lines.filter(({ who }) => who === 'caller').map(({ text }) => text)).toEqual(says);
  const [call, another] = (await firm.store.callPage(null, 10)).items;
  expect(another).toBeUndefined();
  const insights = await firm.store.insights(call?.id ?? '');
  expect(insights?.transcript.segments.some(({ text, speaker }) => text === says[1] && speaker === 'caller')).toBe(
    true,
  );
}

describe.skipIf(lacks('espeak-ng'))('A caller who talks with the scripted receptionist', () => {
  it.for(languages)(
    'in %s, over Ringover, is owed a call with the right name, number and urgency',
    LONG,
    async (spoken) => {
      const firm = await talkingFirm({ languages: [spoken], environment: { LOG_LEVEL: 'debug' } });
      const phone = await firm.ringover();
      const talk = readPretendTalk(spoken);
      const n = await talkAsCaller(phone, talk, { say, told: (l) => console.log('SAY', l) });
      if (n < talk.says.length) { phone.hangUp(); const t = await firm.talk(); for (const m of t.moments) console.log(m.atMs, m.kind, m.generation, m.ms, m.text?.slice(0, 100)); }
      expect(n).toBe(talk.says.length);
      await phone.closed;
      await isOwedWhatTheySaid(firm, spoken);
    },
  );

  it.for(languages)('in %s, over the SIP bridge, is owed the same', LONG, async (spoken) => {
    const firm = await talkingFirm({ languages: [spoken], environment: { LOG_LEVEL: 'debug' } });
    const going = await firm.bridge();
    const talk = readPretendTalk(spoken);
    const [phone] = going.streams;
    if (!phone) throw new Error('no stream was opened');
    expect(await talkAsCaller(phone, talk, { say })).toBe(talk.says.length);
    await phone.closed;
    await isOwedWhatTheySaid(firm, spoken);
    expect(going.over).toBe('hung_up');
    const [call] = (await firm.store.callPage(null, 1)).items;
    expect(call).toMatchObject({ outcome: 'agent' });
  });
});
