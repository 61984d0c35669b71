import type { FollowUp } from '@callbrief/relay/wire/call';
import { clsx } from 'clsx';
import { CircleCheck, Info, PhoneIncoming, PhoneOutgoing, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

/** The four words a law firm writes behind a call: four shapes, four words. */
export const followUpIcons: Record<FollowUp, LucideIcon> = {
  ok: CircleCheck,
  for_info: Info,
  caller_calls_back: PhoneIncoming,
  please_call_back: PhoneOutgoing,
};
/** In the order of the keys 1 to 4. */
export const followUps: readonly FollowUp[] = ['ok', 'for_info', 'caller_calls_back', 'please_call_back'];

const tones: Record<FollowUp, string> = {
  ok: 'text-positive-text',
  for_info: 'text-text-2',
  caller_calls_back: 'text-accent-text',
  please_call_back: 'font-semibold text-accent-text',
};

/** Bare, as in a row of the list. */
export function StatusWord({ followUp }: { followUp: FollowUp }) {
  const { t } = useTranslation('roles');
  return (
    <span
      className={clsx(
        'inline-flex h-4 shrink-0 items-center gap-1.25 text-meta leading-none font-medium whitespace-nowrap',
        tones[followUp],
      )}
    >
      <Icon of={followUpIcons[followUp]} size={14} />
      {t(`followUp.${followUp}`)}
    </span>
  );
}
