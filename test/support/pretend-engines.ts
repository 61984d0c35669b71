import type { AgentEngines } from '../../relay/src/agent/desk/engines.ts';
import { pretendHearing, pretendPrompts, pretendVoice } from './held-talk.ts';

/** Engines of a relay that hear what a test has the caller say, and speak quickly. They are loaded at once. */
export function pretendEngines(more: Partial<AgentEngines> = {}): AgentEngines {
  return {
    detector: {
      join: (_, probability) => {
        let samples = 0;
        return {
          push(pcm) {
            samples += pcm.length;
            // One for each 32 ms, as a real one tells.
            for (; samples >= 256; samples -= 256) probability(pcm[0] === 0 ? 0.02 : 0.9);
          },
          leave: () => undefined,
        };
      },
      close: () => Promise.resolve(),
    },
    hearings: [pretendHearing()],
    voices: [pretendVoice()],
    model: null,
    speechToSpeech: null,
    prompts: pretendPrompts(),
    mostTalks: () => 10,
    prepare: () => Promise.resolve(),
    isReady: () => true,
    close: () => Promise.resolve(),
    ...more,
  };
}
