import type { Practice } from '@callbrief/relay/wire/practice';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import type { ClioStore } from '../stores/clio-store.ts';
import type { PracticeStore } from '../stores/practice-store.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Switch } from '../ui/switch.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { ClioSettings } from './clio-settings.tsx';
import { OptionRow, OptionRows, SettingsSection } from './option-row.tsx';
import { PracticeSaveBar } from './practice-save-bar.tsx';
import { TimekeeperRow } from './timekeeper-row.tsx';

const units: readonly Practice['time']['roundingMinutes'][] = [1, 6, 10, 15];

/** Settings > Time and practice software: of the whole firm; administrators change it. */
export function TimeSettings({ app, practice, clio }: { app: AppState; practice: PracticeStore; clio: ClioStore }) {
  const { t } = useTranslation('time');
  const { draft: whole, people } = useStore(practice.store);
  useEffect(() => void practice.load().catch(() => undefined), [practice]);
  const isAdmin = app.me?.role === 'admin';
  if (!whole) return null;
  const draft = whole.time;
  const edit = (change: Partial<Practice['time']>) => practice.edit({ time: { ...draft, ...change } });
  const timekeeperOf = (personId: string) => draft.timekeepers.find((one) => one.personId === personId) ?? null;
  return (
    <SettingsSection id="time" title={t('settings.title')}>
      <p className="mb-3 max-w-160 text-text-2">{t('settings.intro')}</p>
      <fieldset disabled={!isAdmin} className="min-w-0">
        <OptionRows>
          <OptionRow label={t('settings.drafts')} what={t('settings.draftsWhat')}>
            <Switch
              label={t('settings.drafts')}
              on={draft.drafts}
              disabled={!isAdmin}
              onChange={(drafts) => edit({ drafts })}
            />
          </OptionRow>
          <OptionRow label={t('settings.rounding')} what={t('settings.roundingWhat')}>
            <Segmented
              label={t('settings.rounding')}
              value={String(draft.roundingMinutes)}
              segments={units.map((unit) => ({ value: String(unit), label: t('settings.unit', { count: unit }) }))}
              onChange={(value) => {
                const unit = units.find((one) => String(one) === value);
                if (unit !== undefined && isAdmin) edit({ roundingMinutes: unit });
              }}
            />
          </OptionRow>
          <OptionRow label={t('settings.codes')} what={t('settings.codesWhat')}>
            <Switch
              label={t('settings.codes')}
              on={draft.activityCodes}
              disabled={!isAdmin}
              onChange={(activityCodes) => edit({ activityCodes })}
            />
          </OptionRow>
          <OptionRow label={t('settings.firmId')}>
            <TextInput
              label={t('settings.firmId')}
              value={draft.ledesFirmId}
              onText={(ledesFirmId) => edit({ ledesFirmId: ledesFirmId.slice(0, 20) })}
            />
          </OptionRow>
        </OptionRows>
        <h3 className="mt-5 mb-1 font-semibold">{t('settings.timekeepers')}</h3>
        <p className="mb-2 text-meta text-text-2">{t('settings.timekeepersWhat')}</p>
        <OptionRows>
          {people.map((person) => (
            <TimekeeperRow
              key={person.id}
              person={person}
              timekeeper={timekeeperOf(person.id)}
              onChange={(next) =>
                edit({
                  timekeepers: [
                    ...draft.timekeepers.filter(({ personId }) => personId !== person.id),
                    ...(next === null ? [] : [next]),
                  ],
                })
              }
            />
          ))}
        </OptionRows>
        <PracticeSaveBar practice={practice} part="time" isAdmin={isAdmin} />
      </fieldset>
      <ClioSettings clio={clio} isAdmin={isAdmin} />
    </SettingsSection>
  );
}
