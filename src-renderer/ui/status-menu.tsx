import type { FollowUp } from '@callbrief/relay/wire/call';
import { clsx } from 'clsx';
import { Check, ChevronDown, CircleDashed } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import { followUpIcons, followUps } from './status-word.tsx';

const filled: Record<FollowUp | 'none', string> = {
  ok: 'border-positive-line bg-positive-tint text-positive-text',
  for_info: 'border-line-2 bg-hover text-text-2',
  caller_calls_back: 'border-accent-line bg-surface text-accent-text',
  please_call_back: 'border-transparent bg-accent text-on-accent',
  none: 'border-line-2 bg-surface text-text-2',
};
const item =
  'flex h-8 items-center gap-2 rounded-1 px-2 text-ui outline-none data-highlighted:bg-hover data-highlighted:text-text';

/** Filled, as in the header of a call. Not modal: a modal menu would need a style element, which the page forbids. */
export function StatusMenu({
  followUp,
  open,
  onOpenChange,
  onChoose,
}: {
  followUp: FollowUp | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChoose: (followUp: FollowUp | null) => void;
}) {
  const { t } = useTranslation('roles');
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger
        className={clsx(
          'inline-flex h-7 shrink-0 items-center gap-1.25 rounded-1 border px-2.5 text-meta leading-none font-medium whitespace-nowrap',
          filled[followUp ?? 'none'],
        )}
      >
        <Icon of={followUp ? followUpIcons[followUp] : CircleDashed} size={14} />
        <span className="sr-only">{t('statusIs')}</span> {followUp ? t(`followUp.${followUp}`) : t('followUp.none')}
        <Icon of={ChevronDown} size={12} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          onKeyDown={(event) => {
            // By the physical key: on AZERTY the digit row needs Shift.
            const chosen = followUps[['Digit1', 'Digit2', 'Digit3', 'Digit4'].indexOf(event.code)];
            if (!chosen) return;
            event.preventDefault();
            onChoose(chosen);
            onOpenChange(false);
          }}
          className="z-40 min-w-56 rounded-3 border border-line bg-raised p-1 shadow-2"
        >
          <DropdownMenu.RadioGroup
            value={followUp ?? ''}
            onValueChange={(value) => onChoose(followUps.find((one) => one === value) ?? null)}
          >
            {followUps.map((one, index) => (
              <DropdownMenu.RadioItem key={one} value={one} className={item}>
                <Icon of={followUpIcons[one]} size={14} />
                <span className="grow">{t(`followUp.${one}`)}</span>
                <DropdownMenu.ItemIndicator>
                  <Icon of={Check} size={14} />
                </DropdownMenu.ItemIndicator>
                <Kbd>{index + 1}</Kbd>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          {followUp && (
            <>
              <DropdownMenu.Separator className="my-1 h-px bg-line" />
              <DropdownMenu.Item className={item} onSelect={() => onChoose(null)}>
                <Icon of={CircleDashed} size={14} />
                {t('followUp.remove')}
              </DropdownMenu.Item>
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
