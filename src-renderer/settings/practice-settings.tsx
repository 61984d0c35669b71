import type { Practice } from '@callbrief/relay/wire/practice';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import type { PracticeStore } from '../stores/practice-store.ts';
import { TextInput } from '../ui/text-input.tsx';
import { useFormat } from '../words/format.ts';
import { CallerCardSettings } from './caller-card-settings.tsx';
import { OptionRow, OptionRows, SettingsSection } from './option-row.tsx';
import { hasProblems, LEAST_MINUTES, MOST_MINUTES, promiseProblems } from './practice-problems.ts';
import { PracticeSaveBar } from './practice-save-bar.tsx';
import { WordList } from './word-list.tsx';

/** Settings > After the call: of the whole firm; administrators change it, all others see what holds. */
export function PracticeSettings({ app, practice }: { app: AppState; practice: PracticeStore }) {
  const { t } = useTranslation('practice');
  const { draft, country } = useStore(practice.store);
  useEffect(() => void practice.load().catch(() => undefined), [practice]);
  const isAdmin = app.me?.role === 'admin';
  if (!draft) return null;
  return (
    <SettingsSection id="afterCall" title={t('title')}>
      <p className="max-w-160 text-text-2">{t('intro')}</p>
      <fieldset disabled={!isAdmin} className="min-w-0">
        <WordList
          of="tags"
          words={draft.tags}
          longest={40}
          most={100}
          disabled={!isAdmin}
          onChange={(tags) => practice.edit({ tags })}
        />
        <WordList
          of="outcomes"
          words={draft.dispositions}
          longest={60}
          most={50}
          disabled={!isAdmin}
          onChange={(dispositions) => practice.edit({ dispositions })}
        />
        <Promises promises={draft.callbacks} onChange={(callbacks) => practice.edit({ callbacks })} />
        <CallerCardSettings
          shows={draft.callerCard}
          country={country}
          lawyer={app.me?.shortName ?? ''}
          disabled={!isAdmin}
          onChange={(change) => practice.edit({ callerCard: { ...draft.callerCard, ...change } })}
        />
        <PracticeSaveBar
          practice={practice}
          part="afterCall"
          isAdmin={isAdmin}
          wrong={hasProblems(draft) ? t('wrong') : null}
        />
      </fieldset>
    </SettingsSection>
  );
}

function Promises({
  promises,
  onChange,
}: {
  promises: Practice['callbacks'];
  onChange: (next: Practice['callbacks']) => void;
}) {
  const { t } = useTranslation('practice');
  const { within, urgent } = promiseProblems(promises);
  const explain = (problem: typeof urgent) => (problem === null ? undefined : t(`promise.${problem}`));
  return (
    <section aria-labelledby="promises-title" className="mt-5">
      <h3 id="promises-title" className="mb-2 font-semibold">
        {t('promise.title')}
      </h3>
      <OptionRows>
        <OptionRow label={t('promise.within')} what={t('promise.withinWhat')}>
          <Minutes
            label={t('promise.within')}
            value={promises.withinMinutes}
            error={explain(within)}
            onChange={(withinMinutes) => onChange({ ...promises, withinMinutes })}
          />
        </OptionRow>
        <OptionRow label={t('promise.urgent')} what={t('promise.urgentWhat')}>
          <Minutes
            label={t('promise.urgent')}
            value={promises.urgentWithinMinutes}
            error={explain(urgent)}
            onChange={(urgentWithinMinutes) => onChange({ ...promises, urgentWithinMinutes })}
          />
        </OptionRow>
      </OptionRows>
    </section>
  );
}

/** What cannot be read as minutes stays as it was typed, and is NaN. */
function Minutes({
  label,
  value,
  error,
  onChange,
}: {
  label: string;
  value: number;
  error: string | undefined;
  onChange: (minutes: number) => void;
}) {
  const { t } = useTranslation('practice');
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const isPlain = value >= LEAST_MINUTES && value <= MOST_MINUTES;
  return (
    <>
      <TextInput
        label={label}
        value={Number.isNaN(value) ? typed : String(value)}
        error={error}
        marked
        inputMode="numeric"
        className="w-20"
        help={isPlain && value >= 60 ? format.duration(value * 60) : undefined}
        onText={(text) => {
          setTyped(text);
          onChange(/^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN);
        }}
      />
      <span className="text-meta text-text-2">{t('promise.minutes')}</span>
    </>
  );
}
