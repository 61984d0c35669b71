import { ChevronDown, ChevronRight, Trash2, TriangleAlert } from 'lucide-react';
import { useCallback, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { getCountries } from 'libphonenumber-js/min';
import type { PolicyDesk } from '../../src-preload/contract.ts';
import { EditorRow } from '../routing/editor-row.tsx';
import { ruleFocus } from '../routing/change-then-focus.ts';
import type { PolicyStore } from '../stores/policy-store.ts';
import { ChipChoice } from '../ui/chip-choice.tsx';
import { FieldMessage } from '../ui/field-message.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Select } from '../ui/select.tsx';
import { CaptureFields } from './capture-fields.tsx';
import { ChosenList } from './chosen-list.tsx';
import { countryName, describeCapture, describeWhen, nameOfLine } from './describe-policy.ts';
import { NamedChoice } from './named-choice.tsx';
import type { PolicyRule } from './policy-draft.ts';

/** One rule as a sentence; pressed, its fields. */
export function PolicyRuleItem({
  rule,
  place,
  desk,
  regions,
  open,
  error,
  policy,
  onOpen,
  onChange,
  onRemove,
}: {
  rule: PolicyRule;
  place: number;
  desk: PolicyDesk;
  regions: readonly string[];
  open: boolean;
  error: string | undefined;
  policy: PolicyStore;
  onOpen: (open: boolean) => void;
  onChange: (change: Partial<PolicyRule>) => void;
  onRemove: () => void;
}) {
  const { t, i18n } = useTranslation('policy');
  const words = { t, language: i18n.language, desk };
  const id = useId();
  const name = describeWhen(rule, words);
  const sentence = (
    <span className="min-w-0">
      <span className="flex items-center gap-1.5 font-medium text-text">
        {name} {error !== undefined && <Icon of={TriangleAlert} size={14} className="text-critical" />}
      </span>{' '}
      <span className="block text-meta leading-[1.0625rem] text-text-2">
        {describeCapture({ ...rule, regions: [...regions] }, words)}
      </span>
    </span>
  );
  return (
    <li className="not-first:border-t not-first:border-line">
      <div className="flex items-center gap-2 py-2 pr-3 pl-3.5">
        {desk.canSave ? (
          <button
            type="button"
            data-focus={ruleFocus(rule.id)}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => onOpen(!open)}
            className="flex min-w-0 flex-1 items-start gap-2 rounded-1 text-left"
          >
            <Icon of={open ? ChevronDown : ChevronRight} className="mt-0.5 text-text-3" />
            {sentence}
          </button>
        ) : (
          <div className="selectable min-w-0 flex-1">{sentence}</div>
        )}
        {desk.canSave && <IconButton icon={Trash2} label={t('removeRule', { name })} onClick={onRemove} />}
      </div>
      {open && (
        <div
          id={id}
          role="group"
          aria-label={t('rule', { place, name })}
          className="@container grid gap-3 border-t border-line bg-sunken px-3.5 py-3"
        >
          <Conditions rule={rule} desk={desk} policy={policy} onChange={(when) => onChange({ when })} />
          <FieldMessage id={`${id}-when`} error={error} />
          <h4 className="border-t border-line pt-2.5 font-semibold">{t('then')}</h4>
          <CaptureFields capture={rule} of={name} onChange={onChange} />
        </div>
      )}
    </li>
  );
}

const matterName = ({ number, title }: { number: string; title: string }) => `${number} ${title}`;

function Conditions({
  rule: { when },
  desk,
  policy,
  onChange,
}: {
  rule: PolicyRule;
  desk: PolicyDesk;
  policy: PolicyStore;
  onChange: (when: PolicyRule['when']) => void;
}) {
  const { t, i18n } = useTranslation('policy');
  const { language } = i18n;
  const change = (next: Partial<PolicyRule['when']>) => onChange({ ...when, ...next });
  const without = (list: readonly string[], id: string) => list.filter((one) => one !== id);
  const named = <T extends { id: string }>(ids: readonly string[], all: readonly T[], nameOf: (one: T) => string) =>
    ids.map((id) => {
      const known = all.find((one) => one.id === id);
      return { id, name: known === undefined ? t('unknownHere') : nameOf(known) };
    });
  const findMatters = useCallback(
    async (query: string) => (await policy.find(query)).matters.map((one) => ({ ...one, name: matterName(one) })),
    [policy],
  );
  const findContacts = useCallback(async (query: string) => (await policy.find(query)).contacts, [policy]);
  const gone = when.lines.filter((number) => !desk.lines.some((line) => line.number === number));
  const countries = getCountries()
    .filter((code) => !when.countries.includes(code))
    .map((code) => ({ value: code as string, label: countryName(code, language) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  return (
    <>
      <p className="text-meta text-text-2">{t('whenWhat')}</p>
      {(desk.lines.length > 0 || gone.length > 0) && (
        <EditorRow label={t('lines')}>
          <ChipChoice
            label={t('lines')}
            chosen={when.lines}
            options={[...desk.lines.map(({ number }) => number), ...gone].map((number) => ({
              value: number,
              label: nameOfLine(number, desk),
            }))}
            onChange={(lines) => change({ lines })}
          />
        </EditorRow>
      )}
      <EditorRow label={t('countries')}>
        <ChosenList
          label={t('countries')}
          chosen={when.countries.map((code) => ({ id: code, name: countryName(code, language) }))}
          onRemove={(code) => change({ countries: without(when.countries, code) })}
        />
        <Select
          label={t('addCountry')}
          value=""
          options={[{ value: '', label: t('addCountry') }, ...countries]}
          onChange={(code) => code !== '' && change({ countries: [...when.countries, code] })}
        />
      </EditorRow>
      <EditorRow label={t('matters')}>
        <NamedChoice
          label={t('matters')}
          placeholder={t('findMatter')}
          chosen={named(when.matterIds, desk.named.matters, matterName)}
          find={findMatters}
          onAdd={(one) => {
            const [number = '', ...title] = one.name.split(' ');
            policy.learn({ matters: [{ id: one.id, number, title: title.join(' ') }] });
            change({ matterIds: [...when.matterIds, one.id] });
          }}
          onRemove={(id) => change({ matterIds: without(when.matterIds, id) })}
        />
      </EditorRow>
      <EditorRow label={t('contacts')}>
        <NamedChoice
          label={t('contacts')}
          placeholder={t('findContact')}
          chosen={named(when.contactIds, desk.named.contacts, ({ name }) => name)}
          find={findContacts}
          onAdd={(one) => {
            policy.learn({ contacts: [one] });
            change({ contactIds: [...when.contactIds, one.id] });
          }}
          onRemove={(id) => change({ contactIds: without(when.contactIds, id) })}
        />
      </EditorRow>
    </>
  );
}
