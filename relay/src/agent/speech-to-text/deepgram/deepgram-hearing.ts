import { deepgramAddresses } from '../../../insights/speech-to-text/deepgram.ts';
import type { ProviderClock } from '../../../providers/provider-clock.ts';
import { StageError } from '../../ports.ts';
import { createEarLife, deafEar, type EarLife } from '../ear-life.ts';
import type { WarmHearing } from '../warm-hearing.ts';
import { openDeepgramEar, type DeepgramEar } from './deepgram-ear.ts';
import { listenUrl } from './deepgram-wire.ts';

/** Deepgram hears calls while they are spoken, a connection for each ear. `eu`: the audio stays in the European Union. */
export function createDeepgramHearing(to: {
  apiKey: string;
  model: string;
  region: keyof typeof deepgramAddresses;
  clock: ProviderClock;
  baseUrl?: string;
}): WarmHearing {
  const baseUrl = to.baseUrl ?? deepgramAddresses[to.region];
  const open = new Set<EarLife>();
  /** Also of ears that are over, until theirs is gone. */
  const connections = new Set<DeepgramEar>();
  let isClosed = false;

  return {
    id: `deepgram:${to.model}`,
    leavesMachine: true,
    region: to.region,
    languages: null,
    // What was agreed with them is not known here; they answer 429.
    mostEars: null,
    get openEars() {
      return open.size;
    },
    warm: () => Promise.resolve(),
    open(ask) {
      if (isClosed) throw new StageError('crashed', 'The relay is stopping.');
      let ear: DeepgramEar | null = null;
      const life = createEarLife(ask, () => {
        open.delete(life);
        ear?.close();
      });
      if (life.isOver) return deafEar;
      open.add(life);
      const opened = openDeepgramEar({ url: listenUrl({ baseUrl, model: to.model }, ask), ...to, ask, life });
      ear = opened;
      connections.add(opened);
      void opened.gone.then(() => connections.delete(opened));
      return opened;
    },
    async close() {
      isClosed = true;
      const error = new StageError('crashed', 'The relay is stopping.');
      for (const life of open) life.fail(error);
      await Promise.all([...connections].map((connection) => connection.end()));
    },
  };
}
