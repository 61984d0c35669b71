import { Disc, MicOff, Voicemail, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../src-preload/contract.ts';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';

/** What could be heard of this call, and where. Absence is explained. */
export function CallMedia({ call }: { call: CallDetail }) {
  const { t } = useTranslation('calls');
  const format = useFormat();
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
    return <Told icon={Disc} title={title} text={t('detail.added.recordingWhy')} />;
  }
  if (call.outcome !== 'answered' && call.outcome !== 'agent') return null;
  return <Told icon={MicOff} title={t('detail.recording')} text={t('detail.recordingWhy')} />;
}

function Told({ icon, title, text }: { icon: LucideIcon; title: string; text: string }) {
  return (
    <section className="flex items-start gap-3 rounded-3 border border-line bg-sunken px-3.5 py-3">
      <Icon of={icon} size={20} className="text-text-2" />
      <div>
        <p className="font-semibold">{title}</p>
        <p className="mt-0.5 text-meta text-text-2">{text}</p>
      </div>
    </section>
  );
}
