import { callerCard } from '@callbrief/relay/wire/caller-card';
import type { Practice } from '@callbrief/relay/wire/practice';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../ui/segmented.tsx';
import { Switch } from '../ui/switch.tsx';
import { OptionRow, OptionRows } from './option-row.tsx';

type Shows = Practice['callerCard'];

const parts = ['organisation', 'matterNumber', 'lawyer', 'role', 'representedWarning'] as const;

/** What Ringover's own window is told of a caller, with the card as the office would make it. */
export function CallerCardSettings({
  shows,
  country,
  lawyer,
  disabled,
  onChange,
}: {
  shows: Shows;
  country: string;
  /** Who stands in the example. */
  lawyer: string;
  disabled: boolean;
  onChange: (change: Partial<Shows>) => void;
}) {
  const { t } = useTranslation('practice');
  const off = disabled || !shows.shown;
  return (
    <section aria-labelledby="caller-card-title" className="mt-5">
      <h3 id="caller-card-title" className="mb-1 font-semibold">
        {t('card.title')}
      </h3>
      <p className="mb-2 max-w-160 text-meta text-text-2">{t('card.why')}</p>
      <OptionRows>
        <OptionRow label={t('card.shown')} what={t('card.shownWhat')}>
          <Switch
            label={t('card.shown')}
            on={shows.shown}
            disabled={disabled}
            onChange={(shown) => onChange({ shown })}
          />
        </OptionRow>
        <OptionRow label={t('card.name')}>
          <Segmented
            label={t('card.name')}
            value={shows.name}
            segments={[
              { value: 'full', label: t('card.full') },
              { value: 'initials', label: t('card.initials') },
            ]}
            onChange={(name) => !off && onChange({ name })}
          />
        </OptionRow>
        {parts.map((part) => (
          <OptionRow key={part} label={t(`card.${part}`)}>
            <Switch
              label={t(`card.${part}`)}
              on={shows[part]}
              disabled={off}
              onChange={(on) => onChange({ [part]: on })}
            />
          </OptionRow>
        ))}
      </OptionRows>
      <Example shows={shows} country={country} lawyer={lawyer} />
    </section>
  );
}

const EXAMPLE = 'example';

function Example({ shows, country, lawyer }: { shows: Shows; country: string; lawyer: string }) {
  const { t } = useTranslation('practice');
  const card = callerCard(
    { id: EXAMPLE, name: 'Anneke Verhulst', organisation: t('card.organisationOfExample') },
    {
      number: '2026/0318',
      responsiblePersonId: null,
      parties: [{ contactId: EXAMPLE, role: 'opposing_party', representedBy: 'Me P. Janssens' }],
    },
    { shows, country, lawyer },
  );
  return (
    <figure aria-live="polite" className="mt-3 w-80 max-w-full rounded-3 border border-line bg-sunken px-3.5 py-2.5">
      <figcaption className="mb-1.5 text-caption text-text-2">{t('card.example')}</figcaption>
      {card === null ? (
        <p>{t('card.nothing')}</p>
      ) : (
        <>
          <p className="text-name font-semibold">{[card.firstname, card.lastname].filter(Boolean).join(' ')}</p>
          {card.company !== '' && <p className="text-text-2">{card.company}</p>}
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3">
            {Object.entries(card.data).map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-text-2">{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </figure>
  );
}
