import type { RouteOutcome } from '@callbrief/relay/wire/routing';
import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RoutingDesk } from '../../src-preload/contract.ts';
import { ChipChoice } from '../ui/chip-choice.tsx';
import { Icon } from '../ui/icon.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { formatNumber, readNumber } from '../words/phone-number.ts';
import { EditorRow } from './editor-row.tsx';
import type { FieldMarks } from './field-marks.ts';
import { isEditable, outcomeKinds, outcomeOfKind } from './outcome-kinds.ts';

/** What becomes of the call, with what it needs to be done. */
export function OutcomeEditor({
  outcome,
  path,
  desk,
  marks,
  onChange,
}: {
  outcome: RouteOutcome;
  /** Of the outcome in the rules, as the relay names it. */
  path: string;
  desk: RoutingDesk;
  marks: FieldMarks;
  onChange: (outcome: RouteOutcome) => void;
}) {
  const { t } = useTranslation('routing');
  if (!isEditable(outcome))
    return (
      <EditorRow label={t('outcome')}>
        <Note>{t('unknownOutcome')}</Note>
      </EditorRow>
    );
  return (
    <>
      <EditorRow label={t('outcome')}>
        <Select
          label={t('outcome')}
          value={outcome.kind}
          options={outcomeKinds.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
          onChange={(kind) => onChange(outcomeOfKind(kind))}
        />
        {outcome.kind === 'agent' && <Note>{t('agentNote')}</Note>}
      </EditorRow>
      {outcome.kind === 'ring' && (
        <>
          <EditorRow label={t('people')}>
            <ChipChoice
              label={t('people')}
              chosen={outcome.personIds}
              options={withMissing(desk.people, outcome.personIds, t('sentence.personGone')).map(({ id, name }) => ({
                value: id,
                label: name,
              }))}
              error={marks.shownError(`${path}.personIds`)}
              onChange={(personIds) => onChange({ ...outcome, personIds })}
            />
          </EditorRow>
          <EditorRow label={t('seconds')}>
            <TextInput
              label={t('seconds')}
              inputMode="numeric"
              className="w-16"
              value={Number.isNaN(outcome.seconds) ? '' : String(outcome.seconds)}
              {...marks.of(`${path}.seconds`)}
              onText={(text) =>
                onChange({ ...outcome, seconds: /^\s*\d{1,4}\s*$/.test(text) ? Number(text) : Number.NaN })
              }
            />
          </EditorRow>
        </>
      )}
      {outcome.kind === 'transfer' && (
        <EditorRow label={t('transferTo')}>
          <TextInput
            label={t('transferTo')}
            type="tel"
            className="w-56"
            value={outcome.to}
            {...marks.of(`${path}.to`)}
            onText={(to) => onChange({ ...outcome, to })}
            onLeave={() => {
              const number = readNumber(outcome.to, desk.lines[0]?.number);
              if (number !== null && formatNumber(number) !== outcome.to)
                onChange({ ...outcome, to: formatNumber(number) });
            }}
          />
        </EditorRow>
      )}
      {outcome.kind === 'reject' && (
        <EditorRow label={t('rejectAs')}>
          <Segmented
            label={t('rejectAs')}
            value={outcome.reason}
            segments={(['busy', 'rejected'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={(reason) => onChange({ ...outcome, reason })}
          />
        </EditorRow>
      )}
    </>
  );
}

function Note({ children }: { children: string }) {
  return (
    <p className="mt-1.25 flex max-w-130 items-start gap-1.5 text-meta leading-[1.0625rem] text-text-2">
      <Icon of={Info} size={14} className="mt-px" />
      {children}
    </p>
  );
}

/** People who left the firm stay visible until somebody takes them out. */
function withMissing(people: RoutingDesk['people'], ids: readonly string[], name: string): RoutingDesk['people'] {
  const missing = ids.filter((id) => !people.some((person) => person.id === id));
  return [...people, ...missing.map((id) => ({ id, name }))];
}
