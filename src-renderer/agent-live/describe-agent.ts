import type { AgentLine, AgentTalk } from '../../src-preload/contract/agent.ts';
import { callerTitle } from '../call-popup/describe-caller.ts';
import type { Moments } from '../call-popup/moments.ts';
import type { PopupWords } from '../call-popup/use-words.ts';

/** The name as it was said stands in quotation marks until it is known. */
export function agentCaller(talk: Pick<AgentTalk, 'saidName' | 'caller'>, t: PopupWords): string {
  return talk.saidName === null ? callerTitle(talk.caller, t) : t('agent:quoted', { name: talk.saidName });
}

/** `High · within 2 h` */
export function urgencyWords({ level, withinMinutes }: AgentTalk['urgency'], t: PopupWords): string {
  const word = t(`agent:urgency.${level}`);
  if (withinMinutes === null) return word;
  return withinMinutes % 60 === 0
    ? t('agent:within_hours', { level: word, count: withinMinutes / 60 })
    : t('agent:within_minutes', { level: word, count: withinMinutes });
}

/** `AI and recording announced at 0:02. No objection.` */
export function announcedLine({ announced }: AgentTalk, moments: Moments, t: PopupWords): string {
  if (announced === null) return t('agent:not_announced');
  const time = moments.clock(Math.round(announced.atMs / 1000));
  return t(announced.objected ? 'agent:announced_objected' : 'agent:announced', { time });
}

/** Whose ears: `deepgram:nova-3` is Deepgram, and what is said leaves the firm. Null: not told. */
export function heardLine({ heardBy }: AgentTalk, t: PopupWords): string | null {
  if (heardBy === null) return null;
  if (!heardBy.leavesMachine) return t('agent:stays');
  const [engine = heardBy.id] = heardBy.id.split(':');
  return t('agent:leaves', { engine: engine.slice(0, 1).toUpperCase() + engine.slice(1) });
}

/** Said once when the receptionist takes over, with its urgency. */
export function agentSentence(talk: AgentTalk, t: PopupWords): string {
  return t('agent:said', { name: agentCaller(talk, t), urgency: urgencyWords(talk.urgency, t) });
}

/** Who speaks: what a person of the firm whispered stands under their name. */
export function speakerOf({ who, by }: AgentLine, t: PopupWords): string {
  if (by !== null) return by.isMe ? t('agent:you') : by.name;
  return who === 'agent' ? t('agent:agent') : t('agent:caller');
}

/** What the receptionist is about, and whose phone rings or did not answer; null: it just talks. */
export function stateSentence({ state, handOver }: AgentTalk, t: PopupWords): string | null {
  if (handOver !== null) {
    const of = handOver.isMe ? ('you' as const) : ('other' as const);
    const isStale = handOver.state !== 'ringing' && state !== 'talking';
    if (!isStale) return t(`agent:${handOver.state}_${of}`, { name: handOver.name });
  }
  return state === 'taking_message' || state === 'handing_over' ? t(`agent:${state}`) : null;
}
