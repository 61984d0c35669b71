import { Ban, Ellipsis, MessageSquare } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

const item =
  'flex h-8 items-center gap-2 rounded-1 px-2 text-ui whitespace-nowrap outline-none data-highlighted:bg-hover data-highlighted:text-text';

/**
 * What else can be done with a number. Nothing to do: no menu. Not modal, as the status menu.
 * @param blocked null: this firm's providers block no numbers
 * @param first items that stand before them
 */
export function NumberMenu({
  blocked,
  onSms,
  onBlock,
  first,
}: {
  blocked: boolean | null;
  first?: ReactNode;
  onSms?: (() => void) | undefined;
  onBlock: (block: boolean) => void;
}) {
  const { t } = useTranslation('control');
  if (blocked === null && onSms === undefined && !first) return null;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button icon={Ellipsis} square aria-label={t('more')} title={t('more')} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="z-40 min-w-52 rounded-3 border border-line bg-raised p-1 shadow-2"
        >
          {first}
          {first && (onSms || blocked !== null) && <DropdownMenu.Separator className="my-1 h-px bg-line" />}
          {onSms && (
            <DropdownMenu.Item className={item} onSelect={onSms}>
              <Icon of={MessageSquare} size={14} />
              {t('sendSms')}
            </DropdownMenu.Item>
          )}
          {blocked !== null && (
            <DropdownMenu.Item className={item} onSelect={() => onBlock(!blocked)}>
              <Icon of={Ban} size={14} />
              {blocked ? t('unblockNumber') : t('blockNumber')}
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
