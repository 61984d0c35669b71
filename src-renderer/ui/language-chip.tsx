import type { Language } from '@callbrief/relay/wire/scalars';
import { Languages } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from './chip.tsx';

/** The language to greet in: `NL`, read out as "speaks Dutch". */
export function LanguageChip({ language }: { language: Language }) {
  const { t } = useTranslation('roles');
  return (
    <Chip icon={Languages}>
      <span aria-hidden="true">{language.toUpperCase()}</span>
      <span className="sr-only">{t(`speaks.${language}`)}</span>
    </Chip>
  );
}
