import type { TFunction } from 'i18next';
import { CloudCheck, CloudOff, RefreshCw, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ConnectionState } from '../../src-preload/contract.ts';
import type { Format } from '../words/format.ts';

export interface ConnectionWords {
  icon: LucideIcon;
  words: string;
  /** Amber: popups cannot appear now. */
  caution: boolean;
}

/** The connection in one icon and a few words, as it stands in the title bar. */
export function describeConnection(
  connection: ConnectionState,
  t: TFunction<'connection'>,
  format: Format,
  now: Date,
): ConnectionWords {
  const waiting = (count: number) => (count > 0 ? ` · ${t('waiting', { count })}` : '');
  switch (connection.kind) {
    case 'not_enrolled':
      return { icon: CloudOff, words: t('not_enrolled'), caution: false };
    case 'connecting':
      return { icon: RefreshCw, words: t('connecting'), caution: false };
    case 'up_to_date':
      return { icon: CloudCheck, words: t('up_to_date', { time: format.time(connection.at) }), caution: false };
    case 'catching_up':
      return {
        icon: RefreshCw,
        words: t('catching_up', { number: format.number(connection.left) }),
        caution: false,
      };
    case 'reconnecting': {
      const seconds = Math.ceil((Date.parse(connection.nextAttemptAt) - now.getTime()) / 1000);
      const words = seconds > 0 ? t('reconnecting', { seconds }) : t('reconnectingNow');
      return { icon: CloudOff, words: words + waiting(connection.waitingChanges), caution: false };
    }
    case 'offline':
      return {
        icon: CloudOff,
        words: t('offline', { time: format.time(connection.since) }) + waiting(connection.waitingChanges),
        caution: true,
      };
    case 'silent':
      return { icon: TriangleAlert, words: t('silent', { time: format.time(connection.since) }), caution: true };
    case 'removed':
      return { icon: TriangleAlert, words: t('removed', { time: format.time(connection.at) }), caution: true };
    default:
      return connection satisfies never;
  }
}
