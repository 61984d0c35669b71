import type { PopupCard, PopupStrip, RingCard } from '../../src-preload/contract.ts';
import type { AgentTalk } from '../../src-preload/contract/agent.ts';
import { HIDDEN, HIDDEN_TITLE, initialsOf } from './initials.ts';

/** The card as somebody else may see it. What a person must not do wrong stays: role, warning, which matter by number. */
export function maskCard(card: PopupCard): PopupCard {
  if (card.kind === 'back_online') {
    return { ...card, calls: card.calls.map((call) => ({ ...call, title: call.title && maskTitle(call.title) })) };
  }
  return card.kind === 'agent_live' ? maskTalk(card) : maskRing(card);
}

export function maskRing(card: RingCard): RingCard {
  return {
    ...card,
    caller: maskCaller(card.caller),
    matter: maskMatter(card.matter),
    nextDeadline: card.nextDeadline && { ...card.nextDeadline, title: '' },
    lastContact: null,
    represented: card.represented && { by: '' },
    candidates: card.candidates.map((candidate) => ({
      ...candidate,
      name: initialsOf(candidate.name),
      organisation: null,
      matter: candidate.matter && { ...candidate.matter, title: HIDDEN_TITLE },
    })),
  };
}

/** Who speaks with the receptionist as initials; nothing of what is said. */
export function maskTalk<T extends AgentTalk>(talk: T): T {
  const { caller, saidName, matter, partyHit, handOver } = talk;
  return {
    ...talk,
    caller: maskCaller(caller),
    saidName: saidName && initialsOf(saidName),
    matter: maskMatter(matter),
    topic: null,
    lines: [],
    partyHit: partyHit && { name: HIDDEN, matterNumber: partyHit.matterNumber },
    handOver: handOver && { ...handOver, name: initialsOf(handOver.name) },
  };
}

export function maskStrip(strip: PopupStrip): PopupStrip {
  return { ...strip, title: strip.title && maskTitle(strip.title), line: null };
}

/** A name as initials; a number, or what begins like one, not at all. */
export function maskTitle(title: string): string {
  return /^[+\d]/.test(title) ? HIDDEN : initialsOf(title) || HIDDEN;
}

function maskCaller(caller: RingCard['caller']): RingCard['caller'] {
  return {
    ...caller,
    name: caller.name && initialsOf(caller.name),
    numberFormatted: caller.numberFormatted && HIDDEN,
    organisation: null,
    language: null,
  };
}

function maskMatter(matter: RingCard['matter']): RingCard['matter'] {
  return (
    matter && {
      ...matter,
      title: HIDDEN_TITLE,
      lawyer: matter.lawyer && initialsOf(matter.lawyer),
      whereabouts: null,
    }
  );
}
