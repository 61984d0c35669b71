import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores.ts';
import { useOfficeNow } from '../stores/use-office-now.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useFocusWhenShown } from '../ui/use-focus-when-shown.ts';
import { FieldMessage } from '../ui/field-message.tsx';
import { Select } from '../ui/select.tsx';
import { useFormat } from '../words/format.ts';

/** Adds to the note of one of the matter's newest calls: there the firm keeps its notes. */
export function NoteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('matters');
  const format = useFormat();
  const { bridge, matters } = useStores();
  const recent = useStore(matters.store, ({ view }) => view?.recent);
  const id = useId();
  const [callId, setCallId] = useState(recent?.[0]?.callId ?? null);
  const [text, setText] = useState('');
  const [failed, setFailed] = useState(false);
  const fieldRef = useFocusWhenShown<HTMLTextAreaElement>();
  const now = useOfficeNow(60_000);

  async function keep(): Promise<void> {
    if (callId === null || text.trim() === '') return;
    try {
      await bridge.request('matters:add-note', { callId, text: text.trim() });
      onClose();
    } catch {
      setFailed(true);
    }
  }

  return (
    <Dialog
      title={t('addNote.title')}
      description={callId === null ? t('addNote.none') : t('addNote.why')}
      closeLabel={t('form.cancel')}
      width="narrow"
      open
      onClose={onClose}
    >
      {callId !== null && (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void keep();
          }}
        >
          <Select
            label={t('addNote.call')}
            value={callId}
            options={(recent ?? []).map((call) => ({
              value: call.callId,
              label: `${call.title ?? t('timeline.withheld')}, ${format.dayAndTime(call.at, now)}`,
            }))}
            onChange={setCallId}
          />
          <label className="grid gap-1">
            <span className="font-medium">{t('addNote.text')}</span>
            <textarea
              value={text}
              maxLength={10_000}
              ref={fieldRef}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
                event.preventDefault();
                void keep();
              }}
              className="block min-h-24 w-full resize-none rounded-2 border border-control bg-surface px-2.5 py-2"
            />
          </label>
          <FieldMessage id={`${id}-message`} error={failed ? t('form.notSaved') : undefined} />
          <div className="flex justify-end gap-2">
            <Button size={32} onClick={onClose}>
              {t('form.cancel')}
            </Button>
            <Button size={32} look="primary" type="submit" disabled={text.trim() === ''}>
              {t('addNote.save')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
