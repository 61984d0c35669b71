import type { Playout } from '../../media/playout/playout.ts';
import type { ToldOfTalk } from './port.ts';
import { createSoundOut } from './sound-out.ts';
import { createSpokenLines, type HeardLine } from './spoken-lines.ts';

/** What the engine says on its way to the caller, and how much of it was heard. */
export interface EngineVoice {
  /** A response begins. */
  begin(): void;
  /** @returns false: it goes nowhere, because somebody else cleared the playout, or it says far too much */
  sound(item: string, pcm: Int16Array): boolean;
  words(item: string, add: string): void;
  allWords(item: string, text: string): void;
  /** Nothing more comes of the response. */
  complete(): void;
  /** Often: tells what was heard to its end. @returns false: somebody else cleared the playout */
  look(): boolean;
  /** Silence at once. Tells what was heard of it. @returns whether there was anything to be interrupted */
  interrupt(): boolean;
  readonly isSilent: boolean;
}

/** What waits here for the playout: more than it may say at once (ms). */
const MOST_AHEAD_MS = 90_000;

export function createEngineVoice(deps: {
  playout: Playout;
  samplesPerMs: number;
  nowMs: () => number;
  told: (event: ToldOfTalk) => void;
  /** So that the engine knows what the caller knows. */
  truncate: (item: string, heardMs: number) => void;
}): EngineVoice {
  const { playout, samplesPerMs, nowMs, told } = deps;
  const lines = createSpokenLines();
  const out = createSoundOut(playout, MOST_AHEAD_MS * samplesPerMs);
  let generation = playout.generation;
  let lastHeardMs = 0;

  const isMine = () => playout.generation === generation;

  /** A playout that was stopped, or cleared by others, has forgotten it: so it is kept here. */
  function heardMs(): number {
    if (isMine()) lastHeardMs = Math.max(lastHeardMs, playout.heard().playedMs);
    return lastHeardMs;
  }

  function tell(heard: readonly HeardLine[], isCutOff: boolean): void {
    for (const { id, saidAtMs, heardText: text, heardMs } of heard)
      told({ kind: 'agent', id, saidAtMs, text, isFinal: true, isCutOff, heardMs });
  }

  function interrupt(): boolean {
    tell(lines.heardTo(heardMs()), false);
    if (lines.isEmpty) return false;
    const playedMs = isMine() ? Math.max(heardMs(), playout.clear().playedMs) : lastHeardMs;
    tell(lines.heardTo(playedMs), false);
    const cut = lines.cutAt(playedMs);
    for (const line of cut) if (line.soundMs > 0) deps.truncate(line.id, Math.floor(line.heardMs));
    tell(cut, true);
    return true;
  }

  async function playedOut(): Promise<void> {
    const wanted = generation;
    if ((await playout.played()) && generation === wanted) tell(lines.heardAll(), false);
  }

  return {
    begin() {
      if (isMine()) return;
      generation = playout.generation;
      lastHeardMs = 0;
    },
    sound(item, pcm) {
      if (!isMine()) return false;
      lines.sound(item, pcm.length / samplesPerMs, nowMs(), () => playout.heard().playedMs + playout.bufferedMs);
      return out.push(generation, pcm);
    },
    words(item, add) {
      const { id, saidAtMs, text } = lines.words(item, add, nowMs());
      told({ kind: 'agent', id, saidAtMs, text, isFinal: false, isCutOff: false, heardMs: 0 });
    },
    allWords: (item, text) => lines.allWords(item, text),
    complete() {
      lines.complete();
      if (!lines.isEmpty) void playedOut();
    },
    look() {
      if (lines.isEmpty) return true;
      if (!isMine()) return false;
      tell(lines.heardTo(heardMs()), false);
      return true;
    },
    interrupt,
    get isSilent() {
      return lines.isEmpty;
    },
  };
}
