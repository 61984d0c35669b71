import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActAnswer } from '../../src-preload/contract.ts';
import type { AgentAct, AgentOrder, AgentTalk } from '../../src-preload/contract/agent.ts';
import { describeNotDone } from '../call-control/describe-act.ts';
import { useWords } from '../call-popup/use-words.ts';
import { stateSentence } from './describe-agent.ts';

export interface AgentActs {
  /** Asked once: pressing again does nothing while it is on its way, or done. @returns whether it was done */
  perform: (order: AgentOrder) => Promise<boolean>;
  /** It is being done, or was: the button stands pressed. */
  isOn: (act: AgentAct) => boolean;
  /** What became of the last one, else what the receptionist is about. Null: it talks, and there is nothing to say. */
  sentence: string | null;
}

/** What I tell the receptionist on one call, and what came of it. */
export function useAgentActs(talk: AgentTalk, send: (order: AgentOrder) => Promise<ActAnswer>): AgentActs {
  const t = useWords();
  const control = useTranslation('control').t;
  const [last, setLast] = useState<{ order: AgentOrder; answer: ActAnswer } | null>(null);
  const [done, setDone] = useState<ReadonlySet<AgentAct>>(new Set());
  const [pending, setPending] = useState<AgentAct | null>(null);
  const isBusy = useRef(false);
  const { state, handOver } = talk;
  const place = `${state} ${handOver === null ? '' : `${handOver.state} ${handOver.name}`}`;
  const current = useRef(place);

  // It told something newer than what came of my press.
  useEffect(() => {
    if (current.current === place) return;
    current.current = place;
    setLast(null);
    setDone((before) => new Set([...before].filter((act) => act !== 'take')));
  }, [place]);

  const isOn = (act: AgentAct): boolean => {
    if (pending === act) return true;
    if (act === 'take') return state === 'handing_over' || handOver?.state === 'ringing' || done.has(act);
    if (act === 'message') return state === 'taking_message';
    return act !== 'whisper' && done.has(act);
  };

  async function perform(order: AgentOrder): Promise<boolean> {
    const { act } = order;
    if (isBusy.current || isOn(act)) return false;
    isBusy.current = true;
    const before = current.current;
    setPending(act);
    setLast(null);
    const answer = await send(order);
    isBusy.current = false;
    setPending(null);
    if (answer.result !== 'done') {
      setLast({ order, answer });
      return false;
    }
    if (current.current === before) setLast({ order, answer });
    if (act !== 'take' || current.current === before) setDone((acts) => new Set([...acts, act]));
    return true;
  }

  const cannot = talk.canAct ? null : t('agent:cannot');
  const told = stateSentence(talk, t) ?? cannot;
  if (last === null || (last.answer.result === 'done' && isSaid(last.order, talk)))
    return { perform, isOn, sentence: told };
  const { answer } = last;
  const { act } = last.order;
  return { perform, isOn, sentence: answer.result === 'done' ? doneSentence(act) : describeNotDone(answer, control) };

  function doneSentence(of: AgentAct): string {
    return of === 'take' ? t('agent:ringing_you') : t(`agent:done_${of}`);
  }
}

/** What I whispered is among the lines: that it comes next is no news. */
function isSaid(order: AgentOrder, { lines }: AgentTalk): boolean {
  if (order.act !== 'whisper') return false;
  return lines.some(({ by, isWaiting, text }) => by?.isMe === true && !isWaiting && order.text.startsWith(text.trim()));
}
