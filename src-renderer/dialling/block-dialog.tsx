import { useTranslation } from 'react-i18next';
import { describeNotDone } from '../call-control/describe-act.ts';
import type { BlockDialogData } from '../stores/blocked-store.ts';
import { BusyLabel } from '../ui/busy-label.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { FieldMessage } from '../ui/field-message.tsx';

/** Blocks a number for the whole firm, or takes its calls again. */
export function BlockDialog({
  data,
  saving,
  onComment,
  onConfirm,
  onClose,
}: {
  /** null: closed. */
  data: BlockDialogData | null;
  saving: boolean;
  onComment: (text: string) => void;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('control');
  const number = data?.formatted ?? '';
  const block = data?.block !== false;
  return (
    <Dialog
      title={block ? t('block.title', { number }) : t('block.unblockTitle', { number })}
      description={block ? t('block.why') : t('block.unblockWhy')}
      closeLabel={t('block.cancel')}
      open={data !== null}
      onClose={onClose}
      width="narrow"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        {block && <Field label={t('block.comment')} value={data?.comment ?? ''} maxLength={500} onText={onComment} />}
        <FieldMessage id="block-message" error={data?.answer ? describeNotDone(data.answer, t) : undefined} />
        <div className="mt-4 flex flex-wrap justify-end gap-2">
          <Button size={32} onClick={onClose}>
            {t('block.cancel')}
          </Button>
          <Button type="submit" look="primary" size={32} busy={saving} aria-busy={saving || undefined}>
            <BusyLabel
              words={block ? t('block.block') : t('block.unblock')}
              busyWords={[block ? t('block.busy') : t('block.unblockBusy')]}
              busy={saving}
            />
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
