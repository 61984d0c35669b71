import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackDetail, CallbackList, CallbackSet } from '../../src-preload/contract/callbacks.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { FieldMessage } from '../ui/field-message.tsx';
import { Select } from '../ui/select.tsx';

/** What was noted of a callback is written anew: who it is, about what, for whom. Only what is changed is sent. */
export function EditCallbackDialog({
  detail,
  list,
  notSaved,
  onSave,
  onClose,
}: {
  /** Null: not open. */
  detail: CallbackDetail | null;
  list: Pick<CallbackList, 'people' | 'teams'>;
  notSaved: boolean;
  onSave: (set: CallbackSet) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('callbacks');
  return (
    <Dialog title={t('edit.title')} closeLabel={t('add.cancel')} open={detail !== null} onClose={onClose}>
      {detail && <Form key={detail.id} {...{ detail, list, notSaved, onSave, onClose }} />}
    </Dialog>
  );
}

function Form({
  detail,
  list,
  notSaved,
  onSave,
  onClose,
}: Parameters<typeof EditCallbackDialog>[0] & { detail: CallbackDetail }) {
  const { t } = useTranslation('callbacks');
  // As it stood when the dialog was opened: what somebody else writes meanwhile is not taken back by what was not touched.
  const [before] = useState(() => ({
    name: detail.titleIs === 'said' ? (detail.title ?? '') : '',
    reason: detail.reason,
    wanted: detail.for === null ? '' : `${detail.for.kind}:${detail.for.id}`,
  }));
  const [name, setName] = useState(before.name);
  const [reason, setReason] = useState(before.reason);
  const [wanted, setWanted] = useState(before.wanted);

  function save(): void {
    const [kind, id = null] = wanted === '' ? [] : wanted.split(':');
    onSave({
      ...(name.trim() === before.name ? {} : { callerName: name.trim() === '' ? null : name.trim() }),
      ...(reason.trim() === before.reason ? {} : { reason: reason.trim() }),
      ...(wanted === before.wanted
        ? {}
        : { forPersonId: kind === 'person' ? id : null, forTeamId: kind === 'team' ? id : null }),
    });
  }

  return (
    <form
      className="grid gap-y-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {detail.titleIs === 'contact' ? (
        <p className="text-text-2">{t('edit.isContact', { name: detail.title })}</p>
      ) : (
        <Field label={t('edit.caller')} help={t('edit.callerHelp')} maxLength={200} value={name} onText={setName} />
      )}
      <label className="block">
        <span className="mb-1.25 block font-medium">{t('add.reason')}</span>
        <textarea
          rows={4}
          maxLength={2_000}
          value={reason}
          // The dialog takes the keyboard first, so that its title is read; then it is the words that are written anew.
          ref={focusSoon}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            save();
          }}
          className="w-full resize-none rounded-2 border border-control bg-surface px-3 py-2"
        />
      </label>
      <div>
        <span className="mb-1.25 block font-medium">{t('add.for')}</span>
        <Select
          label={t('add.for')}
          value={wanted}
          options={[
            { value: '', label: t('add.forNobody') },
            ...list.people.map((person) => ({ value: `person:${person.id}`, label: person.name })),
            ...list.teams.map((team) => ({ value: `team:${team.id}`, label: team.name })),
          ]}
          onChange={setWanted}
        />
      </div>
      <div className="mt-1 flex flex-wrap items-center justify-end gap-2">
        {notSaved && <FieldMessage id="callback-edit-not-saved" error={t('notSaved')} />}
        <Button size={32} onClick={onClose}>
          {t('add.cancel')}
        </Button>
        <Button type="submit" look="primary" size={32}>
          {t('edit.save')}
        </Button>
      </div>
    </form>
  );
}

function focusSoon(field: HTMLTextAreaElement | null) {
  const timer = setTimeout(() => field?.focus(), 0);
  return () => clearTimeout(timer);
}
