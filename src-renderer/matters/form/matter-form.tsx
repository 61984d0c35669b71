import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatterForm as Form } from '../../../src-preload/contract/matters.ts';
import { useStores } from '../../stores/stores.ts';
import { useKeptForm } from '../../stores/use-kept-form.ts';
import { Button } from '../../ui/button.tsx';
import { ChipChoice } from '../../ui/chip-choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { DeadlineRows } from './deadline-rows.tsx';
import { Checkbox, FormPart } from './form-parts.tsx';
import { FormNews } from './form-news.tsx';
import { changedFields, draftOf, errorsOf, fieldsOf, type MatterDraft, type MatterErrors } from './matter-draft.ts';
import { PartyRows } from './party-rows.tsx';

const NOBODY = '';

/** A matter, new or as it is. Only what was changed is written; what others changed meanwhile stays. */
export function MatterForm({ matterId, onClose }: { matterId: string | null; onClose: () => void }) {
  const { t } = useTranslation('matters');
  const { bridge, matters, newId } = useStores();
  const { base, news, setNews } = useKeptForm(bridge, () => bridge.request('matters:form', { matterId }));
  const [id] = useState(() => matterId ?? newId());
  const title = matterId === null ? t('form.newMatter') : t('form.editMatter', { number: base?.fields.number ?? '' });

  async function keep(form: Form, draft: MatterDraft): Promise<void> {
    const isNew = matterId === null || news === 'gone';
    // Of one that is gone everything is written again, under an id of its own.
    const target = news === 'gone' ? newId() : id;
    const fields = fieldsOf(draft);
    const set = isNew ? fields : changedFields(fieldsOf(draftOf(form.fields)), fields);
    try {
      const { result } = await bridge.request('matters:save', { matterId: target, isNew, set });
      if (result === 'gone') return setNews('gone');
    } catch {
      return setNews('failed');
    }
    onClose();
    if (isNew) matters.open(target);
  }

  return (
    <Dialog title={title} closeLabel={t('form.cancel')} width="sheet" open onClose={onClose}>
      {base === null ? (
        <FormNews news={news} of="matter" />
      ) : (
        <Fields form={base} isGone={news === 'gone'} onKeep={(draft) => keep(base, draft)} onCancel={onClose}>
          <FormNews news={news} of="matter" />
        </Fields>
      )}
    </Dialog>
  );
}

function Fields({
  form,
  isGone,
  children,
  onKeep,
  onCancel,
}: {
  form: Form;
  isGone: boolean;
  children: ReactNode;
  onKeep: (draft: MatterDraft) => Promise<void>;
  onCancel: () => void;
}) {
  const { t } = useTranslation('matters');
  const [draft, setDraft] = useState(() => draftOf(form.fields));
  const [names, setNames] = useState(form.contactNames);
  const [errors, setErrors] = useState<MatterErrors>({});
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<MatterDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    // A mistake that was told goes as soon as it is mended.
    if (Object.keys(errors).length > 0) setErrors(errorsOf({ ...draft, ...part }));
  };
  const limited = form.may.edit === 'parties_and_deadlines';
  const notWho = form.may.edit !== 'all';
  const error = (field: string) => {
    const code = errors[field];
    return code === undefined ? undefined : t(`form.error.${code}`);
  };
  const people = form.people.map(({ id, name }) => ({ value: id, label: name }));

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wrong = errorsOf(draft);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0 || busy) return;
    setBusy(true);
    await onKeep(draft);
    setBusy(false);
  }

  return (
    <form className="grid gap-3.5" noValidate onSubmit={(event) => void submit(event)}>
      {children}
      {limited && <p className="text-meta text-text-2">{t('form.onlyPeopleAndDates')}</p>}
      <div className="grid grid-cols-[10rem_minmax(0,1fr)_minmax(0,14rem)] gap-3">
        <Field
          label={t('form.number')}
          value={draft.number}
          maxLength={60}
          disabled={limited}
          error={error('number')}
          onText={(number) => change({ number })}
        />
        <Field
          label={t('form.title')}
          value={draft.title}
          maxLength={200}
          disabled={limited}
          error={error('title')}
          onText={(title) => change({ title })}
        />
        <Field
          label={t('form.area')}
          value={draft.area}
          maxLength={100}
          disabled={limited}
          placeholder={t('form.areaHelp')}
          onText={(area) => change({ area })}
        />
      </div>
      {!limited && (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <span className="inline-flex items-center gap-2">
            <span className="font-medium">{t('form.statusLabel')}</span>
            <Select
              label={t('form.statusLabel')}
              value={draft.status}
              options={[
                { value: 'open', label: t('status.open') },
                { value: 'closed', label: t('status.closed') },
              ]}
              onChange={(status) => change({ status })}
            />
          </span>
          <span className="inline-flex items-center gap-2">
            <span className="font-medium">{t('form.responsible')}</span>
            {notWho ? (
              <span>{form.people.find(({ id }) => id === draft.responsiblePersonId)?.name ?? t('form.nobody')}</span>
            ) : (
              <Select
                label={t('form.responsible')}
                value={draft.responsiblePersonId ?? NOBODY}
                options={[{ value: NOBODY, label: t('form.nobody') }, ...people]}
                onChange={(personId) => change({ responsiblePersonId: personId === NOBODY ? null : personId })}
              />
            )}
          </span>
        </div>
      )}
      {!limited && (
        <FormPart title={t('form.team')}>
          <ChipChoice
            label={t('form.team')}
            chosen={draft.teamPersonIds}
            options={people}
            onChange={(teamPersonIds) => change({ teamPersonIds })}
          />
        </FormPart>
      )}
      <PartyRows
        parties={draft.parties}
        names={names}
        onChange={(parties) => change({ parties })}
        onNamed={(contactId, name) => setNames((before) => ({ ...before, [contactId]: name }))}
      />
      <DeadlineRows deadlines={draft.deadlines} errors={errors} onChange={(deadlines) => change({ deadlines })} />
      {!limited && (
        <FormPart title={t('form.flags')}>
          <div className="flex flex-wrap gap-x-6">
            <Checkbox
              label={t('form.conflictUnresolved')}
              on={draft.flags.conflictUnresolved}
              onChange={(conflictUnresolved) => change({ flags: { ...draft.flags, conflictUnresolved } })}
            />
            <Checkbox
              label={t('form.unpaidProvision')}
              on={draft.flags.unpaidProvision}
              onChange={(unpaidProvision) => change({ flags: { ...draft.flags, unpaidProvision } })}
            />
            <Checkbox
              label={t('form.restrict')}
              on={draft.restrictedTo !== null}
              disabled={notWho}
              onChange={(on) => change({ restrictedTo: on ? [] : null })}
            />
          </div>
          <p className="text-meta text-text-2">{notWho ? t('form.notWho') : t('form.restrictWhy')}</p>
          {draft.restrictedTo !== null && !notWho && (
            <div className="mt-2">
              <ChipChoice
                label={t('form.restrictedTo')}
                chosen={draft.restrictedTo}
                options={people}
                error={error('restrictedTo')}
                onChange={(restrictedTo) => change({ restrictedTo })}
              />
            </div>
          )}
        </FormPart>
      )}
      <div className="flex justify-end gap-2 border-t border-line pt-3">
        <Button size={32} onClick={onCancel}>
          {t('form.cancel')}
        </Button>
        <Button size={32} look="primary" type="submit" busy={busy}>
          {isGone ? t('form.saveNew') : t('form.save')}
        </Button>
      </div>
    </form>
  );
}
