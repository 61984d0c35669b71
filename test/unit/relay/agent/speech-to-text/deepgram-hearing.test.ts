import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDeepgramHearing } from '../../../../../relay/src/agent/speech-to-text/deepgram/deepgram-hearing.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';
import { openEar } from '../../../../support/open-ear.ts';
import { startPretendDeepgram, type ListenedTo } from '../../../../support/pretend-deepgram.ts';

const key = 'a-secret-key-of-the-firm';
const second = new Int16Array(8_000);
const tenth = new Int16Array(800);

async function deepgram(options: Parameters<typeof startPretendDeepgram>[0] & { model?: string } = {}) {
  const server = await startPretendDeepgram(options);
  const clock = createManualClock();
  const { model = 'nova-3' } = options;
  const hearing = createDeepgramHearing({ apiKey: key, model, region: 'eu', clock, baseUrl: server.url });
  onTestFinished(() => hearing.close());
  return {
    hearing,
    clock,
    ...server,
    connected: async (count = 1): Promise<ListenedTo> => {
      await vi.waitFor(() => expect(server.connections).toHaveLength(count));
      const connection = server.connections[count - 1];
      if (!connection) throw new Error('not connected');
      return connection;
    },
  };
}
type Ear = ReturnType<typeof openEar>;
const lastOf = (ear: Ear) => ear.told.at(-1);
async function failure(ear: Ear): Promise<string> {
  await vi.waitFor(() => expect(ear.failed).toHaveLength(1));
  return ear.failed[0]?.failure ?? '';
}

