import {
  BadgeCheck,
  ChevronDown,
  ChevronUp,
  CircleDashed,
  ListChecks,
  MicOff,
  StickyNote,
  TextQuote,
  Timer,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { MadeOfCall, TimelineEntry } from '../../src-preload/contract/matters.ts';
import { CitationChip } from '../insights/citation-chip.tsx';
import { citationsOf, hasSummary } from '../insights/citations.ts';
import { useStores } from '../stores/stores.ts';
import { recordingOf, type UnfoldedCall } from '../stores/timeline-calls-store.ts';
import { Chip } from '../ui/chip.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { MachineChip } from '../ui/machine-chip.tsx';
import { StatusWord } from '../ui/status-word.tsx';
import { useFormat } from '../words/format.ts';
import { describeTimelineCall } from './describe-call.ts';
import { MiniPlayer } from './mini-player.tsx';
import { ItemFrame, ItemTitle } from './item-frame.tsx';

const MOST_SENTENCES = 3;

/** A call: folded it says what happened; open it is heard, and says what was said. */
export function TimelineCall({
  entry,
  titleId,
  unfolded,
  now,
}: {
  entry: Extract<TimelineEntry, { kind: 'call' }>;
  titleId: string;
  unfolded: UnfoldedCall | null;
  now: Date;
}) {
  const { t } = useTranslation('matters');
  const roles = useTranslation('roles').t;
  const format = useFormat();
  const { timelineCalls } = useStores();
  const { row, made, note } = entry;
  const { icon, tone, words } = describeTimelineCall(row, t, roles, format);
  const who = row.title ?? t('timeline.withheld');
  const isOpen = unfolded !== null;
  const title = (
    <ItemTitle id={titleId} name={who} words={words}>
      <Owed entry={entry} now={now} />
      <IconButton
        size={24}
        icon={isOpen ? ChevronUp : ChevronDown}
        aria-expanded={isOpen}
        label={t(isOpen ? 'timeline.fold' : 'timeline.unfold', { who })}
        onClick={() => timelineCalls.fold(row.id, !isOpen)}
      />
    </ItemTitle>
  );
  return (
    <ItemFrame at={row.startedAt} icon={icon} tone={tone}>
      {isOpen ? (
        <div className="-mt-0.5 rounded-3 border border-line-2 bg-surface px-3 pt-2 pb-2.5 shadow-1">
          {title}
          <Unfolded entry={entry} unfolded={unfolded} who={who} />
          {note !== null && (
            <p className="selectable mt-1.5 max-w-160 text-ui leading-4.75 whitespace-pre-wrap text-text-2">
              <span className="text-text-3">{t('timeline.noteBy', { name: note.byName })}: </span>
              {note.text}
            </p>
          )}
          <Badges made={made} hasNote={note !== null} callId={row.id} />
        </div>
      ) : (
        <>
          {title}
          <Badges made={made} hasNote={note !== null} callId={null} />
        </>
      )}
    </ItemFrame>
  );
}

/** A call back that is late, else the word behind the call, else that nobody has reached them. */
function Owed({ entry, now }: { entry: Extract<TimelineEntry, { kind: 'call' }>; now: Date }) {
  const { t } = useTranslation('matters');
  const calls = useTranslation('calls').t;
  const format = useFormat();
  const { row, made } = entry;
  const dueAt = made.callback?.dueAt ?? null;
  if (dueAt !== null && Date.parse(dueAt) < now.getTime())
    return (
      <span className="text-meta font-medium text-critical-text">
        {t('timeline.callbackLate', { time: format.waiting(dueAt, now) })}
      </span>
    );
  if (row.followUp !== null) return <StatusWord followUp={row.followUp} />;
  if (!row.unreturned) return null;
  return (
    <span className="text-meta font-medium text-critical-text">
      {calls('row.unreturnedFor', { time: format.waiting(row.startedAt, now) })}
    </span>
  );
}

function Unfolded({
  entry,
  unfolded,
  who,
}: {
  entry: Extract<TimelineEntry, { kind: 'call' }>;
  unfolded: UnfoldedCall;
  who: string;
}) {
  const { t } = useTranslation('matters');
  const { timelineCalls, player, app } = useStores();
  // What was said is covered while somebody else may look on, as in the pane of a call.
  const isCovered = useStore(app.store, (data) => data.app?.privacy.because != null && !data.app.privacy.revealed);
  const recording = recordingOf(unfolded.detail);
  const playing = useStore(player.store, (data) =>
    recording !== null && data.recording?.recordingId === recording.recordingId ? data.atMs : null,
  );
  if (unfolded.detail === null)
    return (
      <p role="status" className="py-1 text-meta text-text-3">
        {t('timeline.loading')}
      </p>
    );
  const { insights } = unfolded;
  const citations = insights === null ? new Map() : citationsOf(insights);
  const sentences = !isCovered && insights !== null && hasSummary(insights.summary) ? insights.summary.sentences : [];
  return (
    <>
      {recording !== null && entry.made.hasRecording && (
        <MiniPlayer
          recording={recording}
          peaks={unfolded.peaks}
          who={who}
          onToggle={() => timelineCalls.play(entry.row.id, null)}
        />
      )}
      {sentences.length > 0 && (
        <p className="selectable max-w-160 text-ui leading-4.75 text-text-2">
          {sentences.slice(0, MOST_SENTENCES).map(({ id, text, segmentIds }) => (
            <span key={id}>
              {text}{' '}
              <span className="whitespace-nowrap">
                {segmentIds.flatMap((segmentId) => {
                  const citation = citations.get(segmentId);
                  return citation === undefined
                    ? []
                    : [
                        <CitationChip
                          key={segmentId}
                          citation={citation}
                          isNow={playing !== null && Math.abs(playing - citation.atMs) < 1_500}
                          onPress={() => timelineCalls.play(entry.row.id, citation.atMs)}
                        />,
                        ' ',
                      ];
                })}
              </span>
            </span>
          ))}
        </p>
      )}
    </>
  );
}

function Badges({ made, hasNote, callId }: { made: MadeOfCall; hasNote: boolean; callId: string | null }) {
  const { t } = useTranslation('matters');
  const format = useFormat();
  const { screen, callList } = useStores();
  const isEmpty =
    !made.transcript &&
    made.summary === null &&
    made.tasks === 0 &&
    made.suggestedTasks === 0 &&
    made.draftMinutes === null &&
    made.notRecorded === null &&
    !hasNote;
  if (isEmpty && callId === null) return null;
  return (
    <div className="mt-1.25 flex flex-wrap items-center gap-1.25">
      {made.notRecorded !== null && (
        <Chip icon={MicOff}>
          {t(made.notRecorded === 'rule' ? 'timeline.notRecorded' : 'timeline.recordingRemoved')}
        </Chip>
      )}
      {made.transcript && <Chip icon={TextQuote}>{t('timeline.transcript')}</Chip>}
      {made.summary !== null &&
        (made.summary.verifiedBy === null ? (
          <MachineChip icon={CircleDashed}>{t('timeline.summaryUnverified')}</MachineChip>
        ) : (
          <Chip tone="positive" icon={BadgeCheck}>
            {t('timeline.summaryBy', { name: made.summary.verifiedBy })}
          </Chip>
        ))}
      {made.tasks > 0 && <Chip icon={ListChecks}>{t('timeline.tasks', { count: made.tasks })}</Chip>}
      {made.suggestedTasks > 0 && (
        <MachineChip icon={ListChecks}>{t('timeline.suggested', { count: made.suggestedTasks })}</MachineChip>
      )}
      {made.draftMinutes !== null && (
        <MachineChip icon={Timer}>
          {t('timeline.draft', { hours: format.number(Math.round(made.draftMinutes / 6) / 10) })}
        </MachineChip>
      )}
      {hasNote && <Chip icon={StickyNote}>{t('timeline.hasNote')}</Chip>}
      {callId !== null && (
        <button
          type="button"
          className="ml-auto rounded-1 text-meta text-accent-text hover:underline"
          onClick={() => {
            screen.setState({ screen: 'calls' });
            callList.selectCall(callId);
          }}
        >
          {t('openCall')}
        </button>
      )}
    </div>
  );
}
