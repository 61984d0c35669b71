import { useTranslation } from 'react-i18next';
import { OptionRow, OptionRows } from '../settings/option-row.tsx';
import type { RoutingStore } from '../stores/routing-store.ts';
import { Select } from '../ui/select.tsx';
import { localeOf } from '../words/format.ts';
import { changeHours, type Draft } from './draft.ts';
import type { FieldMarks } from './field-marks.ts';
import { holidayCountries, regionsOf, sameRegion, timeZones } from './regions.ts';
import { WeekEditor } from './week-editor.tsx';

/** When the office is open: the week, its clock, and the public holidays. */
export function HoursEditor({
  draft,
  routing,
  marks,
  canSave,
}: {
  draft: Draft;
  routing: RoutingStore;
  marks: FieldMarks;
  canSave: boolean;
}) {
  const { t, i18n } = useTranslation('routing');
  const { timeZone, holidays } = draft.hours;
  const countries = new Intl.DisplayNames(localeOf(i18n.language), { type: 'region' });
  const nameOf = (country: string) => countries.of(country) ?? country;
  const zones = timeZones.map(([value, country]) => ({ value, label: nameOf(country) }));
  const zone = zones.find(({ value }) => value === timeZone) ?? { value: timeZone, label: timeZone };
  const regions = holidays ? regionsOf(holidays.country) : [];
  const region = holidays ? sameRegion(holidays.country, holidays.region) : null;
  const regionName = regions.find(([code]) => code === region)?.[1];
  return (
    <section aria-labelledby="routing-hours">
      <h3 id="routing-hours" className="mt-5.5 mb-2 text-ui font-semibold">
        {t('week.title')}
      </h3>
      <OptionRows>
        <WeekEditor draft={draft} routing={routing} marks={marks} canSave={canSave} />
        <OptionRow label={t('week.timeZone')} what={marks.shownError('hours.timeZone') ?? t('week.timeZoneWhat')}>
          {canSave ? (
            <Select
              label={t('week.timeZone')}
              value={timeZone}
              options={zones.includes(zone) ? zones : [zone, ...zones]}
              onChange={(value) => routing.edit((now) => changeHours(now, { timeZone: value }))}
            />
          ) : (
            <span className="text-text-2">{zone.label}</span>
          )}
        </OptionRow>
        <OptionRow
          label={t('week.holidays')}
          what={marks.shownError('hours.holidays.region') ?? t('week.holidaysWhat')}
        >
          {canSave ? (
            <>
              {regions.length > 0 && holidays && (
                <Select
                  label={t('week.region')}
                  value={region ?? ''}
                  options={[
                    { value: '', label: t('week.wholeCountry') },
                    ...regions.map(([value, label]) => ({ value, label })),
                  ]}
                  onChange={(value) =>
                    routing.edit((now) =>
                      changeHours(now, { holidays: { ...holidays, region: value === '' ? null : value } }),
                    )
                  }
                />
              )}
              <Select
                label={t('week.holidays')}
                value={holidays?.country ?? 'none'}
                options={[
                  ...holidayCountries.map((value) => ({ value, label: nameOf(value) })),
                  { value: 'none' as const, label: t('week.noHolidays') },
                ]}
                onChange={(country) =>
                  routing.edit((now) =>
                    changeHours(now, { holidays: country === 'none' ? null : { country, region: null } }),
                  )
                }
              />
            </>
          ) : (
            <span className="text-text-2">
              {holidays ? [nameOf(holidays.country), regionName].filter(Boolean).join(', ') : t('week.noHolidays')}
            </span>
          )}
        </OptionRow>
      </OptionRows>
    </section>
  );
}
