import { clsx } from 'clsx';
import { ChartColumn, Clock, Folder, Phone, Settings, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Screen } from '../stores/screen-store.ts';
import { Icon } from '../ui/icon.tsx';

export function Rail({ screen, onGo }: { screen: Screen; onGo: (screen: Screen) => void }) {
  const { t } = useTranslation('app');
  const item = (to: Screen, icon: LucideIcon) => (
    <button
      type="button"
      aria-current={screen === to ? 'page' : undefined}
      onClick={() => onGo(to)}
      className={clsx(
        'relative flex h-13 flex-col items-center justify-center gap-0.75 rounded-3 text-caption leading-[1.1] font-medium',
        screen === to
          ? 'bg-surface text-accent-text shadow-[var(--cb-shadow-1),0_0_0_1px_var(--cb-line)] before:absolute before:inset-y-3.5 before:-left-1.5 before:w-0.75 before:rounded-r-full before:bg-accent'
          : 'text-text-2 hover:bg-hover',
      )}
    >
      <Icon of={icon} size={18} />
      <span>{t(to)}</span>
    </button>
  );
  return (
    <nav
      aria-label={t('mainNavigation')}
      data-pane="rail"
      className="flex w-18 shrink-0 flex-col gap-0.5 border-r border-line bg-rail px-1.5 py-2"
    >
      {item('calls', Phone)}
      {item('time', Clock)}
      {item('matters', Folder)}
      {item('statistics', ChartColumn)}
      <span className="grow" />
      {item('settings', Settings)}
    </nav>
  );
}
