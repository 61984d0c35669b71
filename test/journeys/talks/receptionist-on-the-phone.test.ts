import { describe, expect, it } from 'vitest';
import { language, type Language } from '@callbrief/relay/wire/scalars';
import { readPretendTalk, talkAsCaller } from '../../../relay/simulator/phone/pretend-caller.ts';
import type { VirtualPhone } from '../../../relay/simulator/phone/virtual-phone.ts';
import { contactNamed, NOW } from '../../contract/storage/made-up.ts';
import { lacks } from '../../support/lacks-programs.ts';
import { wordErrorRate } from '../../support/word-errors.ts';
import { say, talkingFirm, type TalkingFirm } from '../../support/talking-firm.ts';

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const languages: readonly Language[] = language.options;

/** Sound in real time, in both directions: two and a half minutes. */
const LONG = 300_000;

/** Callers whom the firm knows by their number, so that each is greeted in their own language. */
const numberOf = (line: 'ringover' | 'bridge', spoken: Language) =>
  `+3247${line === 'ringover' ? 1 : 2}00000${languages.indexOf(spoken)}`;

async function talkOver(firm: TalkingFirm, line: 'ringover' | 'bridge', spoken: Language): Promise<void> {
  const from = numberOf(line, spoken);
  let phone: VirtualPhone | undefined;
  if (line === 'ringover') phone = await firm.ringover(from);
  else [phone] = (await firm.bridge(from)).streams;
  if (!phone) throw new Error(`${line} opened no stream`);
  const talk = readPretendTalk(spoken);
  const said = await talkAsCaller(phone, talk, { say });
  if (said < talk.says.length) phone.hangUp();
  await phone.closed;
  expect(said).toBe(talk.says.length);
}

async function expectOwed(firm: TalkingFirm, line: 'ringover' | 'bridge', spoken: Language): Promise<void> {
  const { knows, says } = readPretendTalk(spoken);
  // The model for tests may mishear the end of a sentence in which there is a pause.
  const begin = says[1]?.split(' ').slice(0, 3).join(' ') ?? '';
  const calls = (await firm.store.callPage(null, 50)).items;
  const [call, another] = calls.filter(({ fromNumber }) => fromNumber === numberOf(line, spoken));
  expect(another).toBeUndefined();
  if (!call) throw new Error('no call');
  const owed = await firm.callbackOf(call.id);
  expect(owed).toMatchObject({
    source: 'agent',
    callerName: knows.name,
    number: knows.number,
    urgency: knows.urgency,
    status: 'please_call_back',
  });
  expect(owed.reason).toContain(begin);
  expect(days[new Date(owed.dueFrom ?? '').getUTCDay()]).toBe(knows.weekday);
  const talk = await firm.talkOf(call.id);
  expect(talk).toMatchObject({ ended: 'done', language: spoken, receptionist: 'script' });
  expect(talk.heardBy).toMatchObject([{ id: 'test:ci-stt-espeak', leavesMachine: false }]);
  expect(talk.spokenBy).toMatchObject([{ leavesMachine: false }]);
  const heard = talk.lines.filter(({ who }) => who === 'caller').map(({ text }) => text);
  // A line more or less would be a turn that was cut in two, or run into another.
  expect(heard).toHaveLength(says.length);
  expect(wordErrorRate(says.join(' '), heard.join(' '))).toBeLessThanOrEqual(0.1);
  expect(call.outcome).toBe('agent');
  const insights = await firm.store.insights(call.id);
  const segments = insights?.transcript.segments ?? [];
  expect(segments.some(({ text, speaker }) => text.startsWith(begin) && speaker === 'caller')).toBe(true);
}

describe.skipIf(lacks('espeak-ng'))('Callers who talk with the scripted receptionist', () => {
  it(
    'in four languages, over Ringover and over the SIP bridge, are owed a call with the right name, number and urgency',
    async () => {
      const firm = await talkingFirm();
      const callers = languages.flatMap((spoken) => [
        { line: 'ringover' as const, spoken },
        { line: 'bridge' as const, spoken },
      ]);
      await firm.store.putContacts(
        callers.map(({ line, spoken }) => ({
          ...contactNamed('Somebody', numberOf(line, spoken)),
          id: `${line}-${spoken}`,
          languages: [spoken],
        })),
        NOW,
      );
      const told = await Promise.all(
        callers.map(({ line, spoken }) =>
          talkOver(firm, line, spoken)
            .then(() => expectOwed(firm, line, spoken))
            .then(() => null)
            .catch(async (error: unknown) => ({
              who: `${spoken} over ${line}`,
              why: String(error),
              happened: await firm.whatHappened(numberOf(line, spoken)),
            })),
        ),
      );
      expect(told.filter((one) => one !== null)).toEqual([]);
    },
    LONG,
  );
});
