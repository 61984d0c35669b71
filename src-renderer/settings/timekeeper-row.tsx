import type { Practice } from '@callbrief/relay/wire/practice';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Select } from '../ui/select.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { OptionRow } from './option-row.tsx';

type Timekeeper = Practice['time']['timekeepers'][number];
const levels = ['PT', 'AS', 'PL', 'OT'] as const;

/** Code, level and rate of one person; without a level they charge nothing over LEDES. */
export function TimekeeperRow({
  person,
  timekeeper,
  onChange,
}: {
  person: { id: string; name: string };
  timekeeper: Timekeeper | null;
  onChange: (next: Timekeeper | null) => void;
}) {
  const { t } = useTranslation('time');
  const { name } = person;
  const [rate, setRate] = useState(timekeeper?.hourlyRate?.toString() ?? '');
  return (
    <OptionRow label={name}>
      <Select
        label={t('settings.level', { name })}
        value={timekeeper?.classification ?? ''}
        options={[
          { value: '', label: t('settings.noLevel') },
          ...levels.map((level) => ({ value: level, label: t(`settings.levels.${level}`) })),
        ]}
        onChange={(value) => {
          const level = levels.find((one) => one === value);
          if (level === undefined) onChange(null);
          else onChange({ code: '', hourlyRate: null, ...timekeeper, personId: person.id, classification: level });
        }}
      />
      {timekeeper && (
        <>
          <TextInput
            label={t('settings.code', { name })}
            value={timekeeper.code}
            placeholder="JP"
            className="w-20"
            onText={(code) => onChange({ ...timekeeper, code: code.slice(0, 20) })}
          />
          <TextInput
            label={t('settings.rate', { name })}
            value={rate}
            placeholder="250"
            inputMode="decimal"
            className="w-24"
            onText={(text) => {
              setRate(text);
              const value = Number(text.replace(',', '.'));
              const isRate = text.trim() !== '' && Number.isFinite(value) && value >= 0 && value <= 100_000;
              onChange({ ...timekeeper, hourlyRate: isRate ? value : null });
            }}
          />
        </>
      )}
    </OptionRow>
  );
}
