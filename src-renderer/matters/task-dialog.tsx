import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRead } from '../../src-preload/contract/after-call.ts';
import { useStores } from '../stores/stores.ts';
import { useOfficeNow } from '../stores/use-office-now.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useFocusWhenShown } from '../ui/use-focus-when-shown.ts';
import { Field } from '../ui/field.tsx';
import { useFormat } from '../words/format.ts';

/** A task of the matter in one line; what is understood of it is said before it is kept. */
export function TaskDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('matters');
  const afterCall = useTranslation('afterCall').t;
  const format = useFormat();
  const { bridge, matters } = useStores();
  const [text, setText] = useState('');
  const [read, setRead] = useState<TaskRead | null>(null);
  const [failed, setFailed] = useState(false);
  const asked = useRef(0);
  const fieldRef = useFocusWhenShown<HTMLInputElement>();

  function type(typed: string): void {
    setText(typed);
    const mine = (asked.current += 1);
    if (typed.trim() === '') return setRead(null);
    void bridge.request('after-call:read', { text: typed.slice(0, 500) }).then(
      (answer) => mine === asked.current && setRead(answer),
      () => undefined,
    );
  }
  async function keep(): Promise<void> {
    const { openId } = matters.store.getState();
    if (openId === null || text.trim() === '') return;
    try {
      await bridge.request('matters:add-task', { matterId: openId, text: text.trim() });
      onClose();
    } catch {
      setFailed(true);
    }
  }
  const now = useOfficeNow(60_000);
  const understood =
    read &&
    [
      afterCall(`tasks.kind.${read.kind}`),
      read.assignee?.name,
      read.due && `${format.day(read.due.date, now)}${read.due.time === null ? '' : `, ${read.due.time}`}`,
      read.quote === null ? null : afterCall('tasks.quote', { quote: read.quote }),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Dialog title={t('addTask.title')} closeLabel={t('form.cancel')} width="narrow" open onClose={onClose}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <Field
          label={t('addTask.text')}
          placeholder={t('addTask.placeholder')}
          value={text}
          maxLength={500}
          ref={fieldRef}
          error={failed ? t('form.notSaved') : undefined}
          onText={type}
        />
        <p aria-live="polite" className="min-h-5 text-meta text-text-2">
          {understood}
        </p>
        <div className="flex justify-end gap-2">
          <Button size={32} onClick={onClose}>
            {t('form.cancel')}
          </Button>
          <Button size={32} look="primary" type="submit" disabled={text.trim() === ''}>
            {t('addTask.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
