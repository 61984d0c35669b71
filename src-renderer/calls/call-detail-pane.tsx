import type { FollowUp } from '@callbrief/relay/wire/call';
import { FileQuestionMark, Phone } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { isShown, type CallDetailData } from '../stores/call-detail-store.ts';
import { useOfficeNow } from '../stores/use-office-now.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { useFormat } from '../words/format.ts';
import type { CallDetail, EarlierEntry } from '../../src-preload/contract.ts';
import { CallAdded } from './call-added.tsx';
import { CallAside } from './call-aside.tsx';
import { CallHeader, type NumberActs } from './call-header.tsx';
import { CallMedia } from './call-media.tsx';
import { endNotReported } from './end-not-reported.ts';
import { Legs } from './legs.tsx';
import { LiveCall } from './live-call.tsx';
import { NoteEditor } from './note-editor.tsx';

export interface CallDetailActions {
  onFollowUp: (followUp: FollowUp | null) => void;
  onStatusMenu: (open: boolean) => void;
  onTypeNote: (text: string) => void;
  onLeaveNote: () => void;
  onShowEarlier: (call: CallDetail, earlier: EarlierEntry) => void;
  onCall: (number: string) => void;
  onSms: (number: string) => void;
  onBlock: (number: string, formatted: string, block: boolean) => void;
}

/** One call, read on the surface; beside it what is next and what was before. */
export function CallDetailPane({
  data,
  statusMenuOpen,
  noteRef,
  paneRef,
  onFollowUp,
  onStatusMenu,
  onTypeNote,
  onLeaveNote,
  onShowEarlier,
  onCall,
  onSms,
  onBlock,
  can,
  providerName,
}: CallDetailActions & {
  data: CallDetailData;
  /** What the firm's providers can do with a number. */
  can: NumberActs;
  /** null: more than one, and the call does not say which. */
  providerName: string | null;
  statusMenuOpen: boolean;
  noteRef: RefObject<HTMLTextAreaElement | null>;
  paneRef: RefObject<HTMLElement | null>;
}) {
  const { t } = useTranslation('calls');
  const format = useFormat();
  const now = useOfficeNow(30_000);
  const { detail: call, callId, gone, draft } = data;
  if (!call || callId === null || gone)
    return (
      <article className="flex min-w-0 grow flex-col justify-center bg-surface">
        {gone && (
          <EmptyState icon={FileQuestionMark} title={t('detail.gone')}>
            {t('detail.goneWhy')}
          </EmptyState>
        )}
        {callId === null && (
          <EmptyState icon={Phone} title={t('detail.nothingChosen')}>
            {t('detail.nothingChosenWhy')}
          </EmptyState>
        )}
      </article>
    );
  return (
    <article
      ref={paneRef}
      data-pane="detail"
      data-pane-start
      tabIndex={-1}
      aria-label={t('detail.name', {
        who: call.title ?? t('row.withheld'),
        when: format.dayAndTimeWithin(call.startedAt, now),
      })}
      className="@container flex min-h-0 min-w-0 grow flex-col bg-surface"
    >
      <CallHeader
        call={call}
        now={now}
        statusMenuOpen={statusMenuOpen}
        onStatusMenu={onStatusMenu}
        onFollowUp={onFollowUp}
        can={can}
        onCall={onCall}
        onSms={onSms}
        onBlock={onBlock}
      />
      <LiveCall key={`live ${call.id}`} call={call} focusField={(field) => field.focus()} />
      {data.statusFailed && (
        <p
          role="alert"
          className="shrink-0 border-b border-critical-line bg-critical-tint px-5 py-1.5 text-critical-text"
        >
          {t('detail.statusNotSaved')}
        </p>
      )}
      <div className="scroll-quiet grid min-h-0 grow grid-cols-[1fr_20.5rem] @max-[46.25rem]:grid-cols-1 @max-[46.25rem]:content-start">
        <div className="flex min-w-0 flex-col gap-5 px-5 py-4">
          <CallMedia call={call} />
          <CallAdded call={call} providerName={providerName} />
          <NoteEditor
            key={call.id}
            note={call.note}
            draft={isShown(data) ? draft : null}
            readOnly={!isShown(data)}
            now={now}
            fieldRef={noteRef}
            onType={onTypeNote}
            onLeave={onLeaveNote}
          />
          <Legs legs={call.legs} endUnknown={endNotReported(call, now)} />
        </div>
        <CallAside call={call} now={now} onShowEarlier={(earlier) => onShowEarlier(call, earlier)} />
      </div>
    </article>
  );
}
