import { EngineError } from '../../../insights/ports.ts';
import { allowedModel, engineId, verifiedModel } from '../../../insights/speech-to-text/sherpa/allowed-model.ts';
import type { ModelStore } from '../../../models/model-store.ts';
import { language as languageOf } from '../../../wire/scalars.ts';
import { StageError } from '../../ports.ts';
import { createEarLife, type EarLife } from '../ear-life.ts';
import { joinedPcm } from '../../../media/sound/pcm.ts';
import type { WarmHearing } from '../warm-hearing.ts';
import type { EarAct } from './ear-messages.ts';
import { createEarsChild, type EarsChildDeps } from './ears-child.ts';

/** Sound of all ears is gathered for so long, so that it is one message and one step of the model (ms). */
const GATHER_MS = 100;
/** More than this of one ear waits for nobody (s). */
const LONGEST_BACKLOG_SECONDS = 2;

/** What happened to an ear and was not told to the process yet. */
type Waiting = { is: 'opened' } | { is: 'sound'; parts: Int16Array[] } | { is: 'flushed' };

interface OpenedEar {
  id: number;
  rate: number;
  language: string;
  life: EarLife;
  waiting: Waiting[];
  waitingSamples: number;
}

/**
 * Hears calls on this machine with a streaming model, in a process of its own. Nothing leaves the machine.
 * @throws StageError `refused` when there is no such model, or it does not hear while somebody speaks, or it is for tests
 */
export function createSherpaHearing(
  deps: Omit<EarsChildDeps, 'model'> & { models: ModelStore; modelId: string; isTestModelAllowed: boolean },
): WarmHearing & { pid(): number | null } {
  const { models, modelId } = deps;
  const registered = usable(() => allowedModel(models, modelId, deps.isTestModelAllowed));
  if (!registered.kind.startsWith('streaming_')) {
    throw new StageError('refused', `${modelId} hears only recordings. Choose a streaming model for calls.`);
  }
  const languages = registered.languages.flatMap((known) => languageOf.safeParse(known).data ?? []);
  const ears = new Map<number, OpenedEar>();
  let closed: number[] = [];
  let nextId = 1;
  let sentMs = 0;
  let cancelSend: (() => void) | null = null;
  let isWaiting = false;
  /** Somebody wants the last words now. */
  let isUrgent = false;

  const child = createEarsChild(
    { ...deps, model: () => verifiedModel(models, modelId) },
    {
      heard(words) {
        for (const { ear, ...told } of words) ears.get(ear)?.life.heard(told);
        gather();
      },
      lost(error) {
        for (const { life } of ears.values()) life.fail(error);
        closed = [];
      },
    },
  );

  function add(what: 'soon' | 'now'): void {
    // Sound comes fifty times a second for each ear: nothing is looked for.
    if (what === 'now') isUrgent = true;
    isWaiting = true;
    gather();
  }

  function gather(): void {
    // Its answer comes back here.
    if (child.isBusy || !isWaiting) return;
    const waitMs = sentMs + GATHER_MS - performance.now();
    if (waitMs <= 0 || isUrgent) {
      sendSoon();
      return;
    }
    if (cancelSend !== null) return;
    const timer = setTimeout(send, waitMs);
    cancelSend = () => clearTimeout(timer);
  }

  /** After all sockets of this moment were read. */
  function sendSoon(): void {
    cancelSend?.();
    const soon = setImmediate(send);
    cancelSend = () => clearImmediate(soon);
  }

  function send(): void {
    cancelSend = null;
    if (child.isBusy) return;
    isWaiting = false;
    isUrgent = false;
    const acts: EarAct[] = closed.map((ear) => ({ ear, is: 'closed' }));
    closed = [];
    for (const ear of ears.values()) {
      acts.push(...ear.waiting.map((waiting) => actOf(ear, waiting)));
      ear.waiting = [];
      ear.waitingSamples = 0;
    }
    if (acts.length === 0) return;
    sentMs = performance.now();
    child.hear(acts);
  }

  return {
    id: engineId(registered),
    leavesMachine: false,
    region: null,
    languages,
    get mostEars() {
      return child.mostEars;
    },
    get openEars() {
      return ears.size;
    },
    pid: () => child.pid(),
    warm: () => child.warm(),
    open(ask) {
      if (!languages.includes(ask.language)) {
        throw new StageError('refused', `${modelId} does not know ${ask.language}.`);
      }
      const { mostEars, why } = child;
      if (why !== null) throw why;
      if (mostEars === null) {
        child.warm().catch(() => undefined);
        throw new StageError('full', `${modelId} is still being loaded.`);
      }
      if (ears.size >= mostEars) throw new StageError('full', `${modelId} hears ${String(mostEars)} calls already.`);
      const id = nextId;
      nextId += 1;
      const life = createEarLife(ask, () => {
        if (!ears.delete(id)) return;
        closed.push(id);
        add('soon');
      });
      const ear: OpenedEar = {
        id,
        rate: ask.rate,
        language: ask.language,
        life,
        waiting: [{ is: 'opened' }],
        waitingSamples: 0,
      };
      if (!life.isOver) ears.set(id, ear);
      return {
        write(pcm) {
          if (life.isOver || ear.waitingSamples > LONGEST_BACKLOG_SECONDS * ear.rate) return false;
          const last = ear.waiting.at(-1);
          if (last?.is === 'sound') last.parts.push(pcm);
          else ear.waiting.push({ is: 'sound', parts: [pcm] });
          ear.waitingSamples += pcm.length;
          add('soon');
          return true;
        },
        flush() {
          if (life.isOver) return;
          ear.waiting.push({ is: 'flushed' });
          add('now');
        },
        close: () => life.close(),
      };
    },
    async close() {
      await child.close();
      const error = new StageError('crashed', 'The relay is stopping.');
      for (const { life } of ears.values()) life.fail(error);
      closed = [];
      cancelSend?.();
      cancelSend = null;
    },
  };
}

function actOf(ear: OpenedEar, waiting: Waiting): EarAct {
  switch (waiting.is) {
    case 'opened':
      return { ear: ear.id, is: 'opened', sampleRate: ear.rate, language: ear.language };
    case 'sound':
      return { ear: ear.id, is: 'sound', samples: joinedPcm(waiting.parts) };
    case 'flushed':
      return { ear: ear.id, is: 'flushed' };
    default:
      return waiting satisfies never;
  }
}

function usable<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new StageError('refused', error.message, error);
  }
}
