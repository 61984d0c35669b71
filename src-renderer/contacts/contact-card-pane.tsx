import { CloudUpload, Merge, Pencil, Phone, Trash2, UserRound, UserX } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CallRow } from '../../src-preload/contract.ts';
import type { ContactCard } from '../../src-preload/contract/contacts.ts';
import { describeOutcome } from '../calls/describe-outcome.ts';
import { useStores } from '../stores/stores.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { LanguageChip } from '../ui/language-chip.tsx';
import { NoticeStrip } from '../ui/notice-strip.tsx';
import { RoleChip } from '../ui/role-chip.tsx';
import { useFormat } from '../words/format.ts';

/** Who it is, how they are reached, in which matters they are, and when they were spoken with. */
export function ContactCardPane({ now }: { now: Date }) {
  const { t } = useTranslation('matters');
  const { contacts } = useStores();
  const { card, contactId, gone } = useStore(contacts.store);
  if (card === null || card.id !== contactId)
    return (
      <section data-pane="card" className="grow">
        <EmptyState icon={gone ? UserX : UserRound} title={t(gone ? 'contacts.gone' : 'contacts.nothingChosen')}>
          {t(gone ? 'contacts.goneWhy' : 'contacts.nothingChosenWhy')}
        </EmptyState>
      </section>
    );
  return <Card card={card} gone={gone} now={now} />;
}

function Card({ card, gone, now }: { card: ContactCard; gone: boolean; now: Date }) {
  const { t } = useTranslation('matters');
  const { matters, dial } = useStores();
  const { name, organisation, languages, emails } = card.fields;
  return (
    <section
      aria-label={t('contacts.card', { name })}
      data-pane="card"
      className="scroll-quiet flex min-w-0 grow flex-col gap-3 px-5 py-3.25"
    >
      {gone && <NoticeStrip tone="critical" icon={UserX} title={t('contacts.gone')} text={t('contacts.goneWhy')} />}
      <header className="flex flex-wrap items-start gap-2">
        <div className="flex min-h-7 min-w-0 grow flex-wrap items-center gap-x-2 gap-y-1">
          <h2 className="selectable text-name font-semibold tracking-[-0.01em] wrap-anywhere">{name}</h2>
          {languages.map((language) => (
            <LanguageChip key={language} language={language} />
          ))}
          {organisation !== null && organisation !== name && <span className="text-text-2">{organisation}</span>}
          {card.waiting && <Chip icon={CloudUpload}>{t('waiting')}</Chip>}
        </div>
        {!gone && (
          <span className="flex flex-wrap gap-1.5">
            <Button icon={Pencil} onClick={() => matters.ask({ kind: 'contact', contactId: card.id })}>
              {t('contacts.edit')}
            </Button>
            <Button icon={Merge} onClick={() => matters.ask({ kind: 'merge', contactId: card.id })}>
              {t('contacts.mergeThis')}
            </Button>
            <Button
              icon={Trash2}
              onClick={() => matters.ask({ kind: 'remove_contact', contactId: card.id, title: name })}
            >
              {t('contacts.remove')}
            </Button>
          </span>
        )}
      </header>
      <Part title={t('contacts.numbers')}>
        {card.numbers.length === 0 && <Nothing>{t('contacts.noNumbers')}</Nothing>}
        <ul>
          {card.numbers.map(({ number, formatted, kind, shared, extension }) => (
            <li key={`${number} ${extension ?? ''}`} className="flex min-h-8 items-center gap-2">
              <span className="selectable font-medium">{formatted}</span>
              {extension !== undefined && <span className="text-meta">{t('contacts.extension', { extension })}</span>}
              <span className="text-meta text-text-2">{t(`form.numberKinds.${kind}`)}</span>
              {shared && <Chip>{t('contacts.shared')}</Chip>}
              <span className="grow" />
              {kind !== 'fax' && (
                <Button
                  size={24}
                  icon={Phone}
                  aria-label={t('contacts.call', { number: formatted })}
                  square
                  look="quiet"
                  onClick={() => dial.ask(number)}
                />
              )}
            </li>
          ))}
        </ul>
      </Part>
      {emails.length > 0 && (
        <Part title={t('contacts.emails')}>
          {emails.map((email) => (
            <p key={email} className="selectable wrap-anywhere">
              {email}
            </p>
          ))}
        </Part>
      )}
      <Part title={t('contacts.matters')}>
        {card.matters.length === 0 && <Nothing>{t('contacts.noMatters')}</Nothing>}
        <ul>
          {card.matters.map(({ id, number, title, role, status }) => (
            <li key={`${id} ${role}`} className="flex min-h-8 items-center gap-2">
              <button
                type="button"
                aria-label={`${t('contacts.openMatter', { number })}, ${title}`}
                onClick={() => matters.open(id)}
                className="min-w-0 rounded-1 text-left hover:underline"
              >
                <b className="font-semibold text-accent-text">{number}</b> {title}
              </button>
              <RoleChip role={role} />
              {status === 'closed' && <Chip>{t('status.closed')}</Chip>}
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('contacts.calls')}>
        {card.calls.length === 0 && <Nothing>{t('contacts.noCalls')}</Nothing>}
        <ul>
          {card.calls.map((call) => (
            <CallLine key={call.id} call={call} now={now} />
          ))}
        </ul>
      </Part>
    </section>
  );
}

function CallLine({ call, now }: { call: CallRow; now: Date }) {
  const calls = useTranslation('calls').t;
  const format = useFormat();
  const { screen, callList } = useStores();
  const { icon, iconTone, words } = describeOutcome(call, calls, format, now);
  return (
    <li>
      <button
        type="button"
        onClick={() => {
          screen.setState({ screen: 'calls' });
          callList.selectCall(call.id);
        }}
        className="flex min-h-8 w-full items-center gap-2 rounded-2 px-1 text-left hover:bg-hover"
      >
        <Icon of={icon} size={14} className={iconTone} />
        <span>{words}</span>
        <span className="ml-auto text-meta text-text-2">
          {call.matter?.number} {format.dayAndTime(call.startedAt, now)}
        </span>
      </button>
    </li>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-3 border border-line bg-surface px-3 py-2.25">
      <h3 id={id} className="mb-1 font-semibold">
        {title}
      </h3>
      {children}
    </section>
  );
}

const Nothing = ({ children }: { children: ReactNode }) => <p className="text-meta text-text-2">{children}</p>;
