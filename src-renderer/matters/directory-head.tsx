import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores.ts';
import { Segmented } from '../ui/segmented.tsx';

/** Above both lists: which one, what it says, and what can be made. */
export function DirectoryHead({
  title,
  count,
  children,
}: {
  title: string;
  count: string | null;
  children: ReactNode;
}) {
  const { t } = useTranslation('matters');
  const { matters } = useStores();
  const tab = useStore(matters.store, (data) => data.tab);
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-5 py-3">
      <h1 className="text-title font-semibold">{title}</h1>
      <span role="status" className="text-meta text-text-3">
        {count}
      </span>
      <Segmented
        label={t('tabs.label')}
        value={tab}
        segments={[
          { value: 'matters', label: t('tabs.matters') },
          { value: 'contacts', label: t('tabs.contacts') },
        ]}
        onChange={matters.showTab}
      />
      <span className="grow" />
      {children}
    </header>
  );
}
