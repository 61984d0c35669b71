import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../src-preload/contract.ts';
import { Button } from '../ui/button.tsx';
import { useFormat } from '../words/format.ts';

/** Two people wrote at once: both texts stand, until somebody puts them together or throws one away. */
export function OtherNotes({
  notes,
  now,
  onPutTogether,
  onDrop,
}: {
  notes: CallDetail['otherNotes'];
  now: Date;
  onPutTogether: () => void;
  onDrop: (at: string) => void;
}) {
  const { t } = useTranslation('afterCall');
  const format = useFormat();
  if (notes.length === 0) return null;
  return (
    <section
      aria-label={t('notes.title')}
      className="mt-2 rounded-2 border border-caution-line bg-caution-tint px-2.5 py-2"
    >
      <p className="text-meta text-caution-text">{t('notes.why')}</p>
      <ul className="mt-1.5 flex flex-col gap-2">
        {notes.map(({ at, byName, text }) => (
          <li key={at}>
            <p className="selectable text-read whitespace-pre-wrap wrap-anywhere">{text}</p>
            <p className="flex items-center gap-2 text-meta text-text-2">
              {t('notes.by', { name: byName, when: format.dayAndTimeWithin(at, now) })}
              <Button
                look="quiet"
                size={24}
                aria-label={t('notes.dropOf', { name: byName })}
                onClick={() => onDrop(at)}
              >
                {t('notes.drop')}
              </Button>
            </p>
          </li>
        ))}
      </ul>
      <Button className="mt-1.5" onClick={onPutTogether}>
        {t('notes.together')}
      </Button>
    </section>
  );
}
