import type { TriedScript, TryScriptRequest, TryTurn } from '../../wire/receptionist.ts';
import { failedResult, type ToolCall, type ToolResult } from '../tools.ts';
import { interpret, newTalk } from './interpret.ts';
import type { TalkContext, TalkHeard, TalkState } from './talk.ts';

/** Of the firm, who would answer. */
interface Somebody {
  id: string;
  name: string;
}

/**
 * A talk with somebody who types what a caller would say: every turn from the beginning, because nothing is kept between
 * two questions. Its tools only pretend.
 */
export function tryScript(
  context: TalkContext,
  { language, turns, somebody }: Pick<TryScriptRequest, 'language' | 'turns'> & { somebody: Somebody | null },
  now: Date,
): Pick<TriedScript, 'lines' | 'step'> {
  const lines: TriedScript['lines'] = [];
  let state: TalkState = newTalk(language, context);
  let silences: 0 | 1 | 2 = 0;

  function hear(heard: TalkHeard): void {
    const next = interpret(context, state, heard, now);
    state = next.state;
    for (const effect of next.effects) {
      if (effect.do === 'say') lines.push({ who: 'receptionist', text: effect.text, language: effect.language });
      if (effect.do === 'announced') lines.push({ who: 'did', text: 'announced', language: state.language });
      if (effect.do === 'tool') {
        lines.push({ who: 'did', text: effect.call.tool, language: state.language });
        hear({ kind: 'tool', result: pretend(effect.call, somebody) });
      }
    }
  }

  hear({ kind: 'start' });
  for (const turn of turns) {
    if (state.mode === 'over') break;
    silences = turn.kind === 'silence' ? silences : 0;
    lines.push({ who: 'caller', text: textOf(turn), language: state.language });
    if (turn.kind === 'silence') {
      hear({ kind: 'silence', times: silences === 2 ? 3 : silences === 1 ? 2 : 1 });
      silences = silences === 0 ? 1 : 2;
    } else hear(turn);
  }
  return { lines, step: state.mode === 'over' ? null : state.step };
}

function textOf(turn: TryTurn): string {
  if (turn.kind === 'words') return turn.text;
  return turn.kind === 'keys' ? turn.keys : '';
}

function pretend(call: ToolCall, somebody: Somebody | null): ToolResult {
  switch (call.tool) {
    case 'find_person':
      return { tool: 'find_person', person: somebody && { id: somebody.id, name: somebody.name } };
    case 'transfer':
      return { tool: 'transfer', isAnswered: somebody !== null };
    case 'match_party':
      return failedResult(call);
    case 'hold_slot':
      return { tool: 'hold_slot', outcome: 'held', slot: call.slot };
    case 'take_message':
      return { tool: 'take_message', outcome: 'taken' };
    default:
      return call satisfies never;
  }
}
