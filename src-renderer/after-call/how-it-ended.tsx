import { useTranslation } from 'react-i18next';
import { Select } from '../ui/select.tsx';

/** How the call ended for the firm, in the firm's own words; nothing where the firm has none. */
export function HowItEnded({
  value,
  known,
  onChange,
}: {
  value: string | null;
  known: readonly string[];
  onChange: (disposition: string | null) => void;
}) {
  const { t } = useTranslation('afterCall');
  const words = [...new Set([...known, ...(value === null ? [] : [value])])];
  if (words.length === 0) return null;
  return (
    <p className="flex items-center gap-2">
      <span className="font-semibold">{t('ended.title')}</span>
      <Select
        label={t('ended.title')}
        value={value ?? ''}
        options={[{ value: '', label: t('ended.none') }, ...words.map((word) => ({ value: word, label: word }))]}
        onChange={(word) => onChange(word === '' ? null : word)}
      />
    </p>
  );
}
