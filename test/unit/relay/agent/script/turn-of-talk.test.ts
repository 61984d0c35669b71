import { describe, expect, it } from 'vitest';
import { heardOf, shownOf, thenOf } from '../../../../../relay/src/agent/script/turn-of-talk.ts';
import type { ToolCall, ToolResult } from '../../../../../relay/src/agent/tools.ts';
import { failedResult } from '../../../../../relay/src/agent/tools.ts';
import { intakes, startScriptedTalk } from '../../../../support/scripted-talk.ts';
import { startTalk } from '../turn-taking/talk-driver.ts';

const nobody = async (call: ToolCall): Promise<ToolResult> =>
  call.tool === 'take_message' ? { tool: 'take_message', outcome: 'taken' } : failedResult(call);

describe('The scripted receptionist takes turns', () => {
  it('speaks when it is its turn, waits for the answer, and hangs up after goodbye', async () => {
    const turns = startTalk();
    const script = await startScriptedTalk('en', nobody);
    let from = 0;
    /** What was said is played, sentence by sentence. */
    const play = () => {
      const effects = script.effects.slice(from);
      from = script.effects.length;
      for (const effect of effects) {
        if (effect.do === 'say') turns.sentence({ isInterruptible: effect.isInterruptible, lastsMs: 500 });
      }
      const then = thenOf(effects);
      if (then !== null) turns.give({ kind: 'reply_ended', generation: turns.generation(), then });
      turns.give({ kind: 'drained', generation: turns.generation() });
    };
    turns.give({ kind: 'answered' });
    play();
    for (const text of intakes.en.says) {
      expect(turns.phase()).toBe('listening');
      turns.voice(700);
      turns.give({ kind: 'words', text, isFinal: true });
      turns.news();
      while (turns.phase() !== 'thinking') turns.quiet(32);
      for (const effect of turns.news()) {
        if (effect.do === 'reply' && effect.to.kind !== 'prompted') await script.hear(heardOf(effect.to));
      }
      play();
    }
    expect(turns.phase()).toBe('closing');
    turns.pass(1_000);
    expect(turns.news()).toEqual([{ do: 'hang_up', why: 'done' }]);
  });

  it('is shown on the popup as the caller said it', async () => {
    const script = await startScriptedTalk('en', nobody);
    await script.sayAll(intakes.en.says.slice(0, 3));
    expect(shownOf(script.state())).toEqual({
      callerName: 'Anna Whitaker',
      urgency: { level: 'high', withinMinutes: null },
      topic: intakes.en.says[1],
      state: 'talking',
    });
  });

  it('comes back from a transfer that failed', () => {
    expect(heardOf({ kind: 'transfer_failed' })).toEqual({
      kind: 'tool',
      result: { tool: 'transfer', isAnswered: false },
    });
    const call = { tool: 'transfer', personId: 'p' } as const;
    expect(thenOf([{ do: 'tool', call }])).toEqual({ kind: 'transfer' });
  });
});
