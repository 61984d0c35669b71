import { useTranslation } from 'react-i18next';
import { useStores } from '../stores/stores.ts';

/** Number and title of a matter; pressed, it opens. */
export function MatterLink({ matter, matterId }: { matter: { number: string; title: string }; matterId?: string }) {
  const { t } = useTranslation('matters');
  const { matters, screen } = useStores();
  const words = (
    <>
      <b className="font-semibold text-text">{matter.number}</b> <span className="text-text">{matter.title}</span>
    </>
  );
  if (matterId === undefined) return <span>{words}</span>;
  return (
    <button
      type="button"
      title={t('contacts.openMatter', { number: matter.number })}
      className="rounded-1 text-left hover:underline"
      onClick={() => {
        screen.setState({ screen: 'matters' });
        matters.open(matterId);
      }}
    >
      {words}
    </button>
  );
}