describe('A call that Deepgram hears', () => {
  it('is sent as it was recorded, with the language and the names, and trains nobody’s model', async () => {
    const { hearing, connected } = await deepgram();
    const ear = openEar(hearing, { language: 'fr', rate: 16_000, hints: ['Delcourt', 'Castaing'] });
    ear.write(Int16Array.from({ length: 16_000 }, (_, i) => i));
    const connection = await connected();
    await vi.waitFor(() => expect(connection.seconds()).toBe(1));
    expect(connection.headers.authorization).toBe(`Token ${key}`);
    expect(Object.fromEntries(connection.query)).toMatchObject({
      model: 'nova-3',
      language: 'fr',
      encoding: 'linear16',
      sample_rate: '16000',
      channels: '1',
      interim_results: 'true',
      endpointing: 'false',
      mip_opt_out: 'true',
    });
    expect(connection.query.getAll('keyterm')).toEqual(['Delcourt', 'Castaing']);
  });

  it('loses no sound that was said while the connection was made, nor the wish for its words', async () => {
    const { hearing, connected } = await deepgram({
      onMessage: (to, asked) => asked === 'Finalize' && to.say('Yes, please.', { isFinal: true, fromFinalize: true }),
    });
    const ear = openEar(hearing);
    for (let frame = 0; frame < 50; frame += 1) expect(ear.write(new Int16Array(160))).toBe(true);
    ear.flush();
    await vi.waitFor(() => expect(ear.told).toEqual([{ text: 'Yes, please.', isFinal: true }]));
    expect((await connected()).seconds()).toBe(1);
  });

  it('has words that replace each other until they are settled, and all words since the beginning', async () => {
    const { hearing, connected } = await deepgram();
    const ear = openEar(hearing);
    ear.write(second);
    const connection = await connected();
    await vi.waitFor(() => expect(connection.seconds()).toBe(1));
    connection.say('I want');
    connection.say('I want to speak');
    connection.say('I want to speak', { isFinal: true });
    connection.say('to a');
    await vi.waitFor(() => expect(lastOf(ear)).toEqual({ text: 'I want to speak to a', isFinal: false }));
    expect(ear.told.map(({ text }) => text)).toEqual(['I want', 'I want to speak', 'I want to speak to a']);
    ear.write(second);
    ear.flush();
    await vi.waitFor(() => expect(connection.asked).toEqual(['Finalize']));
    connection.say('to a lawyer.', { isFinal: true, fromFinalize: true });
    await vi.waitFor(() => expect(ear.finals()).toEqual(['I want to speak to a lawyer.']));

    // The caller goes on.
    ear.write(second);
    ear.flush();
    await vi.waitFor(() => expect(connection.asked).toEqual(['Finalize', 'Finalize']));
    connection.say('Today.', { isFinal: true, fromFinalize: true });
    await vi.waitFor(() => expect(lastOf(ear)).toEqual({ text: 'I want to speak to a lawyer. Today.', isFinal: true }));
  });

  it('has its words at once where nothing is left to be heard, and is not asked again', async () => {
    const { hearing, connected } = await deepgram();
    const ear = openEar(hearing);
    ear.write(second);
    const connection = await connected();
    await vi.waitFor(() => expect(connection.seconds()).toBe(1));
    connection.say('Goodbye.', { isFinal: true });
    await vi.waitFor(() => expect(ear.told).toHaveLength(1));
    ear.flush();
    expect(lastOf(ear)).toEqual({ text: 'Goodbye.', isFinal: true });
    expect(connection.asked).toEqual([]);
  });

  it('has the words known so far, when a Finalize is never answered', async () => {
    const { hearing, connected, clock } = await deepgram();
    const ear = openEar(hearing);
    ear.write(second);
    const connection = await connected();
    await vi.waitFor(() => expect(connection.seconds()).toBe(1));
    connection.say('Tomorrow at', { until: 0.9 });
    await vi.waitFor(() => expect(ear.told).toHaveLength(1));
    ear.flush();
    await vi.waitFor(() => expect(connection.asked).toEqual(['Finalize']));
    expect(ear.finals()).toEqual([]);
    clock.advance(1_200);
    expect(ear.finals()).toEqual(['Tomorrow at']);
    // What is answered late is new words, not another final.
    connection.say('Tomorrow at three.', { isFinal: true, fromFinalize: true });
    await vi.waitFor(() => expect(lastOf(ear)).toEqual({ text: 'Tomorrow at three.', isFinal: false }));
    expect(ear.finals()).toEqual(['Tomorrow at']);
  });

  it('keeps its connection while the caller is silent', async () => {
    const { hearing, connected, clock } = await deepgram();
    const ear = openEar(hearing);
    const connection = await connected();
    // The connection's own patience is over once it stands.
    await vi.waitFor(() => expect(clock.pending()).toEqual([4_000]));
    clock.advance(4_000);
    await vi.waitFor(() => expect(connection.asked).toEqual(['KeepAlive']));
    ear.write(tenth);
    clock.advance(4_000);
    clock.advance(4_000);
    await vi.waitFor(() => expect(connection.asked).toEqual(['KeepAlive', 'KeepAlive']));
  });

  it('ends with a word of thanks, tells nothing after, and leaves no connection and no timer', async () => {
    const { hearing, connected, clock } = await deepgram();
    const ear = openEar(hearing);
    ear.write(second);
    const connection = await connected();
    await vi.waitFor(() => expect(clock.pending()).toEqual([4_000]));
    connection.say('Hello');
    await vi.waitFor(() => expect(ear.told).toHaveLength(1));
    ear.flush();
    ear.close();
    ear.close();
    expect(hearing.openEars).toBe(0);
    expect(ear.write(second)).toBe(false);
    await vi.waitFor(() => expect(connection.isClosed()).toBe(true));
    expect(connection.asked.at(-1)).toBe('CloseStream');
    await vi.waitFor(() => expect(clock.pending()).toEqual([]));
    expect(ear.told).toHaveLength(1);
    expect(ear.failed).toEqual([]);
  });

  it('that is hung up before the connection stands asks for nothing and tells nothing', async () => {
    const { hearing, clock } = await deepgram();
    const ear = openEar(hearing);
    ear.hangUp();
    expect(openEar(hearing, { signal: AbortSignal.abort() }).write(second)).toBe(false);
    expect(hearing.openEars).toBe(0);
    await hearing.close();
    expect([ear.told, ear.failed, clock.pending()]).toEqual([[], [], []]);
  });

  it('is heard by an older model without the names, which that does not take', async () => {
    const { hearing, connected } = await deepgram({ model: 'nova-2' });
    openEar(hearing, { hints: ['Delcourt'] });
    expect((await connected()).query.has('keyterm')).toBe(false);
  });

  it('says where its sound goes', async () => {
    const { hearing } = await deepgram();
    expect(hearing).toMatchObject({ id: 'deepgram:nova-3', leavesMachine: true, region: 'eu', mostEars: null });
    await hearing.warm();
  });
});

