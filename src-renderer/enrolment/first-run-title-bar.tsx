import type { Language } from '@callbrief/relay/wire/scalars';
import { Languages } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AppState } from '../../src-preload/contract.ts';
import { CaptionButtons, type WindowAction } from '../main-window/caption-buttons.tsx';
import { languageNames } from '../settings/language-choice.ts';
import { BrandMark } from '../ui/brand-mark.tsx';
import { Select } from '../ui/select.tsx';

export function FirstRunTitleBar({
  platform,
  language,
  onLanguage,
  onWindow,
}: {
  platform: AppState['platform'];
  language: Language | null;
  onLanguage: (language: Language) => void;
  onWindow: (action: WindowAction) => void;
}) {
  const { t, i18n } = useTranslation('enrolment');
  const mac = platform === 'darwin';
  const shown = languageNames.find(([code]) => code === (language ?? i18n.language))?.[0] ?? 'en';
  return (
    <header className="window-drag flex h-10 shrink-0 items-center border-b border-line bg-rail">
      {mac ? (
        <div className="w-23" />
      ) : (
        <div className="flex w-18 justify-center">
          <BrandMark className="size-5" />
        </div>
      )}
      <span className="text-meta font-medium text-text-2">Callbrief</span>
      <span className="window-no-drag mr-2 ml-auto">
        <Select
          label={t('language')}
          icon={Languages}
          quiet
          value={shown}
          options={languageNames.map(([value, label]) => ({ value, label }))}
          onChange={onLanguage}
        />
      </span>
      {!mac && <CaptionButtons onAct={onWindow} />}
    </header>
  );
}
