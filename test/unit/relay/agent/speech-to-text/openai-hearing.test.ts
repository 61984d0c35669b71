import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createOpenAiHearing } from '../../../../../relay/src/agent/speech-to-text/openai-hearing.ts';
import { openEar } from '../../../../support/open-ear.ts';
import {
  startPretendSpeechServer,
  type SpeechAnswer,
  type SpeechAsked,
} from '../../../../support/pretend-speech-server.ts';

const second = new Int16Array(8_000).fill(1_000);

async function server(...answers: SpeechAnswer[]) {
  return serverWithPatience(20_000, ...answers);
}
async function serverWithPatience(timeoutMs: number, ...answers: SpeechAnswer[]) {
  const pretend = await startPretendSpeechServer(...answers);
  const hearing = createOpenAiHearing({
    baseUrl: pretend.url,
    apiKey: 'a-secret-key',
    model: 'whisper-1',
    region: 'eu',
    fetch,
    timeoutMs,
  });
  onTestFinished(() => hearing.close());
  return { hearing, ...pretend };
}
const sizeOf = (request?: SpeechAsked) => (request?.form?.get('file') as File | undefined)?.size;
async function failure(ear: ReturnType<typeof openEar>): Promise<string> {
  await vi.waitFor(() => expect(ear.failed).toHaveLength(1));
  return ear.failed[0]?.failure ?? '';
}

describe('A call that a transcription server hears', () => {
  it('is sent at each flush with what is new, and has all words since the beginning', async () => {
    const { hearing, asked } = await server({ json: { text: 'Yes.' } }, { json: { text: 'I want a lawyer.' } });
    const ear = openEar(hearing, { language: 'fr', hints: ['Delcourt'] });
    ear.write(second);
    ear.write(second);
    expect(asked).toEqual([]);
    ear.flush();
    await vi.waitFor(() => expect(ear.told).toEqual([{ text: 'Yes.', isFinal: true }]));
    expect(asked[0]?.form?.get('language')).toBe('fr');
    expect(asked[0]?.form?.get('prompt')).toBe('Delcourt');
    expect(sizeOf(asked[0])).toBe(44 + 32_000);
    ear.write(second);
    ear.flush();
    await vi.waitFor(() => expect(ear.finals()).toEqual(['Yes.', 'Yes. I want a lawyer.']));
    expect(sizeOf(asked[1])).toBe(44 + 16_000);
    // Nothing was said since.
    ear.flush();
    await vi.waitFor(() => expect(ear.finals()).toHaveLength(3));
    expect(ear.finals()[2]).toBe('Yes. I want a lawyer.');
    expect(asked).toHaveLength(2);
  });

  it('has its words in order when it is flushed faster than they are written down', async () => {
    const { hearing } = await server({ json: { text: 'one' } }, { json: { text: 'two' } }, { json: { text: 'three' } });
    const ear = openEar(hearing);
    for (let time = 0; time < 3; time += 1) {
      ear.write(second);
      ear.flush();
    }
    await vi.waitFor(() => expect(ear.finals()).toEqual(['one', 'one two', 'one two three']));
  });

  it('has no words that a model invented over silence', async () => {
    const silence = {
      text: 'Sous-titres par la communauté',
      segments: [{ start: 0, end: 1, text: 'Sous-titres', no_speech_prob: 0.9, avg_logprob: -1.4 }],
    };
    const { hearing } = await server({ json: silence });
    const ear = openEar(hearing);
    ear.write(second);
    ear.flush();
    await vi.waitFor(() => expect(ear.told).toEqual([{ text: '', isFinal: true }]));
  });

  it('is held to a minute without a flush', async () => {
    const { hearing } = await server({ json: { text: 'a long story' } });
    const ear = openEar(hearing);
    expect(Array.from({ length: 70 }, () => ear.write(second)).filter(Boolean)).toHaveLength(60);
    ear.flush();
    expect(ear.write(second)).toBe(true);
    await vi.waitFor(() => expect(ear.finals()).toEqual(['a long story']), { timeout: 10_000 });
  });

  it('tells nothing after it was closed, and the server is not asked any longer', async () => {
    let isGone = false;
    const { hearing, asked } = await server((response) => {
      response.on('close', () => {
        isGone = true;
      });
    });
    const ear = openEar(hearing);
    ear.write(second);
    ear.flush();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    ear.hangUp();
    await vi.waitFor(() => expect(isGone).toBe(true));
    expect(hearing.openEars).toBe(0);
    expect([ear.told, ear.failed, ear.write(second)]).toEqual([[], [], false]);
    expect(openEar(hearing, { signal: AbortSignal.abort() }).write(second)).toBe(false);
    expect(hearing.openEars).toBe(0);
  });

  it('goes on elsewhere when the server is slow, broken, or refuses the key', async () => {
    const slow = await serverWithPatience(200, () => {});
    const broken = await server({ status: 500, json: {} });
    const locked = await server({ status: 401, json: {} });
    const ears = [slow, broken, locked].map(({ hearing }) => openEar(hearing));
    for (const ear of ears) {
      ear.write(second);
      ear.flush();
      ear.flush();
    }
    expect(await Promise.all(ears.map((ear) => failure(ear)))).toEqual(['timed_out', 'failed', 'refused']);
    expect(ears.map(({ told }) => told)).toEqual([[], [], []]);
  });

  it('fails when the relay stops', async () => {
    const { hearing } = await server({ json: { text: 'late' } });
    const ear = openEar(hearing);
    await hearing.close();
    expect(ear.failed.map(({ failure: why }) => why)).toEqual(['crashed']);
    expect(() => openEar(hearing)).toThrow(expect.objectContaining({ failure: 'crashed' }));
  });
});
