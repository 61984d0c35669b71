import { useEffect, useRef, useState } from 'react';
import type { PopupView } from '../../src-preload/contract.ts';
import { agentSentence } from '../agent-live/describe-agent.ts';
import { answeredBy, cardSentence } from './describe-caller.ts';
import { useWords, type PopupWords } from './use-words.ts';

/** What a screen reader is told, once: a ring, an answer, a second call. Never a timer or a countdown. */
export function useAnnouncement(view: PopupView | null): { id: number; text: string } {
  const t = useWords();
  const told = useRef(new Set<string>());
  const [said, setSaid] = useState({ id: 0, text: '' });
  useEffect(() => {
    const due = view === null ? [] : sentences(view, t);
    const fresh = due.filter(({ key }) => !told.current.has(key));
    told.current = new Set(due.map(({ key }) => key));
    if (fresh.length === 0) return;
    // A new id is a new element: the same sentence for a second call of the same person is said again.
    setSaid(({ id }) => ({ id: id + 1, text: fresh.map(({ text }) => text).join('. ') }));
  }, [view, t]);
  return said;
}

function sentences(view: PopupView, t: PopupWords): { key: string; text: string }[] {
  const { card } = view;
  const all: { key: string; text: string }[] = [];
  if (card?.kind === 'back_online') {
    all.push({ key: `online ${card.until}`, text: t('said.back_online', { count: card.total }) });
  } else if (card?.kind === 'answered_by_colleague') {
    all.push({ key: `answered ${card.callId}`, text: answeredBy(card, t) });
  } else if (card?.kind === 'you_answered') {
    all.push({ key: `mine ${card.callId}`, text: t('you_on_the_phone') });
  } else if (card?.kind === 'agent_live') {
    all.push({ key: `agent ${card.callId}`, text: agentSentence(card, t) });
  } else if (card !== null) {
    all.push({ key: `ring ${card.callId}`, text: cardSentence(card, t) });
  }
  for (const strip of view.strips) {
    const name = strip.title ?? t('number_withheld');
    all.push({ key: `ring ${strip.callId}`, text: t('second_call', { name }) });
  }
  return all;
}
