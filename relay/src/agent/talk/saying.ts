import type { Language } from '../../wire/scalars.ts';
import type { PromptName, Prompts } from '../ports.ts';
import type { TalkRecord } from '../talk-record.ts';
import type { Then, TurnInput } from '../turn-taking/turn.ts';
import type { CallSound } from './call-sound.ts';
import type { Sentence } from './speaking.ts';

/** What is given to the voice, and how each reply ends. */
export interface Saying {
  say(generation: number, sentence: Sentence): void;
  /** A sentence that was rendered before, as one of this reply. */
  prompt(generation: number, name: PromptName): void;
  /** While no reply is there. */
  filler(generation: number, what: 'one_moment' | 'still_trying'): void;
  /** In place of all else. @returns when it was played, or could not be */
  apologise(name: PromptName): Promise<void>;
  /** How many characters of this reply were given to the voice. */
  charsOf(generation: number): number;
  /** No more sentences come for this reply. */
  ends(generation: number, then: Then): void;
  /** All that was given to the voice has been heard. */
  drained(generation: number): void;
}

export function createSaying(deps: {
  record: TalkRecord;
  prompts: Prompts;
  sound: () => CallSound | null;
  language: () => Language;
  give: (input: TurnInput) => void;
}): Saying {
  const { record, give } = deps;
  /** Sentences of this reply were given to the voice; how it ends, once that is known. */
  let said: { generation: number; then: Then | null; chars: number } | null = null;

  function promptNamed(name: PromptName) {
    const sound = deps.sound();
    const prompt = sound && deps.prompts.prompt(name, deps.language(), sound.media.rate);
    return sound && prompt ? { ...prompt, sound } : null;
  }

  function say(generation: number, { text, language, isInterruptible }: Sentence): void {
    if (said?.generation !== generation) said = { generation, then: null, chars: 0 };
    said.chars += text.length;
    record.firstToken(generation);
    record.sentence(generation, text, language);
    deps.sound()?.speaking.say(generation, { text, language, isInterruptible });
  }

  return {
    say,
    prompt(generation, name) {
      const prompt = promptNamed(name);
      if (prompt) say(generation, { text: prompt.text, language: deps.language(), isInterruptible: true });
    },
    filler(generation, what) {
      const prompt = promptNamed(what);
      if (!prompt) return;
      const { text, pcm, sound } = prompt;
      const lastsMs = (pcm.length / sound.media.rate) * 1_000;
      record.filler(generation, { text, language: deps.language(), lastsMs });
      sound.speaking.play(generation, pcm);
      give({ kind: 'sentence', generation, isInterruptible: true, isFiller: true, lastsMs });
    },
    async apologise(name) {
      const prompt = promptNamed(name);
      if (!prompt) return;
      prompt.sound.speaking.clear();
      const { playout } = prompt.sound.media;
      playout.enqueue(playout.generation, prompt.pcm);
      await playout.played();
    },
    charsOf: (generation) => (said?.generation === generation ? said.chars : 0),
    // Turn-taking takes a reply of which nothing sounds for one that is over, so it is told with the end of the last sentence.
    ends(generation, then) {
      if (then.kind === 'listen') give({ ...then, kind: 'asks', generation });
      if (said?.generation === generation) said.then = then;
      else give({ kind: 'reply_ended', generation, then });
    },
    drained(generation) {
      if (said?.generation === generation && said.then !== null) {
        give({ kind: 'reply_ended', generation, then: said.then });
      }
      give({ kind: 'drained', generation });
    },
  };
}
