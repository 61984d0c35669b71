import type { ContactFields } from '@callbrief/relay/wire/directory';
import type { Language } from '@callbrief/relay/wire/scalars';
import { MailPlus, PhoneCall } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AddButton, Checkbox, FormPart, RemoveRow } from '../matters/form/form-parts.tsx';
import { FormNews } from '../matters/form/form-news.tsx';
import { changedFields } from '../matters/form/matter-draft.ts';
import { useStores } from '../stores/stores.ts';
import { useKeptForm } from '../stores/use-kept-form.ts';
import { Button } from '../ui/button.tsx';
import { ChipChoice } from '../ui/chip-choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import { TextInput } from '../ui/text-input.tsx';

type NumberKind = ContactFields['numbers'][number]['kind'];
const numberKinds: readonly NumberKind[] = ['mobile', 'work', 'home', 'fax', 'other'];
const languages: readonly Language[] = ['en', 'fr', 'nl', 'de'];

interface NumberDraft {
  key: string;
  /** As it is typed, or formatted. */
  text: string;
  kind: NumberKind;
  shared: boolean;
  extension: string;
}
interface Draft {
  name: string;
  organisation: string;
  languages: Language[];
  numbers: NumberDraft[];
  emails: { key: string; text: string }[];
}
type ErrorCode = 'name' | 'phone' | 'extension' | 'email' | 'same';
type Errors = Partial<Record<string, ErrorCode>>;

const nothing: ContactFields = {
  name: '',
  organisation: null,
  languages: [],
  numbers: [],
  emails: [],
  externalId: null,
};

/** A contact, new or as it is. Numbers are read in the form in which the firm's country writes them. */
export function ContactForm({ contactId, onClose }: { contactId: string | null; onClose: () => void }) {
  const { t } = useTranslation('matters');
  const { bridge, matters, contacts, newId } = useStores();
  const [id] = useState(() => contactId ?? newId());
  const { base, news, setNews } = useKeptForm(bridge, async () => {
    if (contactId === null) return { fields: nothing, formatted: [] };
    return bridge.request('contacts:form', { contactId });
  });

  async function keep(before: ContactFields, fields: ContactFields): Promise<void> {
    const isNew = contactId === null || news === 'gone';
    const target = news === 'gone' ? newId() : id;
    const set = isNew ? fields : changedFields(before, fields);
    try {
      const { result } = await bridge.request('contacts:save', { contactId: target, isNew, set });
      if (result === 'gone') return setNews('gone');
    } catch {
      return setNews('failed');
    }
    onClose();
    if (!isNew) return;
    matters.showTab('contacts');
    contacts.open(target);
  }

  return (
    <Dialog
      title={contactId === null ? t('form.newContact') : t('form.editContact', { name: base?.fields.name ?? '' })}
      closeLabel={t('form.cancel')}
      width="wide"
      open
      onClose={onClose}
    >
      {base === null ? (
        <FormNews news={news} of="contact" />
      ) : (
        <Fields
          fields={base.fields}
          formatted={base.formatted}
          isGone={news === 'gone'}
          onKeep={(fields) => keep(base.fields, fields)}
          onCancel={onClose}
        >
          <FormNews news={news} of="contact" />
        </Fields>
      )}
    </Dialog>
  );
}

