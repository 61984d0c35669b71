import { clsx } from 'clsx';
import { EyeOff, Pin, X, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { useSurroundings } from './popup-context.ts';
import { ToolButton } from './tool-button.tsx';
import { useWords } from './use-words.ts';

export interface PopupHeadProps {
  icon: LucideIcon;
  label: string;
  tone: 'accent' | 'positive' | 'calm';
  ringing?: boolean;
  isTest?: boolean;
  line?: string | null;
  time: ReactNode;
  /** The menu with what else can be done. */
  more?: ReactNode;
  canPin?: boolean;
  hideLabel: string;
  onHide: () => void;
}

const tones = { accent: 'text-accent-text', positive: 'text-positive-text', calm: 'text-text-2' };

/** The first line: what this is, on which line, for how long; pin and hide. */
export function PopupHead(props: PopupHeadProps) {
  const { icon, line = null } = props;
  const { holds, setHold, privacy } = useSurroundings();
  const t = useWords();
  return (
    <div className="flex h-8.5 flex-none items-center gap-1.75 pr-1.5 pl-3.5 text-meta text-text-2">
      <span className={clsx('inline-flex min-w-0 flex-none items-center gap-1.5 font-semibold', tones[props.tone])}>
        <span className={clsx('relative size-4 flex-none', props.ringing === true && 'ringing-mark')}>
          <Icon of={icon} />
        </span>
        {props.label}
      </span>
      {props.isTest === true && <Chip tone="caution">{t('ring_test')}</Chip>}
      {privacy !== null && (
        <>
          <span aria-hidden className="size-[3px] flex-none rounded-full bg-control" />
          <span className="flex min-w-0 items-center gap-1.25">
            <Icon of={EyeOff} size={14} />
            <span className="truncate">{t(`privacy.${privacy.because}`)}</span>
          </span>
        </>
      )}
      {line !== null && privacy === null && (
        <>
          <span aria-hidden className="size-[3px] flex-none rounded-full bg-control" />
          <span className="truncate">{line}</span>
        </>
      )}
      {props.time}
      {props.more}
      {props.canPin === true && (
        <ToolButton icon={Pin} label={t('pin')} on={holds.pinned} onPress={() => setHold('pinned', !holds.pinned)} />
      )}
      <ToolButton icon={X} label={props.hideLabel} letter="H" onPress={props.onHide} />
    </div>
  );
}
