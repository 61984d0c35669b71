import { CloudDownload, MicOff, Voicemail, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CallDetail } from '../../src-preload/contract.ts';
import { describeNotDone } from '../call-control/describe-act.ts';
import { PlayerNotice } from '../player/player-notice.tsx';
import { useStores } from '../stores/stores.ts';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';

/** Why nothing of this call can be heard here. Absence is explained. */
export function CallMedia({ call, offlineSince }: { call: CallDetail; offlineSince: string | null }) {
  const { t } = useTranslation('calls');
  const format = useFormat();
  if (call.recordings.length > 0) return <NotHeard call={call} offlineSince={offlineSince} />;
  if (call.outcome === 'voicemail' || call.voicemailSeconds !== null) {
    const title =
      call.voicemailSeconds === null
        ? t('detail.voicemailNoLength')
        : t('detail.voicemail', { duration: format.duration(call.voicemailSeconds) });
    return <Told icon={Voicemail} title={title} text={t('detail.voicemailWhy')} />;
  }
  const { recording } = call.added;
  if (recording !== null) {
    const title =
      recording.durationSeconds === null
        ? t('detail.added.recording')
        : t('detail.added.recordingLength', { duration: format.duration(recording.durationSeconds) });
    return <Told icon={CloudDownload} title={title} text={t('detail.added.recordingWhy')} />;
  }
  if (call.outcome !== 'answered' && call.outcome !== 'agent') return null;
  return <Told icon={MicOff} title={t('detail.recording')} text={t('detail.recordingWhy')} />;
}

const ground = 'rounded-3 border border-line bg-sunken px-3.5 py-3';

function NotHeard({ call, offlineSince }: { call: CallDetail; offlineSince: string | null }) {
  const control = useTranslation('control').t;
  const { player, insights } = useStores();
  const answer = useStore(insights.store, ({ retries }) => retries.audio);
  const refused = answer === undefined || answer === 'asked' ? null : describeNotDone(answer, control);
  return call.recordings.map((recording) => (
    <section key={recording.recordingId} className={ground}>
      <PlayerNotice
        recording={recording}
        playFailed={false}
        askFailed={false}
        offlineSince={offlineSince}
        retrying={{ asked: answer === 'asked', refused }}
        onRetry={() => void insights.retryAudio(recording.recordingId)}
        onFetch={() => void player.fetchHere()}
        onTryAgain={player.play}
      />
    </section>
  ));
}

function Told({ icon, title, text }: { icon: LucideIcon; title: string; text: string }) {
  return (
    <section className={`flex items-start gap-3 ${ground}`}>
      <Icon of={icon} size={20} className="text-text-2" />
      <div>
        <p className="font-semibold">{title}</p>
        <p className="mt-0.5 text-meta text-text-2">{text}</p>
      </div>
    </section>
  );
}
