import type { CapturePolicy } from '@callbrief/relay/wire/insights';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../ui/segmented.tsx';
import { Switch } from '../ui/switch.tsx';
import { EditorRow } from '../routing/editor-row.tsx';

type Capture = Pick<CapturePolicy['otherwise'], 'audio' | 'analyse' | 'mayLeaveMachine'>;
const audios = ['none', 'notes', 'record'] as const;

/** What is kept, and what machines may do with it: of one rule, or of everything else. */
export function CaptureFields({
  capture,
  of,
  onChange,
}: {
  capture: Capture;
  /** For the names of the switches: which calls they are about. */
  of: string;
  onChange: (change: Partial<Capture>) => void;
}) {
  const { t } = useTranslation('policy');
  const { audio, analyse, mayLeaveMachine } = capture;
  const isKept = audio !== 'none';
  return (
    <>
      <EditorRow label={t('audio')}>
        <Segmented
          label={t('audioOf', { of })}
          value={audio}
          segments={audios.map((value) => ({ value, label: t(`audios.${value}`) }))}
          onChange={(value) => onChange({ audio: value })}
        />
        <p className="mt-1 text-meta text-text-2">{t(`audiosWhat.${audio}`)}</p>
      </EditorRow>
      <EditorRow label={t('analyse')}>
        <Switch
          label={t('analyseOf', { of })}
          on={isKept && analyse}
          disabled={!isKept}
          onChange={(on) => onChange({ analyse: on, ...(!on && { mayLeaveMachine: false }) })}
        />
      </EditorRow>
      <EditorRow label={t('leave')}>
        <Switch
          label={t('leaveOf', { of })}
          on={isKept && analyse && mayLeaveMachine}
          disabled={!isKept || !analyse}
          onChange={(on) => onChange({ mayLeaveMachine: on })}
        />
      </EditorRow>
    </>
  );
}
