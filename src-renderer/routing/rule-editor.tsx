import { partyRole } from '@callbrief/relay/wire/directory';
import type { RouteRule } from '@callbrief/relay/wire/routing';
import { useTranslation } from 'react-i18next';
import type { RoutingDesk } from '../../src-preload/contract.ts';
import { languageNames } from '../settings/language-choice.ts';
import { ChipChoice } from '../ui/chip-choice.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { formatNumber } from '../words/phone-number.ts';
import { ruleNameFocus } from './change-then-focus.ts';
import { EditorRow } from './editor-row.tsx';
import type { FieldMarks } from './field-marks.ts';
import { OutcomeEditor } from './outcome-editor.tsx';

const callers = ['any', 'known', 'unknown', 'withheld', 'blocked', 'role'] as const;
const hours = ['any', 'open', 'closed'] as const;

/** The fields of one rule. */
export function RuleEditor({
  rule,
  path,
  desk,
  marks,
  onChange,
}: {
  rule: RouteRule;
  path: string;
  desk: RoutingDesk;
  marks: FieldMarks;
  onChange: (change: Partial<RouteRule>) => void;
}) {
  const { t } = useTranslation('routing');
  const roles = useTranslation('roles').t;
  const { when } = rule;
  const changeWhen = (change: Partial<RouteRule['when']>) => onChange({ when: { ...when, ...change } });
  const gone = when.lines.filter((number) => !desk.lines.some((line) => line.number === number));
  return (
    <div className="@container grid gap-3 border-t border-line bg-sunken px-3.5 py-3">
      <EditorRow label={t('name')}>
        <TextInput
          label={t('name')}
          className="w-72 max-w-full"
          value={rule.name}
          maxLength={100}
          {...marks.of(`${path}.name`)}
          data-focus={ruleNameFocus(rule.id)}
          onText={(name) => onChange({ name })}
        />
      </EditorRow>
      <h4 className="border-t border-line pt-2.5 font-semibold">{t('whenTitle')}</h4>
      {(desk.lines.length > 0 || gone.length > 0) && (
        <EditorRow label={t('lines')}>
          <ChipChoice
            label={t('lines')}
            chosen={when.lines}
            options={[
              ...desk.lines.map(({ number, name }) => ({ value: number, label: name })),
              ...gone.map((number) => ({ value: number, label: formatNumber(number) })),
            ]}
            help={when.lines.length === 0 ? t('linesWhat') : undefined}
            error={marks.shownError(`${path}.when.lines`)}
            onChange={(lines) => changeWhen({ lines })}
          />
        </EditorRow>
      )}
      <EditorRow label={t('caller')}>
        <Select
          label={t('caller')}
          value={when.caller}
          options={callers.map((value) => ({ value, label: t(`callers.${value}`) }))}
          onChange={(caller) => changeWhen({ caller, ...(caller !== 'role' && { roles: [] }) })}
        />
      </EditorRow>
      {when.caller === 'role' && (
        <EditorRow label={t('roles')}>
          <ChipChoice
            label={t('roles')}
            chosen={when.roles}
            options={partyRole.options.map((value) => ({ value, label: roles(`chip.${value}`) }))}
            error={marks.shownError(`${path}.when.roles`)}
            onChange={(chosen) => changeWhen({ roles: chosen })}
          />
        </EditorRow>
      )}
      <EditorRow label={t('hours')}>
        <Segmented
          label={t('hours')}
          value={when.hours}
          segments={hours.map((value) => ({ value, label: t(`hoursOf.${value}`) }))}
          onChange={(value) => changeWhen({ hours: value })}
        />
      </EditorRow>
      <EditorRow label={t('languages')}>
        <ChipChoice
          label={t('languages')}
          chosen={when.languages}
          options={languageNames.map(([value, label]) => ({ value, label }))}
          help={when.languages.length === 0 ? t('languagesWhat') : undefined}
          onChange={(languages) => changeWhen({ languages })}
        />
      </EditorRow>
      <h4 className="border-t border-line pt-2.5 font-semibold">{t('thenTitle')}</h4>
      <OutcomeEditor
        outcome={rule.then}
        path={`${path}.then`}
        desk={desk}
        marks={marks}
        onChange={(then) => onChange({ then })}
      />
    </div>
  );
}
