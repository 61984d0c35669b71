import { CircleAlert, FolderX, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FormNews as News } from '../../stores/use-kept-form.ts';
import { NoticeStrip } from '../../ui/notice-strip.tsx';

/** What happened to it elsewhere while somebody writes here. */
export function FormNews({ news, of }: { news: News; of: 'matter' | 'contact' }) {
  const { t } = useTranslation('matters');
  switch (news) {
    case 'gone':
      return (
        <NoticeStrip
          tone="critical"
          icon={FolderX}
          title={t('form.goneTitle')}
          text={t(of === 'matter' ? 'form.goneMatter' : 'form.goneContact')}
          blocking
        />
      );
    case 'changed':
      return <NoticeStrip tone="caution" icon={Users} title={t('form.changedTitle')} text={t('form.changed')} />;
    case 'failed':
      return <NoticeStrip tone="critical" icon={CircleAlert} title="" text={t('form.notSaved')} blocking />;
    case null:
      return null;
    default:
      return news satisfies never;
  }
}
