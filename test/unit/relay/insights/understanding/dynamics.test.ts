import { describe, expect, it } from 'vitest';
import { describeDynamics } from '../../../../../relay/src/insights/understanding/dynamics.ts';
import type { DecodedAudio } from '../../../../../relay/src/recordings/ports.ts';

const RATE = 8_000;

/** A tone where somebody speaks, the noise of a line elsewhere. @param talk seconds from and to */
function channel(seconds: number, talk: [number, number][], loudness = 8_000): Int16Array {
  const samples = new Int16Array(seconds * RATE);
  let noise = 1;
  for (let at = 0; at < samples.length; at++) {
    noise = (noise * 16_807) % 2_147_483_647;
    const speaks = talk.some(([from, to]) => at >= from * RATE && at < to * RATE);
    samples[at] = (noise % 21) - 10 + (speaks ? Math.round(loudness * Math.sin(at / 4)) : 0);
  }
  return samples;
}
const audio = (channels: Int16Array[], speakers: DecodedAudio['speakers'] = ['caller', 'firm']): DecodedAudio => ({
  sampleRate: RATE,
  channels,
  speakers,
  durationMs: ((channels[0]?.length ?? 0) / RATE) * 1_000,
});

describe('The dynamics of a call', () => {
  it('tell how loud each voice is, every half second', async () => {
    const { loudness, stepMs } = await describeDynamics(audio([channel(4, [[0, 2]]), channel(4, [[2, 4]], 1_000)]));
    expect(stepMs).toBe(500);
    expect(loudness.map((steps) => steps.length)).toEqual([8, 8]);
    const [caller = [], firm = []] = loudness;
    expect(caller.slice(0, 4).every((one) => one > 80)).toBe(true);
    expect(caller.slice(4).every((one) => one < 10)).toBe(true);
    expect(firm.slice(4).every((one) => one > 30 && one < 80)).toBe(true);
  });

  it('tell who talked how much', async () => {
    const { talk } = await describeDynamics(audio([channel(10, [[0, 6]]), channel(10, [[6, 8]])]));
    expect(talk?.caller).toBeCloseTo(0.75, 1);
    expect((talk?.caller ?? 0) + (talk?.firm ?? 0)).toBeCloseTo(1, 5);
  });

  it('know whose voice is on which channel', async () => {
    const { talk } = await describeDynamics(audio([channel(10, [[0, 6]]), channel(10, [[6, 8]])], ['firm', 'caller']));
    expect(talk?.firm).toBeCloseTo(0.75, 1);
  });

  it('count an interruption when the other gives way, and none for a short yes', async () => {
    const gaveWay = await describeDynamics(audio([channel(10, [[0, 5]]), channel(10, [[4, 8]])]));
    expect(gaveWay.overlaps).toHaveLength(1);
    expect(gaveWay.overlaps[0]?.startMs).toBeCloseTo(4_000, -2);
    expect(gaveWay.overlaps[0]?.endMs).toBeCloseTo(5_000, -2);
    expect(gaveWay.interruptions).toBe(1);
    const yes = await describeDynamics(audio([channel(10, [[0, 8]]), channel(10, [[4, 4.5]])]));
    expect(yes).toMatchObject({ interruptions: 0 });
    expect(yes.overlaps).toHaveLength(1);
  });

  it('count silence when nobody speaks for a second, and no breath', async () => {
    const { silenceMs } = await describeDynamics(
      audio([
        channel(10, [
          [0, 3],
          [3.5, 5],
        ]),
        channel(10, [[8, 10]]),
      ]),
    );
    expect(silenceMs).toBeGreaterThan(2_900);
    expect(silenceMs).toBeLessThan(3_100);
  });

  it('of one channel know no shares and no overlap', async () => {
    const mono = await describeDynamics(audio([channel(4, [[0, 2]])], ['unknown']));
    expect(mono).toMatchObject({ talk: null, overlaps: [], interruptions: 0 });
    expect(mono.loudness).toHaveLength(1);
  });

  it('of dead silence, of nothing and of a channel cut short are honest', async () => {
    const dead = await describeDynamics(audio([new Int16Array(2 * RATE), new Int16Array(2 * RATE)]));
    expect(dead).toMatchObject({ talk: null, overlaps: [], interruptions: 0, silenceMs: 2_000 });
    expect(dead.loudness.flat().every((one) => one === 0)).toBe(true);
    expect(await describeDynamics(audio([]))).toMatchObject({ loudness: [], talk: null, silenceMs: 0 });
    expect(await describeDynamics(audio([new Int16Array(0)], ['unknown']))).toMatchObject({
      loudness: [[]],
      silenceMs: 0,
    });
    expect((await describeDynamics(audio([Int16Array.of(1, 2, 3)], ['unknown']))).loudness).toEqual([[0]]);
  });

  it('hear a voice that never pauses', async () => {
    const { talk } = await describeDynamics(audio([channel(4, [[0, 4]]), channel(4, [])]));
    expect(talk).toEqual({ caller: 1, firm: 0 });
  });
});

describe('An hour of talk', () => {
  it('never holds up the relay: a call that rings meanwhile is taken at once', async () => {
    const hour = audio([new Int16Array(3_600 * RATE).fill(900), new Int16Array(3_600 * RATE)]);
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 0);
    await describeDynamics(hour);
    clearInterval(turning);
    expect(turns).toBeGreaterThan(3);
  });
});
