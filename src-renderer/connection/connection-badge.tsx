import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import type { AppState, ConnectionState } from '../../src-preload/contract.ts';
import { useNow } from '../stores/use-now.ts';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';
import { describeConnection } from './describe-connection.ts';

export function ConnectionBadge({
  connection,
  filling,
}: {
  connection: ConnectionState;
  filling: AppState['filling'];
}) {
  const { t } = useTranslation('connection');
  const format = useFormat();
  const now = useNow(1_000);
  const { icon, words, caution } = describeConnection(connection, t, format, now);
  const percent = filling && filling.total > 0 ? Math.floor((filling.done / filling.total) * 100) : null;
  return (
    <span
      className={clsx(
        'inline-flex h-6 min-w-0 items-center gap-1.5 rounded-1 px-2 text-meta whitespace-nowrap',
        caution ? 'border border-caution-line bg-caution-tint font-medium text-caution-text' : 'text-text-2',
      )}
    >
      <Icon of={icon} size={14} />
      <span className="cut">{percent === null ? words : t('filling', { percent })}</span>
      {/* Told when the kind of state changes, not at every tick of the clock in it. */}
      <span role="status" className="sr-only">
        {connection.kind === 'reconnecting' ? t('reconnectingNow') : words}
      </span>
    </span>
  );
}
