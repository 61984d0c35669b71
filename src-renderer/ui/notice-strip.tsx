import { clsx } from 'clsx';
import { X, type LucideIcon } from 'lucide-react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';

export type NoticeTone = 'caution' | 'critical' | 'positive';

const tones: Record<NoticeTone, [strip: string, icon: string]> = {
  caution: ['border-caution-line bg-caution-tint', 'text-caution'],
  critical: ['border-critical-line bg-critical-tint', 'text-critical'],
  positive: ['border-positive-line bg-positive-tint', 'text-positive'],
};

/** One sentence about the state of things, above the content. `blocking`: work stops until something is done. */
export function NoticeStrip({
  tone,
  icon,
  title,
  text,
  blocking = false,
  action,
  dismiss,
}: {
  tone: NoticeTone;
  icon: LucideIcon;
  title: string;
  text: string;
  blocking?: boolean;
  action?: { label: string; onPress: () => void } | undefined;
  dismiss?: { label: string; onPress: () => void } | undefined;
}) {
  const [strip, iconTone] = tones[tone];
  return (
    <div
      role={blocking ? 'alert' : 'status'}
      className={clsx('flex min-h-9 items-center gap-2.5 rounded-2 border py-1 pr-2.5 pl-3.5 text-ui', strip)}
    >
      <Icon of={icon} className={iconTone} />
      <span className="selectable grow">
        <b className="font-semibold">{title}</b> {text}
      </span>
      {action && (
        <Button size={24} onClick={action.onPress}>
          {action.label}
        </Button>
      )}
      {dismiss && <IconButton size={24} icon={X} label={dismiss.label} onClick={dismiss.onPress} />}
    </div>
  );
}
