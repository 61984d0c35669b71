import { CircleCheck, MessageSquare, Phone, Search, UserRound, Voicemail } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AppState, CallFilter } from '../../src-preload/contract.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useFormat } from '../words/format.ts';

/** Why the list is empty, and what fills it. */
export function ListEmpty({
  filter,
  search,
  totalCached,
  filling,
  onClearSearch,
  onShowAll,
  onRingTest,
}: {
  filter: CallFilter;
  search: string;
  totalCached: number;
  filling: AppState['filling'];
  onClearSearch: () => void;
  onShowAll: () => void;
  onRingTest: () => void;
}) {
  const { t } = useTranslation('calls');
  const format = useFormat();
  if (search !== '')
    return (
      <EmptyState
        icon={Search}
        title={t('empty.nothingFound', { search })}
        action={<Button onClick={onClearSearch}>{t('empty.clearSearch')}</Button>}
      >
        {t('empty.nothingFoundWhy', { count: totalCached, number: format.number(totalCached) })}
      </EmptyState>
    );
  if (filling && filter === 'all')
    return (
      <EmptyState icon={Phone} title={t('empty.filling')}>
        {t('empty.fillingWhy', { done: format.number(filling.done), total: format.number(filling.total) })}
      </EmptyState>
    );
  if (filter === 'all')
    return (
      <EmptyState
        icon={Phone}
        title={t('empty.noCalls')}
        action={<Button onClick={onRingTest}>{t('empty.runRingTest')}</Button>}
      >
        {t('empty.noCallsWhy')}
      </EmptyState>
    );
  const showAll = <Button onClick={onShowAll}>{t('empty.showAll')}</Button>;
  if (filter === 'unreturned')
    return (
      <EmptyState icon={CircleCheck} title={t('empty.noUnreturned')} action={showAll}>
        {t('empty.noUnreturnedWhy')}
      </EmptyState>
    );
  if (filter === 'voicemail')
    return (
      <EmptyState icon={Voicemail} title={t('empty.noVoicemail')} action={showAll}>
        {t('empty.noVoicemailWhy')}
      </EmptyState>
    );
  if (filter === 'messages')
    return (
      <EmptyState icon={MessageSquare} title={t('empty.noMessages')} action={showAll}>
        {t('empty.noMessagesWhy')}
      </EmptyState>
    );
  if (filter === 'not_filed')
    return (
      <EmptyState icon={CircleCheck} title={t('empty.noNotFiled')} action={showAll}>
        {t('empty.noNotFiledWhy')}
      </EmptyState>
    );
  return (
    <EmptyState icon={UserRound} title={t('empty.noMine')} action={showAll}>
      {t('empty.noMineWhy')}
    </EmptyState>
  );
}
