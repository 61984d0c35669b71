import {
  AudioLines,
  Captions,
  FileText,
  FileType,
  Lock,
  LockOpen,
  Scissors,
  Star,
  StarOff,
  type LucideIcon,
} from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CallDetail, ExportAsk } from '../../src-preload/contract.ts';
import { useStores } from '../stores/stores.ts';
import { Icon } from '../ui/icon.tsx';

const item =
  'flex h-8 items-center gap-2 rounded-1 px-2 text-ui whitespace-nowrap outline-none data-highlighted:bg-hover data-highlighted:text-text data-disabled:text-text-3';

const files = [
  ['note_pdf', FileText],
  ['note_docx', FileType],
  ['transcript_txt', AudioLines],
  ['transcript_srt', Captions],
] as const satisfies [ExportAsk['kind'], LucideIcon][];

/** In the menu of a call: what can be saved of it, kept here, and held. */
export function CallFileItems({ call, isAdmin }: { call: CallDetail; isAdmin: boolean }) {
  const { t } = useTranslation('insights');
  const { player, insights, callFile } = useStores();
  const selection = useStore(player.store, (data) => data.selection);
  const recording = useStore(player.store, (data) => data.recording);
  const hasTranscript = useStore(insights.store, ({ view }) => (view?.transcript.segments.length ?? 0) > 0);
  const made = (kind: ExportAsk['kind'], fromMs: number | null = null, toMs: number | null = null) =>
    void callFile.export({ callId: call.id, kind, fromMs, toMs });
  const onHold = call.recordings.some(({ legalHold }) => legalHold);
  return (
    <>
      <DropdownMenu.Group aria-label={t('file.export')}>
        {files.map(([kind, icon]) => (
          <DropdownMenu.Item
            key={kind}
            className={item}
            disabled={kind.startsWith('transcript') && !hasTranscript}
            onSelect={() => made(kind)}
          >
            <Icon of={icon} size={14} />
            {t(`file.${kind}`)}
          </DropdownMenu.Item>
        ))}
        {recording !== null && recording.durationMs !== null && (
          <DropdownMenu.Item
            className={item}
            disabled={selection === null}
            onSelect={() => selection && made('clip', Math.round(selection.fromMs), Math.round(selection.toMs))}
          >
            <Icon of={Scissors} size={14} />
            {selection === null ? t('file.clipNone') : t('file.clip')}
          </DropdownMenu.Item>
        )}
      </DropdownMenu.Group>
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      {recording !== null && recording.state !== 'removed' && recording.state !== 'skipped' && (
        <DropdownMenu.Item className={item} onSelect={() => void player.star(!recording.starred)}>
          <Icon of={recording.starred ? StarOff : Star} size={14} />
          {recording.starred ? t('file.unstar') : t('file.star')}
        </DropdownMenu.Item>
      )}
      {isAdmin && call.recordings.length > 0 && (
        <DropdownMenu.Item className={item} onSelect={() => callFile.askHold(call.id, !onHold)}>
          <Icon of={onHold ? LockOpen : Lock} size={14} />
          {onHold ? t('file.unhold') : t('file.hold')}
        </DropdownMenu.Item>
      )}
    </>
  );
}
