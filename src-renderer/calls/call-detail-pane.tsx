import type { FollowUp } from '@callbrief/relay/wire/call';
import { FileQuestionMark, Phone } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { TalkPane } from '../agent-live/talk-pane.tsx';
import { talkOf } from '../stores/agent-talks-store.ts';
import { isShown, type CallDetailData } from '../stores/call-detail-store.ts';
import { useOfficeNow } from '../stores/use-office-now.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { useFormat } from '../words/format.ts';
import type { AppState, CallDetail, EarlierEntry } from '../../src-preload/contract.ts';
import { hadReceptionist, TalkCard } from '../agent-talk/talk-card.tsx';
import { TimeEntryCards } from '../time/time-entry-card.tsx';
import { CallTasks } from '../after-call/call-tasks.tsx';
import { HowItEnded } from '../after-call/how-it-ended.tsx';
import { OtherNotes } from '../after-call/other-notes.tsx';
import { CallAdded, hasAdded } from './call-added.tsx';
import { CallAside } from './call-aside.tsx';
import { FileCallBar } from '../matching/file-call-bar.tsx';
import { useStores } from '../stores/stores.ts';
import { CallHeader, type NumberActs } from './call-header.tsx';
import { CallCallback } from './call-callback.tsx';
import { CallFileItems } from './call-file-items.tsx';
import { CallFileOutcome } from './call-file-outcome.tsx';
import { CallMedia } from './call-media.tsx';
import { endNotReported } from './end-not-reported.ts';
import { HeardItem } from './heard-item.tsx';
import { Legs } from './legs.tsx';
import { isRecorded } from './is-recorded.ts';
import { LiveCall } from './live-call.tsx';
import { NoteEditor } from './note-editor.tsx';
import { RecordedCall } from './recorded-call.tsx';

export interface CallDetailActions {
  onFollowUp: (followUp: FollowUp | null) => void;
  onHeard: (heard: boolean) => void;
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
  app,
  hasTranscript,
  data,
  statusMenuOpen,
  noteRef,
  paneRef,
  onFollowUp,
  onHeard,
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
  app: AppState;
  /** Something can be read of it. */
  hasTranscript: boolean;
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
  const { bridge } = useStores();
  const format = useFormat();
  const now = useOfficeNow(30_000);
  const { callDetail, afterCall, agentTalks, insights } = useStores();
  const view = useStore(insights.store, (data) => data.view);
  const { detail: call, callId, gone, draft } = data;
  const talk = useStore(agentTalks.store, talkOf(call?.id ?? null));
  /** The call that is being filed elsewhere. */
  const [refiledId, setRefiledId] = useState<string | null>(null);
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
  const note = (room: 'compact' | 'roomy') => (
    <>
      <NoteEditor
        key={call.id}
        note={call.note}
        draft={isShown(data) ? draft : null}
        readOnly={!isShown(data)}
        compact={room === 'compact'}
        now={now}
        fieldRef={noteRef}
        onType={onTypeNote}
        onLeave={onLeaveNote}
      />
      <OtherNotes
        notes={call.otherNotes}
        now={now}
        onPutTogether={() => void callDetail.putNotesTogether()}
        onDrop={(at) => void callDetail.edit({ dropOtherNotes: [at] })}
      />
    </>
  );
  const after = (
    <>
      <CallCallback call={call} now={now} />
      {hadReceptionist(call, view) && <TalkCard key={`talk ${call.id}`} callId={call.id} />}
      <CallTasks key={`tasks ${call.id}`} afterCall={afterCall} now={now} />
      <TimeEntryCards key={`time ${call.id}`} callId={call.id} />
      <HowItEnded
        value={call.disposition}
        known={app.practice.dispositions}
        onChange={(disposition) => void callDetail.edit({ disposition })}
      />
    </>
  );
  const aside = <CallAside call={call} now={now} onShowEarlier={(earlier) => onShowEarlier(call, earlier)} />;
  const { connection } = app;
  const hasFiles = call.recordings.length > 0 || hasTranscript;
  const offlineSince = connection.kind === 'offline' || connection.kind === 'reconnecting' ? connection.since : null;
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
        talk={talk}
        now={now}
        statusMenuOpen={statusMenuOpen}
        onStatusMenu={onStatusMenu}
        onFollowUp={onFollowUp}
        can={can}
        onCall={onCall}
        onSms={onSms}
        onBlock={onBlock}
        knownTags={app.practice.tags}
        onTags={(tags) => void callDetail.edit({ tags })}
        refiling={refiledId === call.id}
        onRefile={(on) => setRefiledId(on ? call.id : null)}
        {...((hasFiles || call.voicemail) && {
          menuItems: (
            <>
              {call.voicemail && <HeardItem heard={call.voicemail.heard !== null} onHeard={onHeard} />}
              {call.voicemail && hasFiles && <DropdownMenu.Separator className="my-1 h-px bg-line" />}
              {hasFiles && <CallFileItems call={call} isAdmin={app.me?.role === 'admin'} />}
            </>
          ),
        })}
      />
      <FileCallBar
        key={`file ${call.id}`}
        bridge={bridge}
        call={call}
        now={now}
        refiling={refiledId === call.id}
        onRefiled={() => setRefiledId(null)}
      />
      <CallFileOutcome />
      {talk !== null && (
        <TalkPane key={`talk ${call.id}`} talk={talk} send={(order) => agentTalks.perform(call.id, order)} />
      )}
      <LiveCall key={`live ${call.id}`} call={call} focusField={(field) => field.focus()} />
      {data.statusFailed && (
        <p
          role="alert"
          className="shrink-0 border-b border-critical-line bg-critical-tint px-5 py-1.5 text-critical-text"
        >
          {t('detail.statusNotSaved')}
        </p>
      )}
      {isRecorded(call, hasTranscript) && isShown(data) ? (
        <RecordedCall
          key={call.id}
          app={app}
          call={call}
          now={now}
          onCall={onCall}
          note={<div className="rounded-3 border border-line bg-surface px-3 pt-2.25 pb-2.5">{note('compact')}</div>}
          more={
            <>
              {hasAdded(call) && (
                <div className="flex flex-col gap-2.5">
                  <CallAdded call={call} providerName={providerName} />
                </div>
              )}
              {after}
              {aside}
              <Legs legs={call.legs} endUnknown={endNotReported(call, now)} />
            </>
          }
        />
      ) : (
        <div className="scroll-quiet grid min-h-0 grow grid-cols-[1fr_20.5rem] @max-[46.25rem]:grid-cols-1 @max-[46.25rem]:content-start">
          <div className="flex min-w-0 flex-col gap-5 px-5 py-4">
            <CallMedia call={call} offlineSince={offlineSince} />
            <CallAdded call={call} providerName={providerName} />
            {note('roomy')}
            <Legs legs={call.legs} endUnknown={endNotReported(call, now)} />
          </div>
          <aside
            aria-label={t('detail.earlier')}
            className="flex min-w-0 flex-col gap-2.5 border-line bg-canvas px-3.5 py-3 @max-[46.25rem]:border-t @min-[46.25rem]:border-l"
          >
            {after}
            {aside}
          </aside>
        </div>
      )}
    </article>
  );
}
