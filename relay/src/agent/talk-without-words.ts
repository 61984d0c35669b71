import type { AgentTalk, TalkMoment } from '../wire/agent-talk.ts';

/** The texts of these are ours: names of tools and engines, orders, how it ended. */
const technical: readonly TalkMoment['kind'][] = ['tool', 'fell_back', 'consent', 'order', 'ended'];

/** What may be kept of a talk whose words may not: when what happened and how long it took. */
export function talkWithoutWords(talk: AgentTalk): AgentTalk {
  return { ...talk, lines: [], moments: talk.moments.map((moment) => ({ ...moment, text: textOf(moment) })) };
}

function textOf({ kind, text }: TalkMoment): string | null {
  if (technical.includes(kind)) return text;
  // `words: I need a lawyer`: to what, without what was said.
  return kind === 'reply_wanted' ? (text?.split(':')[0] ?? null) : null;
}
