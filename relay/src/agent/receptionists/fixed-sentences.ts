import type { Language } from '../../wire/scalars.ts';
import { say } from '../script/enter.ts';
import type { IntakeFacts } from '../script/facts.ts';
import { newTalk } from '../script/interpret.ts';
import type { ReceptionistScript } from '../script/script.ts';
import type { TalkContext } from '../script/talk.ts';
import type { ToolCall } from '../tools.ts';

/** Sentences of the firm's script that a model has no say in, with their names filled in. Empty: the script has none. */
export interface FixedSentences {
  phrase(name: Exclude<keyof ReceptionistScript['phrases'], 'silence'>): string;
  silence(times: 1 | 2): string;
  /** What the script says where this leads. */
  after(tool: ToolCall['tool'], outcome: string): string;
  step(entry: 'message' | 'promise'): string;
}

export function fixedSentences(context: TalkContext, language: Language, facts: IntakeFacts): FixedSentences {
  const script = context.scripts[language];

  function filled(template: string | undefined): string {
    if (template === undefined) return '';
    const t = { s: { ...newTalk(language, context), facts }, effects: [], context, now: new Date(0) };
    say(t, template);
    return t.effects.flatMap((effect: { do: string; text?: string }) => effect.text ?? []).join('');
  }

  return {
    phrase: (name) => filled(script?.phrases[name]),
    silence: (times) => filled(script?.phrases.silence[times - 1]),
    after(tool, outcome) {
      const step = Object.values(script?.steps ?? {}).find((one) => one.tool === tool);
      const target = step?.on[outcome] ?? step?.next;
      return filled(target === undefined ? undefined : script?.steps[target]?.say);
    },
    step: (entry) => filled(script?.steps[script[entry]]?.say),
  };
}
