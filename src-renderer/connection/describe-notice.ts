import type { TFunction } from 'i18next';
import {
  CloudOff,
  Database,
  Download,
  HardDrive,
  History,
  KeyRound,
  TriangleAlert,
  UserX,
  type LucideIcon,
} from 'lucide-react';
import type { Notice } from '../../src-preload/contract.ts';
import type { NoticeTone } from '../ui/notice-strip.tsx';
import type { Format } from '../words/format.ts';

export interface NoticeWords {
  tone: NoticeTone;
  icon: LucideIcon;
  title: string;
  text: string;
  /** Work stops until a person does something: told as an alert. */
  blocking: boolean;
  action: string | null;
  canDismiss: boolean;
}

/** The facts of a notice in words. Offline is a state, not an error: amber. Red is kept for what needs a person. */
export function describeNotice(notice: Notice, t: TFunction<'connection'>, format: Format): NoticeWords {
  const calm = { blocking: false, action: null, canDismiss: true };
  switch (notice.kind) {
    case 'offline': {
      const { waitingChanges: count } = notice;
      const waiting = count > 0 ? ` ${t('notice.offlineWaiting', { count })}` : '';
      return {
        tone: 'caution',
        icon: CloudOff,
        title: t('notice.offline', { time: format.time(notice.since) }),
        text: t('notice.offlineWhy') + waiting,
        blocking: false,
        action: t('notice.tryNow'),
        canDismiss: false,
      };
    }
    case 'back_online':
      return {
        ...calm,
        tone: 'positive',
        icon: History,
        title: t('notice.back_online'),
        text: t('notice.backOnlineWhy', {
          from: format.time(notice.from),
          until: format.time(notice.until),
          count: notice.calls,
          notReturned: notice.notReturned,
        }),
        action: notice.calls > 0 ? t('notice.show') : null,
      };
    case 'removed':
      return {
        tone: 'critical',
        icon: UserX,
        title: t('notice.removed'),
        text: t('notice.removedWhy', { time: format.time(notice.at) }),
        blocking: true,
        action: null,
        canDismiss: false,
      };
    case 'history_rebuilt':
      return {
        ...calm,
        tone: 'critical',
        icon: Database,
        title: t('notice.history_rebuilt'),
        text: t('notice.historyRebuiltWhy', { path: notice.setAsidePath }),
      };
    case 'history_from_newer_version':
      return {
        ...calm,
        tone: 'caution',
        icon: Database,
        title: t('notice.history_from_newer_version'),
        text: t('notice.historyNewerWhy', { path: notice.setAsidePath }),
      };
    case 'disk_full':
      return {
        ...calm,
        tone: 'critical',
        icon: HardDrive,
        title: t('notice.disk_full'),
        text: t('notice.diskFullWhy'),
        blocking: true,
      };
    case 'no_key_store':
      return {
        ...calm,
        tone: 'caution',
        icon: KeyRound,
        title: t('notice.no_key_store'),
        text: t('notice.noKeyStoreWhy'),
      };
    case 'relay_too_new':
      return {
        tone: 'critical',
        icon: Download,
        title: t('notice.relay_too_new'),
        text: t('notice.relayTooNewWhy'),
        blocking: true,
        action: null,
        canDismiss: false,
      };
    case 'change_refused':
      return {
        ...calm,
        tone: 'critical',
        icon: TriangleAlert,
        title: t('notice.change_refused'),
        text:
          t('notice.changeRefusedWhy', { reason: notice.reason }) +
          (notice.written === null
            ? ''
            : ` ${t('notice.changeRefusedWritten', { written: shortened(notice.written) })}`),
        action: notice.written !== null ? t('notice.copyWritten') : notice.callId ? t('notice.showCall') : null,
      };
    default:
      return notice satisfies never;
  }
}

/** All of it is copied; the strip says which text it is. */
const shortened = (text: string) => (text.length > 160 ? `${text.slice(0, 160)}…` : text);