describe('Deepgram', () => {
  it.each([
    [401, 'refused'],
    [402, 'refused'],
    [400, 'refused'],
    [429, 'full'],
    [503, 'failed'],
  ])('that answers %i has the call go on elsewhere: %s', async (status, expected) => {
    const { hearing, clock } = await deepgram({ status });
    const ear = openEar(hearing);
    ear.write(second);
    ear.flush();
    expect(await failure(ear)).toBe(expected);
    expect(ear.failed[0]?.message).not.toContain(key);
    expect(ear.told).toEqual([]);
    expect(hearing.openEars).toBe(0);
    expect(clock.pending()).toEqual([]);
  });

  it('that cannot be reached fails the ear', async () => {
    const hearing = createDeepgramHearing({
      apiKey: key,
      model: 'nova-3',
      region: 'us',
      clock: createManualClock(),
      baseUrl: 'http://127.0.0.1:1',
    });
    expect(await failure(openEar(hearing))).toBe('failed');
  });

  it('that does not take the connection in three seconds took too long, and no more sound waits than five seconds', async () => {
    const { hearing, clock } = await deepgram({ status: 'never' });
    const ear = openEar(hearing);
    expect(Array.from({ length: 8 }, () => ear.write(second)).filter(Boolean)).toHaveLength(6);
    clock.advance(2_999);
    expect(ear.failed).toEqual([]);
    clock.advance(1);
    expect(await failure(ear)).toBe('timed_out');
    expect(clock.pending()).toEqual([]);
  });

  it('that is silent about what was said took too long; about nothing it may be silent', async () => {
    const { hearing, connected, clock } = await deepgram();
    const [speaking, silent] = [openEar(hearing), openEar(hearing)];
    speaking.write(second);
    silent.write(tenth);
    await connected(2);
    await vi.waitFor(() => expect(clock.pending()).toEqual([4_000, 4_000]));
    speaking.flush();
    silent.flush();
    clock.advance(1_200);
    expect(await failure(speaking)).toBe('timed_out');
    expect(silent.told).toEqual([{ text: '', isFinal: true }]);
    expect(silent.failed).toEqual([]);
  });

  it('that ends the connection in the middle of a turn fails the ear, once', async () => {
    const { hearing, connected } = await deepgram();
    const ear = openEar(hearing);
    ear.write(second);
    const connection = await connected();
    connection.say('I want to');
    await vi.waitFor(() => expect(ear.told).toHaveLength(1));
    connection.socket.close(1_011, 'NET-0001');
    expect(await failure(ear)).toBe('failed');
    expect(ear.failed[0]?.message).toContain('1011 NET-0001');
    expect(ear.write(second)).toBe(false);
    ear.flush();
    expect(ear.told).toHaveLength(1);
  });

  it('that says an error fails the ear with it', async () => {
    const { hearing, connected } = await deepgram();
    const ear = openEar(hearing);
    (await connected()).socket.send(JSON.stringify({ type: 'Error', description: 'no such model' }));
    expect(await failure(ear)).toBe('failed');
    expect(ear.failed[0]?.message).toContain('no such model');
  });

  it('that sends what cannot be read is left after the third time', async () => {
    const { hearing, connected } = await deepgram();
    const ear = openEar(hearing);
    ear.write(second);
    const { socket, say, seconds } = await connected();
    await vi.waitFor(() => expect(seconds()).toBe(1));
    socket.send('{"type":"Metadata","duration":0}');
    socket.send('no JSON');
    socket.send(JSON.stringify({ type: 'Results', channel: { alternatives: [] } }));
    say('still here');
    await vi.waitFor(() => expect(ear.told).toHaveLength(1));
    expect(ear.failed).toEqual([]);
    socket.send(Buffer.from([1, 2, 3]));
    expect(await failure(ear)).toBe('failed');
  });

  it('is left at once when the relay stops, also by ears that are over and still say goodbye', async () => {
    const { hearing, connected, clock } = await deepgram();
    const [open, over] = [openEar(hearing), openEar(hearing)];
    const connection = await connected(2);
    await vi.waitFor(() => expect(clock.pending()).toHaveLength(2));
    over.close();
    await hearing.close();
    expect(open.failed.map(({ failure: why }) => why)).toEqual(['crashed']);
    expect(over.failed).toEqual([]);
    await vi.waitFor(() => expect(connection.isClosed()).toBe(true));
    await vi.waitFor(() => expect(clock.pending()).toEqual([]));
    expect(() => openEar(hearing)).toThrow(expect.objectContaining({ failure: 'crashed' }));
  });
});
