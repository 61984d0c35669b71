import type { InsightField } from '@callbrief/relay/wire/insights';
import { FileText } from 'lucide-react';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState, CallDetail, RecordingView } from '../../src-preload/contract.ts';
import { describeNotDone } from '../call-control/describe-act.ts';
import { citationsOf, type Citation } from '../insights/citations.ts';
import { MentionsCard } from '../insights/mentions-card.tsx';
import { hasOpenStages, StageList } from '../insights/stage-list.tsx';
import { SummaryCard } from '../insights/summary-card.tsx';
import { TasksCard } from '../insights/tasks-card.tsx';
import { TopicsCard } from '../insights/topics-card.tsx';
import { Player } from '../player/player.tsx';
import { useStores } from '../stores/stores.ts';
import { lineAt } from '../transcript/places.ts';
import { TranscriptMissing } from '../transcript/transcript-missing.tsx';
import { Transcript } from '../transcript/transcript.tsx';
import { voicesOf } from '../transcript/voices.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useDarkSystem } from './use-dark-system.ts';

/** A call that can be heard or read: player and transcript, and beside them what was made of its words. */
export function RecordedCall({
  app,
  call,
  now,
  note,
  more,
  onCall,
}: {
  app: AppState;
  call: CallDetail;
  now: Date;
  note: ReactNode;
  /** What every call has beside it. */
  more: ReactNode;
  onCall: (number: string) => void;
}) {
  const { t } = useTranslation('insights');
  const words = useTranslation('player').t;
  const control = useTranslation('control').t;
  const { app: appStore, player, output, insights, reading, edges, newId } = useStores();
  const { view, retries } = useStore(insights.store);
  const recording = useStore(player.store, (data) => data.recording);
  const deviceGone = useStore(output.store, ({ gone, chosen }) => (gone ? (chosen?.label ?? null) : null));
  const editing = useStore(reading.store, (data) => data.editing);
  const hits = useStore(reading.store, (data) => data.hits);
  const tab = useStore(reading.store, (data) => data.tab);
  const segments = view?.transcript.segments;
  const line = useStore(player.store, ({ atMs }) => (segments === undefined ? -1 : lineAt(segments, atMs)));
  const voices = useMemo(
    () => voicesOf(view, call.titleIsNumber ? null : call.title, call.answeredByName),
    [view, call.title, call.titleIsNumber, call.answeredByName],
  );
  const citations = useMemo(() => (view === null ? noCitations : citationsOf(view)), [view]);
  const { settings, connection } = app;
  const dark = useDarkSystem();
  const onCitation = useCallback(
    ({ segmentId, atMs }: Citation) => {
      reading.setFollow(true);
      reading.revealLine(segmentId);
      player.playFrom(atMs);
    },
    [reading, player],
  );
  const goTo = useCallback(
    (segmentId: string) => {
      const segment = insights.store.getState().view?.transcript.segments.find(({ id }) => id === segmentId);
      if (segment) onCitation({ number: 0, segmentId, atMs: segment.startMs });
    },
    [insights, onCitation],
  );
  const refusedWords = (field: InsightField | 'audio') => {
    const answer = retries[field];
    return answer === undefined || answer === 'asked' ? null : describeNotDone(answer, control);
  };
  const remPx = (16 * settings.textSizePercent) / 100;
  const citedNow = segments?.[line]?.id ?? null;
  const chosen = recording ?? call.recordings[0] ?? null;
  const isOffline = connection.kind === 'offline' || connection.kind === 'reconnecting';
  return (
    <div className="grid min-h-0 grow grid-cols-[minmax(0,1fr)_20.5rem] grid-rows-[auto_minmax(0,1fr)] @max-[46.25rem]:grid-cols-1 @max-[46.25rem]:grid-rows-[auto_auto_minmax(0,1fr)]">
      <div className="col-start-1 row-start-1 min-w-0">
        {call.recordings.length > 1 && chosen && (
          <div className="flex border-b border-line bg-sunken px-4 py-1.5">
            <Segmented
              label={words('which')}
              value={chosen.recordingId}
              segments={call.recordings.map(({ recordingId, kind }) => ({
                value: recordingId,
                label: words(`kind.${kind}`),
              }))}
              onChange={(id) => player.open(call.recordings.find(({ recordingId }) => recordingId === id) ?? null)}
            />
          </div>
        )}
        {chosen && (
          <Player
            player={player}
            drawWaveform={edges.drawWaveform}
            media={edges.sound.element}
            view={view !== null && belongsTo(view.recordingId, chosen) ? view : null}
            voices={voices}
            citations={belongsTo(view?.recordingId ?? null, chosen) ? citations : noCitations}
            hits={hits}
            look={`${settings.appearance} ${settings.appearance === 'system' && dark ? 'dark' : ''}`}
            remPx={remPx}
            deviceGone={deviceGone}
            recording={chosen}
            offlineSince={isOffline ? connection.since : null}
            retrying={{ asked: retries.audio === 'asked', refused: refusedWords('audio') }}
            onRetry={() => void insights.retryAudio(chosen.recordingId)}
            onSpeed={(playbackSpeed) => void appStore.changeSettings({ playbackSpeed })}
            onSkipSilence={(skipSilence) => void appStore.changeSettings({ skipSilence })}
            onCitation={onCitation}
          />
        )}
      </div>
      <div className="col-start-1 hidden border-b border-line px-4 py-1.5 @max-[46.25rem]:flex">
        <Segmented
          label={t('tabs')}
          value={tab}
          segments={[
            { value: 'transcript', label: t('transcript.title') },
            { value: 'about', label: t('about') },
          ]}
          onChange={reading.showTab}
        />
      </div>
      <div
        className={`col-start-1 row-start-2 flex min-h-0 min-w-0 flex-col @max-[46.25rem]:row-start-3 ${tab === 'about' ? '@max-[46.25rem]:hidden' : ''}`}
      >
        {view !== null && view.transcript.segments.length > 0 ? (
          <Transcript
            view={view}
            voices={voices}
            citations={citations}
            player={player}
            reading={reading}
            remPx={remPx}
            now={now}
            calm={settings.motion === 'reduced'}
            shortcut={app.platform === 'darwin' ? '⌘ F' : 'Ctrl F'}
            newId={newId}
            onEdit={insights.edit}
            onCitation={onCitation}
            onRead={(ms) => {
              reading.setFollow(true);
              player.seek(ms);
            }}
          />
        ) : view === null ? (
          <div className="flex grow flex-col justify-center">
            <EmptyState icon={FileText} title={t('transcript.none')}>
              {t('transcript.noneWhy')}
            </EmptyState>
          </div>
        ) : (
          <TranscriptMissing
            transcript={view.transcript}
            asked={retries.transcript === 'asked'}
            refused={refusedWords('transcript')}
            onRetry={() => void insights.retry('transcript')}
          />
        )}
      </div>
      <aside
        aria-label={t('about')}
        className={`scroll-quiet col-start-2 row-span-2 row-start-1 flex min-h-0 min-w-0 flex-col gap-2.5 border-l border-line bg-canvas px-3.5 py-3 @max-[46.25rem]:col-start-1 @max-[46.25rem]:row-span-1 @max-[46.25rem]:row-start-3 @max-[46.25rem]:border-l-0 ${tab === 'transcript' ? '@max-[46.25rem]:hidden' : ''}`}
      >
        {hasOpenStages(view, chosen) && (
          <StageList
            view={view}
            recording={chosen}
            retries={retries}
            refusedWords={refusedWords}
            onRetry={(field) => void insights.retry(field)}
          />
        )}
        {view !== null && (
          <SummaryCard
            view={view}
            citations={citations}
            citedNow={citedNow}
            editing={editing}
            now={now}
            onEdit={insights.edit}
            onEditing={reading.edit}
            onCitation={onCitation}
          />
        )}
        {note}
        {view !== null && (
          <>
            <TasksCard view={view} now={now} onEdit={insights.edit} onGo={goTo} />
            <MentionsCard view={view} now={now} onGo={goTo} onCall={onCall} />
            <TopicsCard view={view} />
          </>
        )}
        {more}
      </aside>
    </div>
  );
}

const noCitations: ReadonlyMap<string, Citation> = new Map();

/** The words are of one recording; over another one their marks would stand in wrong places. */
const belongsTo = (recordingId: string | null, recording: RecordingView) =>
  recordingId === null || recordingId === recording.recordingId;
