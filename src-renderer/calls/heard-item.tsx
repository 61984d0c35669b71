import { Ear, EarOff } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { Kbd } from '../ui/kbd.tsx';

/** In the menu of a voicemail: heard elsewhere (on the phone), or to be heard again by somebody else. */
export function HeardItem({ heard, onHeard }: { heard: boolean; onHeard: (heard: boolean) => void }) {
  const { t } = useTranslation('calls');
  return (
    <DropdownMenu.Item
      aria-keyshortcuts="H"
      className="flex h-8 items-center gap-2 rounded-1 px-2 text-ui whitespace-nowrap outline-none data-highlighted:bg-hover data-highlighted:text-text"
      onSelect={() => onHeard(!heard)}
    >
      <Icon of={heard ? EarOff : Ear} size={14} />
      {heard ? t('detail.markNotHeard') : t('detail.markHeard')}
      <span className="ml-auto pl-4">
        <Kbd>H</Kbd>
      </span>
    </DropdownMenu.Item>
  );
}
