import type { Language } from '@callbrief/relay/wire/scalars';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ReceptionistDesk } from '../../src-preload/contract/receptionist.ts';
import { languageNames } from '../settings/language-choice.ts';
import { OptionRow, OptionRows } from '../settings/option-row.tsx';
import { receptionistProblems, type ReceptionistStore } from '../stores/receptionist-store.ts';
import { Icon } from '../ui/icon.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Switch } from '../ui/switch.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { OrderedChoice } from './ordered-choice.tsx';
import type { ReceptionistDraft } from './receptionist-draft.ts';
import { useProblemWords } from './use-problem-words.ts';

/** On or off, by what it talks, its languages, its people, and where callers go when nothing works. */
export function ReceptionistOptions({
  desk,
  draft,
  receptionist,
}: {
  desk: ReceptionistDesk;
  draft: ReceptionistDraft;
  receptionist: ReceptionistStore;
}) {
  const { t } = useTranslation('receptionist');
  const words = useProblemWords();
  const data = useStore(receptionist.store);
  const problems = receptionistProblems(data);
  const change = (next: Partial<ReceptionistDraft>) => receptionist.edit((now) => ({ ...now, ...next }));
  const readOnly = !desk.canSave;
  const models = desk.engines.filter(({ stage }) => stage === 'thinking' || stage === 'speech_to_speech');
  const hasModel = models.some(({ refused }) => refused === null);
  const whyNoModel = hasModel ? null : models.length === 0 ? t('noModel') : t('modelRefused');
  const numberProblem = problems.find(({ kind }) => kind === 'lastResort');
  return (
    <>
      <OptionRows>
        <OptionRow label={t('isOn')} what={t('isOnWhat')}>
          <Switch label={t('isOn')} on={draft.isOn} disabled={readOnly} onChange={(isOn) => change({ isOn })} />
        </OptionRow>
        <OptionRow
          label={t('thinks')}
          what={
            <>
              {t(`thinksWhat.${draft.thinks}`)} {whyNoModel}
            </>
          }
        >
          {readOnly || (!hasModel && draft.thinks === 'script') ? (
            <span>{t(`thinksBy.${draft.thinks}`)}</span>
          ) : (
            <Segmented
              label={t('thinks')}
              value={draft.thinks}
              segments={(['script', 'model'] as const).map((value) => ({ value, label: t(`thinksBy.${value}`) }))}
              onChange={(thinks) => change({ thinks })}
            />
          )}
        </OptionRow>
        <OptionRow label={t('languages')} what={t('languagesWhat')}>
          <OrderedChoice<Language>
            label={t('languages')}
            add={t('addLanguage')}
            chosen={draft.languages}
            options={languageNames.map(([value, label]) => ({ value, label }))}
            nobody={t('none')}
            least={1}
            readOnly={readOnly}
            onChange={(languages) => change({ languages })}
          />
        </OptionRow>
        <OptionRow label={t('handOver')} what={t('handOverWhat')}>
          <OrderedChoice
            label={t('handOver')}
            add={t('addPerson')}
            chosen={draft.handOverTo}
            options={desk.people.map(({ id, name }) => ({ value: id, label: name }))}
            nobody={t('handOverNobody')}
            readOnly={readOnly}
            onChange={(handOverTo) => change({ handOverTo })}
          />
        </OptionRow>
        <OptionRow label={t('lastResort')} what={t('lastResortWhat')}>
          {readOnly ? (
            <span>{draft.lastResort === '' ? t('none') : draft.lastResort}</span>
          ) : (
            <TextInput
              label={t('lastResort')}
              type="tel"
              className="w-48"
              placeholder="+32 …"
              value={draft.lastResort}
              error={numberProblem && words(numberProblem)}
              marked={data.showProblems}
              onText={(lastResort) => change({ lastResort })}
            />
          )}
        </OptionRow>
      </OptionRows>
      {problems.some(({ kind }) => kind !== 'lastResort' && kind !== 'script') && (
        <ul className="mt-2 grid gap-1 rounded-2 border border-caution-line bg-caution-tint px-3.5 py-2">
          {problems
            .filter(({ kind }) => kind !== 'lastResort' && kind !== 'script')
            .map((problem) => (
              <li key={JSON.stringify(problem)} className="flex items-start gap-1.5">
                <Icon of={CircleAlert} size={14} className="mt-0.5 text-caution" />
                <span>{words(problem)}</span>
              </li>
            ))}
        </ul>
      )}
      {(draft.thinks === 'model' || draft.about !== '') && (
        <div className="mt-5">
          <label htmlFor="receptionist-about" className="mb-1 block font-semibold">
            {t('about')}
          </label>
          <p id="receptionist-about-what" className="mb-2 max-w-160 text-meta text-text-2">
            {t('aboutWhat')}
          </p>
          <textarea
            id="receptionist-about"
            aria-describedby="receptionist-about-what"
            value={draft.about}
            readOnly={readOnly}
            maxLength={4_000}
            rows={5}
            onChange={(event) => change({ about: event.target.value })}
            className="w-full rounded-2 border border-control bg-surface px-2.5 py-1.5 read-only:border-line-2 read-only:bg-sunken"
          />
        </div>
      )}
    </>
  );
}
