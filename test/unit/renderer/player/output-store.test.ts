import { describe, expect, it, vi } from 'vitest';
import { createOutputStore } from '../../../../src-renderer/stores/output-store.ts';
import { createPretendPlayer } from '../../../support/pretend-player.ts';

const headset = { deviceId: 'h1', label: 'Headset (Evolve2 40)' };
const speaker = { deviceId: 's1', label: 'Loudspeaker' };

async function anOutput(devices = [headset, speaker]) {
  const sound = createPretendPlayer();
  sound.devices = devices;
  const pause = vi.fn();
  const output = createOutputStore(sound.outputs, sound.sound, pause);
  const stop = output.start();
  await vi.waitFor(() => expect(output.store.getState().devices).toEqual(devices));
  return { sound, pause, output, stop, now: () => output.store.getState() };
}

describe('where recordings are heard', () => {
  it('is the system’s own device until one is chosen, and again when that is taken back', async () => {
    const { sound, output, now } = await anOutput();
    expect([sound.device, now().gone]).toEqual(['', false]);
    output.follow({ playOn: headset });
    await vi.waitFor(() => expect(sound.device).toBe('h1'));
    output.follow({ playOn: null });
    await vi.waitFor(() => expect(sound.device).toBe(''));
    expect(now().gone).toBe(false);
  });

  it('stops when the headset is unplugged, never moves by itself, says so, and uses it again when it is back', async () => {
    const { sound, pause, output, now } = await anOutput();
    output.follow({ playOn: headset });
    await vi.waitFor(() => expect(sound.device).toBe('h1'));
    expect(pause).not.toHaveBeenCalled();
    pause.mockImplementation(() => expect(sound.device).toBe('h1'));
    sound.plug([speaker]);
    await vi.waitFor(() => expect(now().gone).toBe(true));
    expect(pause).toHaveBeenCalledTimes(1);
    expect(sound.device).toBe('');
    sound.plug([headset, speaker]);
    await vi.waitFor(() => expect(now().gone).toBe(false));
    expect(sound.device).toBe('h1');
  });

  it('is found by its name where it has another id after a restart', async () => {
    const { sound, output } = await anOutput();
    output.follow({ playOn: { deviceId: 'of-yesterday', label: headset.label } });
    await vi.waitFor(() => expect(sound.device).toBe('h1'));
  });

  it('is the system’s own where the chosen one cannot be used, which is said', async () => {
    const { sound, output, now } = await anOutput();
    const broken = vi.spyOn(sound.sound, 'setDevice').mockRejectedValueOnce(new Error('in use'));
    output.follow({ playOn: headset });
    await vi.waitFor(() => expect(now().gone).toBe(true));
    expect(broken.mock.calls).toEqual([['h1'], ['']]);
  });

  it('cannot be chosen where the browser has no such thing', async () => {
    const sound = createPretendPlayer();
    const output = createOutputStore(null, sound.sound, () => undefined);
    output.start();
    output.follow({ playOn: headset });
    expect(output.store.getState()).toMatchObject({ devices: null, gone: false });
  });
});
