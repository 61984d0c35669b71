import { Bell, BellOff, Eye, EyeOff } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppState } from '../../src-preload/contract.ts';
import { ConnectionBadge } from '../connection/connection-badge.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { BrandMark } from '../ui/brand-mark.tsx';
import { Button } from '../ui/button.tsx';
import { CaptionButtons, type WindowAction } from './caption-buttons.tsx';
import { SearchField } from './search-field.tsx';

/** macOS: the lights stand over the rail, the search moves to 92 px. */
export function TitleBar({
  app,
  search,
  searchRef,
  onSearch,
  onLeaveSearch,
  onDial,
  onPopups,
  onPrivacy,
  onWindow,
}: {
  app: AppState;
  search: string;
  searchRef: RefObject<HTMLInputElement | null>;
  onSearch: (text: string) => void;
  onLeaveSearch: () => void;
  onDial: (text: string) => void;
  onPopups: (on: boolean) => void;
  onPrivacy: (on: boolean) => void;
  onWindow: (action: WindowAction) => void;
}) {
  const { t } = useTranslation('app');
  const mac = app.platform === 'darwin';
  const { popupsOn } = app.settings;
  const { because } = app.privacy;
  const isHidden = because !== null;
  const privacyWords = isHidden ? t(because === 'screen_shared' ? 'privacy.shared' : 'privacy.on') : t('privacy.off');
  return (
    <header className="window-drag flex h-10 shrink-0 items-center border-b border-line bg-rail">
      {mac ? (
        <div className="w-23 shrink-0" />
      ) : (
        <div className="mr-3 flex w-18 shrink-0 justify-center">
          <BrandMark className="size-5" />
        </div>
      )}
      <SearchField
        text={search}
        shortcut={mac ? '⌘ K' : 'Ctrl K'}
        inputRef={searchRef}
        onText={onSearch}
        onLeave={onLeaveSearch}
        onDial={onDial}
      />
      <div className={`ml-auto flex min-w-0 items-center gap-1 pl-3 ${mac ? 'pr-3' : ''}`}>
        <ConnectionBadge connection={app.connection} filling={app.filling} />
        <Button
          look="quiet"
          size={24}
          icon={popupsOn ? Bell : BellOff}
          role="switch"
          aria-checked={popupsOn}
          className="window-no-drag"
          onClick={() => onPopups(!popupsOn)}
        >
          {popupsOn ? t('popupsOn') : t('popupsOff')}
        </Button>
        <Button
          look="quiet"
          size={24}
          square
          icon={isHidden ? EyeOff : Eye}
          role="switch"
          aria-checked={isHidden}
          aria-label={privacyWords}
          title={privacyWords}
          className="window-no-drag"
          // While a screen is shared it is on whatever is pressed here; only the wish for later changes.
          onClick={() => onPrivacy(!app.settings.privacyMode)}
        />
        {app.me && (
          <span className="ml-1 flex">
            <Avatar name={app.me.name} us named />
          </span>
        )}
      </div>
      {!mac && <CaptionButtons onAct={onWindow} />}
    </header>
  );
}
