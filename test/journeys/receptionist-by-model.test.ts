import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createTalkModel } from '../../relay/src/agent/language-model/talk-model-of-config.ts';
import { readConfig } from '../../relay/src/config.ts';
import { createPlayoutClock } from '../../relay/src/media/playout/playout-clock.ts';
import { plainPhone } from '../../relay/simulator/phone/phone-dialect.ts';
import { callRelay } from '../../relay/simulator/phone/virtual-phone.ts';
import { pretendHearing } from '../support/held-talk.ts';
import { pretendEngines } from '../support/pretend-engines.ts';
import { sent, startPretendTalkServer, streamed } from '../support/pretend-talk-model.ts';
import { SECRET, startTestRelay, TENANT } from '../support/relay-under-test.ts';
import { tempDir } from '../support/temp-dir.ts';

/** Sound in real time (ms). */
const LONG = 90_000;

const token = (content: string) => sent({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });

describe('A talk that a language model holds', () => {
  it(
    'is held by the model over HTTP after the script’s opening, and goes on with the script when its server hangs',
    async () => {
      const server = await startPretendTalkServer();
      onTestFinished(() => server.close());
      server.answers(
        streamed([token('I am sorry '), token('to hear that. What is '), token('your name please?'), sent('[DONE]')]),
        streamed([], { end: 'hangs' }),
      );
      const environment = { LANGUAGE_MODEL: `openai:${server.url}`, LANGUAGE_MODEL_NAME: 'qwen3' };
      const { languageModel } = readConfig({
        DATA_DIR: tempDir(),
        RINGOVER_WEBHOOK_SECRET: SECRET,
        ...environment,
      });
      const hearing = pretendHearing();
      const relay = await startTestRelay({
        environment,
        overrides: {
          agentEngines: pretendEngines({ hearings: [hearing], model: createTalkModel(languageModel, { fetch }) }),
        },
      });
      const store = relay.storage.tenant(TENANT);
      const settings = await store.receptionist();
      const on = { ...settings, isOn: true, thinks: 'model' as const, languages: ['en' as const], revision: 1 };
      await store.putReceptionist(on, settings.revision);
      const stream = await relay.stream(await relay.enrolDevice('peeters', 'admin'));
      const shown = () => JSON.stringify(stream.events.findLast(({ type }) => type === 'agent_live')?.data ?? {});
      const untilSaid = (text: string) => vi.waitFor(() => expect(shown()).toContain(text), 20_000);

      const { urls } = relay.media.expect({ tenantId: TENANT, callId: 'call-1' });
      const phone = await callRelay({ url: urls.plain, dialect: plainPhone(8_000), clock: createPlayoutClock() });
      onTestFinished(() => phone.hangUp());
      const says = async (text: string) => {
        hearing.says = text;
        const samples = new Int16Array(1_600 * (text.split(' ').length + 1)).fill(8_000);
        await phone.say({ sampleRate: 8_000, samples });
      };
      await untilSaid('Is that all right with you?');
      await says('Yes, that is fine');
      await untilSaid('How can we help you?');
      expect(server.asked).toHaveLength(0);
      await says('My landlord puts me out tomorrow');
      await untilSaid('to hear that. What is your name please?');
      expect(JSON.stringify(server.asked[0]?.body)).toContain('My landlord puts me out tomorrow');
      await says('My name is Anna Whittaker');
      await vi.waitFor(() => expect(server.asked).toHaveLength(2), 10_000);
      await vi.waitFor(() => expect(server.cut).toBe(1), 15_000);
      // What the model did not store, the script asks.
      await untilSaid('Please tell me in a sentence or two.');
      expect(shown().split('You are speaking with a computer')).toHaveLength(2);
      phone.hangUp();
      const talk = await vi.waitFor(async () => {
        const [call] = (await store.callPage(null, 10)).items;
        const kept = call && (await store.agentTalk(call.id));
        if (!kept) throw new Error('not kept yet');
        return kept;
      }, 10_000);
      expect(talk).toMatchObject({ receptionist: 'model', ended: 'gone' });
      expect(talk.thoughtBy).toMatchObject([{ id: expect.stringContaining('qwen3') as string, leavesMachine: false }]);
      const fell = talk.moments.filter(({ kind }) => kind === 'fell_back').map(({ text }) => text);
      expect(fell).toEqual([expect.stringMatching(/^thinking: .*qwen3.* timed_out -> script$/)]);
    },
    LONG,
  );
});
