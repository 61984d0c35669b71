import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** A hold stops every clock, so it asks for a reason; lifting it does too. */
export function HoldDialog() {
  const { t } = useTranslation('insights');
  const { callFile } = useStores();
  const hold = useStore(callFile.store, (data) => data.hold);
  const on = hold?.on ?? true;
  return (
    <Dialog
      title={on ? t('hold.title') : t('hold.liftTitle')}
      description={on ? t('hold.why') : t('hold.liftWhy')}
      closeLabel={t('hold.cancel')}
      width="narrow"
      open={hold !== null}
      onClose={callFile.closeHold}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void callFile.hold();
        }}
      >
        <label className="grid gap-1">
          <span className="font-medium">{t('hold.reason')}</span>
          <textarea
            value={hold?.reason ?? ''}
            maxLength={500}
            required
            onChange={(event) => callFile.typeReason(event.target.value)}
            className="block min-h-16 w-full resize-none rounded-2 border border-control bg-surface px-2.5 py-2"
          />
        </label>
        <div className="mt-4 flex justify-end gap-2">
          <Button size={32} onClick={callFile.closeHold}>
            {t('hold.cancel')}
          </Button>
          <Button
            size={32}
            look="primary"
            type="submit"
            busy={hold?.busy ?? false}
            disabled={(hold?.reason.trim() ?? '') === ''}
          >
            {hold?.busy ? t('hold.busy') : on ? t('hold.put') : t('hold.lift')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
