import type { TFunction } from 'i18next';
import { Hand, Phone, Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatterView, PartyView, RecordingRules } from '../../src-preload/contract/matters.ts';
import { useStores } from '../stores/stores.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { menuContent, menuItem } from '../ui/menu-item.ts';
import { useFormat } from '../words/format.ts';

/** What is owed here, who is in it, and what may be recorded. 328 wide. */
export function MatterAside({ view, onCall }: { view: MatterView; onCall: (number: string) => void }) {
  const { t } = useTranslation('matters');
  const { matters } = useStores();
  return (
    <aside
      aria-label={t('aside.name')}
      data-pane="aside"
      className="scroll-quiet flex w-(--cb-w-aside) shrink-0 flex-col gap-2.5 border-l border-line bg-canvas px-3.5 py-3 max-[1080px]:w-72"
    >
      <Block title={t('aside.open')}>
        <OpenHere open={view.open} />
      </Block>
      <Block
        title={t('aside.people')}
        action={
          <IconButton
            size={24}
            icon={Plus}
            label={t('aside.addPerson')}
            onClick={() => matters.ask({ kind: 'matter', matterId: view.id })}
          />
        }
      >
        {view.parties.length === 0 ? (
          <p className="text-meta text-text-2">{t('aside.nobody')}</p>
        ) : (
          <ul>
            {view.parties.map((party) => (
              <Party key={`${party.contactId} ${party.role}`} party={party} onCall={onCall} />
            ))}
          </ul>
        )}
      </Block>
      <Block title={t('aside.rules')}>
        {view.rules === null ? (
          <p className="text-meta text-text-2">{t('aside.rulesUnknown')}</p>
        ) : (
          <Rules rules={view.rules} />
        )}
      </Block>
    </aside>
  );
}

function Block({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-3 border border-line bg-surface px-3 pt-2.25 pb-2.5">
      <header className="mb-1 flex min-h-5 items-center gap-1.5">
        <h2 id={id} className="grow text-ui font-semibold">
          {title}
        </h2>
        {action}
      </header>
      {children}
    </section>
  );
}

function Fact({ name, urgent = false, children }: { name: string; urgent?: boolean; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-2.5 py-0.5 text-meta">
      <dt className={urgent ? 'grow font-medium text-critical-text' : 'grow text-text-2'}>{name}</dt>
      <dd className="text-right font-medium">{children}</dd>
    </div>
  );
}

function OpenHere({ open }: { open: MatterView['open'] }) {
  const { t } = useTranslation('matters');
  const format = useFormat();
  return (
    <dl>
      <Fact
        name={open.overdue > 0 ? t('aside.callbacksOverdue', { count: open.overdue }) : t('aside.callbacks')}
        urgent={open.overdue > 0}
      >
        {format.number(open.callbacks)}
      </Fact>
      <Fact name={t('aside.tasks')}>{format.number(open.tasks)}</Fact>
      <Fact name={t('aside.summaries')}>{format.number(open.summaries)}</Fact>
      <Fact name={t('aside.drafts')}>
        {open.drafts === 0
          ? format.number(0)
          : t('aside.draftHours', {
              count: open.drafts,
              hours: format.number(Math.round(open.draftMinutes / 6) / 10),
            })}
      </Fact>
    </dl>
  );
}

function Party({ party, onCall }: { party: PartyView; onCall: (number: string) => void }) {
  const { t } = useTranslation('matters');
  const roles = useTranslation('roles').t;
  const { matters, contacts } = useStores();
  const isRepresented = party.role === 'opposing_party' && party.representedBy !== null;
  const name = party.name ?? t('aside.removedContact');
  // A company is named by itself where a person of it is the party.
  const shown = party.role === 'opposing_party' ? (party.organisation ?? name) : name;
  const facts = [
    isRepresented ? t('aside.representedRole', { role: roles(`chip.${party.role}`) }) : roles(`chip.${party.role}`),
    party.role === 'client' && party.languages[0] !== undefined ? roles(`speaks.${party.languages[0]}`) : null,
    party.reference === null || party.reference === '' ? null : t('aside.reference', { reference: party.reference }),
  ].filter((fact) => fact !== null);
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-2 py-1 not-first:border-t not-first:border-line">
      <span className="min-w-0">
        <button
          type="button"
          className="cut block max-w-full rounded-1 text-left hover:underline"
          disabled={party.name === null}
          onClick={() => {
            matters.showTab('contacts');
            contacts.open(party.contactId);
          }}
        >
          {shown}
        </button>
        <small className={`block text-meta ${isRepresented ? 'text-critical-text' : 'text-text-2'}`}>
          {facts.join(' · ')}
        </small>
      </span>
      <CallParty party={party} name={shown} isRepresented={isRepresented} onCall={onCall} />
    </li>
  );
}

function CallParty({
  party,
  name,
  isRepresented,
  onCall,
}: {
  party: PartyView;
  name: string;
  isRepresented: boolean;
  onCall: (number: string) => void;
}) {
  const { t } = useTranslation('matters');
  const [only, another] = party.numbers;
  if (only === undefined) return isRepresented ? <Icon of={Hand} size={14} className="m-1.25 text-critical" /> : null;
  const look = {
    size: 24 as const,
    icon: isRepresented ? Hand : Phone,
    label: isRepresented ? t('aside.doNotCall') : t('aside.call', { name }),
  };
  if (another === undefined) return <IconButton {...look} onClick={() => onCall(only.number)} />;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton {...look} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} className={menuContent}>
          {party.numbers.map(({ number, formatted, kind }) => (
            <DropdownMenu.Item
              key={number}
              className={menuItem}
              aria-label={t('aside.callNumber', { name, number: formatted })}
              onSelect={() => onCall(number)}
            >
              <Icon of={Phone} size={14} />
              <span className="grow">{formatted}</span>
              <span className="text-meta text-text-2">{t(`form.numberKinds.${kind as 'mobile'}`)}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Rules({ rules }: { rules: RecordingRules }) {
  const { t } = useTranslation('matters');
  return (
    <>
      <dl>
        <Fact name={t('aside.recording')}>{t(`aside.audio.${rules.audio}`)}</Fact>
        <Fact name={t('aside.ai')}>
          {t(`aside.analysis.${rules.analysis}`, { regions: rules.regions.map((one) => one.toUpperCase()).join(', ') })}
        </Fact>
        <Fact name={t('aside.audioKept')}>{howLong(rules.audioDays, t)}</Fact>
        <Fact name={t('aside.textKept')}>{howLong(rules.textDays, t)}</Fact>
        <Fact name={t('aside.hold')}>
          {rules.onHold === 0 ? t('aside.holdOff') : t('aside.holdOn', { count: rules.onHold })}
        </Fact>
      </dl>
      <p className="mt-1.5 text-caption text-text-3">{rules.ownRule ? t('aside.ownRule') : t('aside.firmRule')}</p>
    </>
  );
}

/** 183 days are 6 months, 2,192 are 6 years; what is no round number of them stays days. */
function howLong(days: number, t: TFunction<'matters'>): string {
  const years = Math.round(days / 365.25);
  if (years >= 1 && Math.abs(days - years * 365.25) <= 2 && years !== 1) return t('aside.years', { count: years });
  const months = Math.round(days / 30.44);
  if (months >= 1 && Math.abs(days - months * 30.44) <= 2) return t('aside.months', { count: months });
  return t('aside.days', { count: days });
}
