import { useTranslation } from 'react-i18next';
import type { Notice } from '../../src-preload/contract.ts';
import { NoticeStrip } from '../ui/notice-strip.tsx';
import { useFormat } from '../words/format.ts';
import { describeNotice } from './describe-notice.ts';

/** Strips above the content, in the order in which the main process gives them. */
export function Notices({
  notices,
  onAct,
  onDismiss,
}: {
  notices: readonly Notice[];
  onAct: (notice: Notice) => void;
  onDismiss: (notice: Notice) => void;
}) {
  const { t } = useTranslation(['connection', 'app']);
  const words = useTranslation('connection').t;
  const format = useFormat();
  if (notices.length === 0) return null;
  return (
    <section aria-label={t('app:notices')} className="grid shrink-0 gap-2 border-b border-line bg-canvas px-3 py-2">
      {notices.map((notice) => {
        const { tone, icon, title, text, blocking, action, canDismiss } = describeNotice(notice, words, format);
        return (
          <NoticeStrip
            key={notice.id}
            tone={tone}
            icon={icon}
            title={title}
            text={text}
            blocking={blocking}
            action={action === null ? undefined : { label: action, onPress: () => onAct(notice) }}
            dismiss={canDismiss ? { label: t('app:dismiss'), onPress: () => onDismiss(notice) } : undefined}
          />
        );
      })}
    </section>
  );
}
