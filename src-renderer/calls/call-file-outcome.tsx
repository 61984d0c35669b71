import { CircleAlert, CircleCheck, Hourglass, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';

/** Where a file was saved, or why it was not; what became of a legal hold. Stays until it is read. */
export function CallFileOutcome() {
  const { t } = useTranslation('insights');
  const control = useTranslation('control').t;
  const { callFile } = useStores();
  const { exporting, outcome } = useStore(callFile.store);
  const told = () => {
    if (outcome === null) return exporting === null ? null : { good: true, text: t('file.making') };
    switch (outcome.what) {
      case 'saved':
        return { good: true, text: t('file.saved', { path: outcome.path }) };
      case 'export_refused':
        return { good: false, text: control(`refusal.${outcome.refusal}`) };
      case 'hold':
        return { good: true, text: outcome.on ? t('hold.donePut') : t('hold.doneLifted') };
      case 'hold_refused':
        return {
          good: false,
          text: outcome.refusal === 'unconfirmed' ? t('hold.unconfirmed') : control(`refusal.${outcome.refusal}`),
        };
      default:
        return outcome satisfies never;
    }
  };
  const said = told();
  const icon = outcome === null ? Hourglass : said?.good === true ? CircleCheck : CircleAlert;
  // The region is there from the start, so that it is read out too.
  return (
    <div
      className={
        said === null
          ? 'sr-only'
          : `flex shrink-0 items-center gap-2 border-b px-5 py-1 ${said.good ? 'border-line bg-sunken' : 'border-critical-line bg-critical-tint text-critical-text'}`
      }
    >
      {said !== null && <Icon of={icon} size={14} />}
      <output className="selectable min-w-0 grow wrap-anywhere">{said?.text ?? ''}</output>
      {outcome !== null && <IconButton size={24} icon={X} label={t('file.dismiss')} onClick={callFile.dismiss} />}
    </div>
  );
}
