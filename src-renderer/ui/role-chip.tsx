import type { PartyRole } from '@callbrief/relay/wire/directory';
import { Scale } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from './chip.tsx';

/** What the caller is in the matter. The opposing party is told by word, scale and colour. */
export function RoleChip({ role }: { role: PartyRole | 'unknown' }) {
  const { t } = useTranslation('roles');
  if (role === 'client') return <Chip tone="accent">{t('chip.client')}</Chip>;
  if (role === 'opposing_party')
    return (
      <Chip tone="critical" icon={Scale}>
        {t('chip.opposing_party')}
      </Chip>
    );
  return <Chip>{t(`chip.${role}`)}</Chip>;
}
