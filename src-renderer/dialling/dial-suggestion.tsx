import { Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { Kbd } from '../ui/kbd.tsx';

/** What was typed into the search is a number: it can be called, whether or not it is found. Asks first. */
export function DialSuggestion({ text, mac, onDial }: { text: string; mac: boolean; onDial: (text: string) => void }) {
  const { t } = useTranslation('control');
  return (
    <button
      type="button"
      onClick={() => onDial(text)}
      className="mx-1 mt-1 flex min-h-9 shrink-0 items-center gap-2.25 rounded-2 px-3 py-1 text-left hover:bg-hover"
    >
      <Icon of={Phone} className="text-accent-text" />
      <span className="grow font-medium wrap-anywhere">{t('dial.suggestion', { number: text.trim() })}</span>
      <Kbd>{mac ? '⌘ Enter' : 'Ctrl Enter'}</Kbd>
    </button>
  );
}
