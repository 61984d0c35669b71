import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeNotDone, type NotDone } from '../call-control/describe-act.ts';
import { useStore } from 'zustand';
import type { DirectoryDialog } from '../stores/matters-store.ts';
import { useStores } from '../stores/stores.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FieldMessage } from '../ui/field-message.tsx';

/** Removed at the office, now or not at all. */
export function RemoveDialog({
  of,
  onClose,
}: {
  of: Extract<DirectoryDialog, { kind: 'remove_matter' | 'remove_contact' }>;
  onClose: () => void;
}) {
  const { t } = useTranslation('matters');
  const control = useTranslation('control').t;
  const { bridge, matters, contacts } = useStores();
  const isRestricted = useStore(
    matters.store,
    ({ view }) => of.kind === 'remove_matter' && view !== null && view.restrictedTo !== null,
  );
  const [busy, setBusy] = useState(false);
  const [notDone, setNotDone] = useState<NotDone | null>(null);
  const words = of.kind === 'remove_matter' ? 'removeMatter' : 'removeContact';

  async function remove(): Promise<void> {
    setBusy(true);
    setNotDone(null);
    const asked =
      of.kind === 'remove_matter'
        ? bridge.request('matters:remove', { matterId: of.matterId })
        : bridge.request('contacts:remove', { contactId: of.contactId });
    const answer = await asked.catch((): NotDone => ({ result: 'refused', refusal: 'failed', detail: null }));
    setBusy(false);
    if (answer.result !== 'done') return setNotDone(answer);
    onClose();
    if (of.kind === 'remove_matter') matters.open(null);
    else contacts.open(null);
  }

  return (
    <Dialog
      title={t(`${words}.title`, { title: of.title })}
      description={isRestricted ? t('removeMatter.whyRestricted') : t(`${words}.why`)}
      closeLabel={t('removeMatter.cancel')}
      width="narrow"
      open
      onClose={onClose}
    >
      <FieldMessage id="remove-message" error={notDone === null ? undefined : describeNotDone(notDone, control)} />
      <div className="mt-4 flex justify-end gap-2">
        <Button size={32} onClick={onClose}>
          {t('removeMatter.cancel')}
        </Button>
        <Button size={32} look="primary" busy={busy} disabled={isRestricted} onClick={() => void remove()}>
          {busy ? t('removeMatter.busy') : t('removeMatter.remove')}
        </Button>
      </div>
    </Dialog>
  );
}
