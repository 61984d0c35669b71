import { clsx } from 'clsx';
import { ChartColumn, Clock, Folder, ListChecks, Phone, PhoneOutgoing, Settings, type LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Screen } from '../stores/screen-store.ts';
import { Icon } from '../ui/icon.tsx';

/** A number, and the sentence that says what it counts. */
export interface RailBadge {
  count: number;
  explained: string;
}

export function Rail({
  screen,
  badges = {},
  onGo,
}: {
  screen: Screen;
  badges?: Partial<Record<Screen, RailBadge | null>>;
  onGo: (screen: Screen) => void;
}) {
  const { t } = useTranslation('app');
  const id = useId();
  const item = (to: Screen, icon: LucideIcon) => {
    const badge = badges[to] ?? null;
    return (
      <button
        type="button"
        aria-current={screen === to ? 'page' : undefined}
        aria-describedby={badge ? `${id}-${to}` : undefined}
        title={badge?.explained}
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
        {badge && (
          <>
            <span
              aria-hidden="true"
              className={clsx(
                'absolute top-1 right-2 inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-critical px-1 text-[0.625rem] leading-none font-semibold text-on-critical',
                screen === to ? 'shadow-[0_0_0_2px_var(--cb-surface)]' : 'shadow-[0_0_0_2px_var(--cb-rail)]',
              )}
            >
              {badge.count > 99 ? '99+' : badge.count}
            </span>
            <span id={`${id}-${to}`} hidden>
              {badge.explained}
            </span>
          </>
        )}
      </button>
    );
  };
  return (
    <nav
      aria-label={t('mainNavigation')}
      data-pane="rail"
      className="flex w-18 shrink-0 flex-col gap-0.5 border-r border-line bg-rail px-1.5 py-2"
    >
      {item('calls', Phone)}
      {item('callbacks', PhoneOutgoing)}
      {item('tasks', ListChecks)}
      {item('time', Clock)}
      {item('matters', Folder)}
      {item('statistics', ChartColumn)}
      <span className="grow" />
      {item('settings', Settings)}
    </nav>
  );
}