function Fields({
  fields,
  formatted,
  isGone,
  children,
  onKeep,
  onCancel,
}: {
  fields: ContactFields;
  formatted: readonly string[];
  isGone: boolean;
  children: ReactNode;
  onKeep: (fields: ContactFields) => Promise<void>;
  onCancel: () => void;
}) {
  const { t } = useTranslation('matters');
  const { bridge, newId } = useStores();
  const [draft, setDraft] = useState<Draft>(() => ({
    name: fields.name,
    organisation: fields.organisation ?? '',
    languages: fields.languages,
    numbers: fields.numbers.map(({ number, kind, shared, extension }, index) => ({
      key: newId(),
      text: formatted[index] ?? number,
      kind,
      shared,
      extension: extension ?? '',
    })),
    emails: fields.emails.map((text) => ({ key: newId(), text })),
  }));
  const [errors, setErrors] = useState<Errors>({});
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const mended = (field: string) => {
    if (errors[field] === undefined) return;
    const { [field]: _mended, ...left } = errors;
    setErrors(left);
  };
  const error = (field: string) => {
    const code = errors[field];
    return code === undefined ? undefined : t(`form.error.${code}`);
  };
  const changeNumber = (key: string, part: Partial<NumberDraft>) =>
    change({ numbers: draft.numbers.map((one) => (one.key === key ? { ...one, ...part } : one)) });

  /** What is left empty is left out. */
  async function read(): Promise<ContactFields | Errors> {
    const wrong: Errors = {};
    if (draft.name.trim() === '') wrong['name'] = 'name';
    const numbers: ContactFields['numbers'] = [];
    for (const { key, text, kind, shared, extension } of draft.numbers) {
      if (text.trim() === '') continue;
      const found = await bridge.request('contacts:read-number', { text: text.slice(0, 200) });
      if (found === null) wrong[`number ${key}`] = 'phone';
      else if (
        numbers.some(({ number, extension: other }) => number === found.number && (other ?? '') === extension.trim())
      )
        wrong[`number ${key}`] = 'same';
      if (extension.trim() !== '' && !/^\d{1,10}$/.test(extension.trim())) wrong[`extension ${key}`] = 'extension';
      if (found !== null)
        numbers.push({
          number: found.number,
          kind,
          shared,
          ...(extension.trim() !== '' && { extension: extension.trim() }),
        });
    }
    const emails = draft.emails.filter(({ text }) => text.trim() !== '');
    for (const { key, text } of emails) if (!/^\S+@\S+\.\S+$/.test(text.trim())) wrong[`email ${key}`] = 'email';
    if (Object.keys(wrong).length > 0) return wrong;
    return {
      name: draft.name.trim(),
      organisation: draft.organisation.trim() === '' ? null : draft.organisation.trim(),
      languages: draft.languages,
      numbers,
      emails: emails.map(({ text }) => text.trim()),
      externalId: fields.externalId,
    };
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      const made = await read();
      if (isFields(made)) await onKeep(made);
      else setErrors(made);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="grid gap-3.5" noValidate onSubmit={(event) => void submit(event)}>
      {children}
      <div className="grid grid-cols-2 gap-3">
        <Field
          label={t('form.name')}
          value={draft.name}
          maxLength={200}
          error={error('name')}
          onText={(name) => {
            change({ name });
            mended('name');
          }}
        />
        <Field
          label={t('form.organisation')}
          value={draft.organisation}
          maxLength={200}
          onText={(organisation) => change({ organisation })}
        />
      </div>
      <div className="flex items-center gap-3">
        <span className="font-medium">{t('form.languages')}</span>
        <ChipChoice
          label={t('form.languages')}
          chosen={draft.languages}
          options={languages.map((value) => ({ value, label: t(`form.language.${value}`) }))}
          onChange={(chosen) =>
            // Who was preferred before stays first.
            change({
              languages: [
                ...draft.languages.filter((one) => chosen.includes(one)),
                ...chosen.filter((one) => !draft.languages.includes(one)),
              ],
            })
          }
        />
      </div>
      <FormPart
        title={t('form.numbers')}
        action={
          <AddButton
            icon={PhoneCall}
            label={t('form.addNumber')}
            onPress={() =>
              change({
                numbers: [...draft.numbers, { key: newId(), text: '', kind: 'mobile', shared: false, extension: '' }],
              })
            }
          />
        }
      >
        <ul className="grid gap-1.5">
          {draft.numbers.map(({ key, text, kind, shared, extension }, index) => {
            const n = index + 1;
            return (
              <li key={key} className="grid grid-cols-[minmax(0,1fr)_6.5rem_5rem_auto_1.75rem] items-start gap-2">
                <TextInput
                  label={t('form.numberAt', { n })}
                  value={text}
                  maxLength={40}
                  marked
                  error={error(`number ${key}`)}
                  className="w-full"
                  onText={(typed) => {
                    changeNumber(key, { text: typed });
                    mended(`number ${key}`);
                  }}
                />
                <Select
                  label={t('form.numberKindAt', { n })}
                  value={kind}
                  options={numberKinds.map((value) => ({ value, label: t(`form.numberKinds.${value}`) }))}
                  onChange={(next) => changeNumber(key, { kind: next })}
                />
                <TextInput
                  label={t('form.extensionAt', { n })}
                  placeholder={t('form.extension')}
                  value={extension}
                  maxLength={10}
                  inputMode="numeric"
                  marked
                  error={error(`extension ${key}`)}
                  className="w-full"
                  onText={(typed) => {
                    changeNumber(key, { extension: typed });
                    mended(`extension ${key}`);
                  }}
                />
                <span title={t('form.sharedAt', { n })}>
                  <Checkbox label={t('form.shared')} on={shared} onChange={(on) => changeNumber(key, { shared: on })} />
                </span>
                <RemoveRow
                  label={t('form.removeRow', { what: text === '' ? t('form.numberAt', { n }) : text })}
                  onPress={() => change({ numbers: draft.numbers.filter((one) => one.key !== key) })}
                />
              </li>
            );
          })}
        </ul>
      </FormPart>
      <FormPart
        title={t('form.emails')}
        action={
          <AddButton
            icon={MailPlus}
            label={t('form.addEmail')}
            onPress={() => change({ emails: [...draft.emails, { key: newId(), text: '' }] })}
          />
        }
      >
        <ul className="grid gap-1.5">
          {draft.emails.map(({ key, text }, index) => (
            <li key={key} className="grid grid-cols-[minmax(0,1fr)_1.75rem] items-start gap-2">
              <TextInput
                type="email"
                label={t('form.emailAt', { n: index + 1 })}
                value={text}
                maxLength={200}
                marked
                error={error(`email ${key}`)}
                className="w-full"
                onText={(typed) => {
                  change({ emails: draft.emails.map((one) => (one.key === key ? { ...one, text: typed } : one)) });
                  mended(`email ${key}`);
                }}
              />
              <RemoveRow
                label={t('form.removeRow', { what: text === '' ? t('form.emailAt', { n: index + 1 }) : text })}
                onPress={() => change({ emails: draft.emails.filter((one) => one.key !== key) })}
              />
            </li>
          ))}
        </ul>
      </FormPart>
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

const isFields = (made: ContactFields | Errors): made is ContactFields => 'externalId' in made;
