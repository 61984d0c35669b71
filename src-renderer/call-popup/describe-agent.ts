import type { AgentCard } from '../../src-preload/contract/agent.ts';
import { callerTitle } from './describe-caller.ts';
import type { Moments } from './moments.ts';
import type { PopupWords } from './use-words.ts';

/** The name as it was said stands in quotation marks until it is known. */
export function agentCaller(card: AgentCard, t: PopupWords): string {
  return card.saidName === null ? callerTitle(card.caller, t) : t('agent.quoted', { name: card.saidName });
}

/** `High · within 2 h` */
export function urgencyWords({ level, withinMinutes }: AgentCard['urgency'], t: PopupWords): string {
  const word = t(`agent.urgency.${level}`);
  if (withinMinutes === null) return word;
  return withinMinutes % 60 === 0
    ? t('agent.within_hours', { level: word, count: withinMinutes / 60 })
    : t('agent.within_minutes', { level: word, count: withinMinutes });
}

/** `AI and recording announced at 0:02. No objection.` */
export function announcedLine({ announced }: AgentCard, moments: Moments, t: PopupWords): string {
  if (announced === null) return t('agent.not_announced');
  const time = moments.clock(Math.round(announced.atMs / 1000));
  return t(announced.objected ? 'agent.announced_objected' : 'agent.announced', { time });
}

/** Said once when the receptionist takes over, with its urgency. */
export function agentSentence(card: AgentCard, t: PopupWords): string {
  return t('agent.said', { name: agentCaller(card, t), urgency: urgencyWords(card.urgency, t) });
}
