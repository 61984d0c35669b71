import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '@callbrief/relay/wire/scalars';
import type { PopupCard, PopupView } from '../../src-preload/contract.ts';
import { ControlDeskProvider, type ControlDesk } from '../call-control/control-desk.ts';
import { GuardedCornerProvider } from '../call-control/use-press.ts';
import { agentSentence } from '../agent-live/describe-agent.ts';
import { AgentCardView } from './agent-card.tsx';
import { BackOnlineCardView } from './back-online-card.tsx';
import { CallStrips } from './call-strips.tsx';
import { cardSentence } from './describe-caller.ts';
import { localeFor } from './locale.ts';
import { createMoments } from './moments.ts';
import type { PopupActions } from './popup-actions.ts';
import { SurroundingsProvider } from './popup-context.ts';
import { RingCardView } from './ring-card.tsx';
import { useAnnouncement } from './use-announcement.ts';
import { useFit } from './use-fit.ts';
import { useHolds } from './use-holds.ts';
import { useKeyboardClaim } from './use-keyboard-claim.ts';
import { usePopupKeys } from './use-popup-keys.ts';
import { useReportPaint } from './use-report-paint.ts';
import { useWords, type PopupWords } from './use-words.ts';

export interface CallPopupProps {
  desk: ControlDesk;
  /** null before the first view came. */
  view: PopupView | null;
  actions: PopupActions;
  now: () => number;
  systemLanguages: readonly string[];
}

/** The whole window: strips of other calls above the card that is being read. Driven by views only. */
export function CallPopup({ view, actions, desk, now, systemLanguages }: CallPopupProps) {
  const t = useWords();
  const language = useTranslation().i18n.language as Language;
  const locale = localeFor(language, systemLanguages);
  const moments = useMemo(() => createMoments(locale), [locale]);
  const card = view?.card ?? null;
  const cardKey = card === null ? null : keyOf(card);
  const hasKeyboard = view?.hasKeyboard ?? false;
  const corner = view?.settings.popupCorner ?? 'bottom_right';
  const because = view?.privacy?.because ?? null;
  const revealed = view?.privacy?.revealed ?? false;
  const privacy = useMemo(() => (because === null ? null : { because, revealed }), [because, revealed]);

  const { holds, setHold } = useHolds(actions);
  const keyboard = useKeyboardClaim(actions, setHold, hasKeyboard);
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const said = useAnnouncement(view);
  useFit(root, actions.fit);
  useReportPaint(view === null || card === null ? null : view.viewId, actions.painted);
  const letterKeys = view?.settings.letterKeys ?? true;
  const drawn = card === null ? null : `${card.kind} ${keyOf(card)}`;
  usePopupKeys(root, { hasKeyboard, letterKeys, giveBack: keyboard.giveBack, drawn });

  // A pin, or a pointer that was there, is about this card; a hidden window hears no pointer leave.
  useEffect(() => {
    if (cardKey === null) setHold('pointer', false);
    else return () => setHold('pinned', false);
    return undefined;
  }, [cardKey, setHold]);

  const surroundings = useMemo(
    () => ({ actions, moments, locale, now, corner, privacy, holds, setHold, type: keyboard.type }),
    [actions, moments, locale, now, corner, privacy, holds, setHold, keyboard.type],
  );
  return (
    <SurroundingsProvider value={surroundings}>
      <output className="sr-only">
        <span key={said.id}>{said.text}</span>
      </output>
      {view !== null && card !== null && (
        <main
          ref={setRoot}
          data-popup
          data-corner={corner}
          aria-label={t('window_title')}
          onPointerEnter={() => setHold('pointer', true)}
          onPointerLeave={() => setHold('pointer', false)}
          {...keyboard.handlers}
          className="popup-window fixed inset-x-0 mx-auto w-(--cb-popup-w) overflow-hidden rounded-4 border border-line-2 bg-surface"
        >
          <CallStrips strips={view.strips} moreCalls={view.moreCalls} />
          <fieldset key={cardKey} aria-label={groupName(card, t)} className="relative min-w-0">
            <ControlDeskProvider value={desk}>
              <GuardedCornerProvider value={corner}>
                <Card card={card} />
              </GuardedCornerProvider>
            </ControlDeskProvider>
          </fieldset>
        </main>
      )}
    </SurroundingsProvider>
  );
}

function Card({ card }: { card: PopupCard }) {
  if (card.kind === 'back_online') return <BackOnlineCardView card={card} />;
  return card.kind === 'agent_live' ? <AgentCardView card={card} /> : <RingCardView card={card} />;
}

/** One card per call: from ringing to answered it is the same card, with the same typed text. */
function keyOf(card: PopupCard): string {
  return card.kind === 'back_online' ? `back online ${card.until}` : card.callId;
}

function groupName(card: PopupCard, t: PopupWords): string {
  if (card.kind === 'back_online') return t('said.back_online', { count: card.total });
  return card.kind === 'agent_live' ? agentSentence(card, t) : cardSentence(card, t);
}
