import type { PopupCard, PopupStrip, RingCard } from '../../src-preload/contract.ts';
import type { AgentCard } from '../../src-preload/contract/agent.ts';
import { HIDDEN, HIDDEN_TITLE, initialsOf } from './initials.ts';

/** The card as somebody else may see it. What a person must not do wrong stays: role, warning, which matter by number. */
export function maskCard(card: PopupCard): PopupCard {
  if (card.kind === 'back_online') {
    return { ...card, calls: card.calls.map((call) => ({ ...call, title: call.title && maskTitle(call.title) })) };
  }
  return card.kind === 'agent_live' ? maskAgent(card) : maskRing(card);
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

function maskAgent(card: AgentCard): AgentCard {
  return {
    ...card,
    caller: maskCaller(card.caller),
    saidName: card.saidName && initialsOf(card.saidName),
    matter: maskMatter(card.matter),
    topic: null,
    lines: [],
    partyHit: card.partyHit && { name: HIDDEN, matterNumber: card.partyHit.matterNumber },
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
