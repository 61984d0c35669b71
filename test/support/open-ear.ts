import type { LiveHearing, StageError } from '../../relay/src/agent/ports.ts';
import type { SampleRate } from '../../relay/src/media/sound/pcm.ts';
import type { Language } from '../../relay/src/wire/scalars.ts';

/** An ear with all that it told. */
export function openEar(
  hearing: LiveHearing,
  more: { language?: Language; rate?: SampleRate; hints?: readonly string[]; signal?: AbortSignal } = {},
) {
  const told: { text: string; isFinal: boolean }[] = [];
  const failed: StageError[] = [];
  const call = new AbortController();
  const ear = hearing.open({
    rate: more.rate ?? 8_000,
    language: more.language ?? 'en',
    hints: more.hints ?? [],
    signal: more.signal ?? call.signal,
    heard: (words) => told.push(words),
    failed: (error) => failed.push(error),
  });
  return {
    told,
    failed,
    hangUp: () => call.abort(),
    write: (pcm: Int16Array) => ear.write(pcm),
    flush: () => ear.flush(),
    close: () => ear.close(),
    finals: () => told.filter(({ isFinal }) => isFinal).map(({ text }) => text),
  };
}
