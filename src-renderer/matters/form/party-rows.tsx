import { partyRoles } from '../party-roles.ts';
import type { Matter } from '@callbrief/relay/wire/directory';
import { useTranslation } from 'react-i18next';
import { ContactPicker } from '../../contacts/contact-picker.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { FormPart, RemoveRow } from './form-parts.tsx';

type Party = Matter['parties'][number];

/** Who is in the matter, as what, and who speaks for them. */
export function PartyRows({
  parties,
  names,
  onChange,
  onNamed,
}: {
  parties: readonly Party[];
  names: Readonly<Record<string, string>>;
  onChange: (parties: Party[]) => void;
  onNamed: (contactId: string, name: string) => void;
}) {
  const { t } = useTranslation('matters');
  const roles = useTranslation('roles').t;
  const change = (index: number, part: Partial<Party>) =>
    onChange(parties.map((party, at) => (at === index ? { ...party, ...part } : party)));
  return (
    <FormPart title={t('form.parties')}>
      <ul className="grid gap-1.5">
        {parties.map((party, index) => {
          const name = names[party.contactId] ?? t('aside.removedContact');
          return (
            <li
              key={`${party.contactId} ${String(index)}`}
              className="grid grid-cols-[minmax(0,1fr)_11rem_minmax(0,1fr)_8rem_1.75rem] items-start gap-2"
            >
              <span className="flex min-h-7 min-w-0 items-center wrap-anywhere">{name}</span>
              <span>
                <Select
                  label={t('form.role', { name })}
                  value={party.role}
                  options={partyRoles.map((role) => ({ value: role, label: roles(`chip.${role}`) }))}
                  onChange={(role) => change(index, { role })}
                />
              </span>
              <TextInput
                label={t('form.representedByOf', { name })}
                placeholder={t('form.representedBy')}
                value={party.representedBy ?? ''}
                maxLength={200}
                className="w-full"
                onText={(text) => change(index, { representedBy: text === '' ? null : text })}
              />
              <TextInput
                label={t('form.referenceOf', { name })}
                placeholder={t('form.referenceShort')}
                value={party.reference ?? ''}
                maxLength={100}
                className="w-full"
                onText={(reference) => change(index, { reference })}
              />
              <RemoveRow
                label={t('form.removeRow', { what: name })}
                onPress={() => onChange(parties.filter((_, at) => at !== index))}
              />
            </li>
          );
        })}
      </ul>
      <div className="mt-2 max-w-120">
        <ContactPicker
          label={t('form.findContact')}
          without={parties.map(({ contactId }) => contactId)}
          onChoose={({ contactId, name }) => {
            onNamed(contactId, name);
            const role = parties.some((party) => party.role === 'client') ? 'opposing_party' : 'client';
            onChange([...parties, { contactId, role, representedBy: null }]);
          }}
        />
      </div>
    </FormPart>
  );
}
