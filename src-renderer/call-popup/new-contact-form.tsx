import { partyRole, type PartyRole } from '@callbrief/relay/wire/directory';
import { useId, type KeyboardEvent } from 'react';
import type { MatterName } from '../../src-preload/contract/matching.ts';
import { ActionButton } from './action-button.tsx';
import { useSuggestions } from './use-suggestions.ts';
import { useSurroundings } from './popup-context.ts';
import type { CardWork } from './use-card-work.ts';
import { useWords } from './use-words.ts';

const field =
  'h-8 min-w-0 w-full rounded-2 border border-control bg-surface px-2 text-ui text-text placeholder:text-text-3 placeholder:opacity-100';

/** Name, and what else is known by now: one step. Enter in any field saves. */
export function NewContactForm({ work }: { work: CardWork }) {
  const t = useWords();
  const { locale } = useSurroundings();
  const { contact, matterUnknown, setContactField } = work;
  const matterList = useId();
  const matterText = contact?.matterText ?? '';
  const found = useSuggestions(matterText);
  const matters = (found ?? []).flatMap((one) => (one.contactId === null && one.matter ? [one.matter] : []));
  if (contact === null) return null;
  const { matter } = contact;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    work.saveContact();
  };
  const writeMatter = (text: string) => {
    // A whole number and title is one of the list.
    const chosen = matters.find((one) => nameOf(one) === text) ?? null;
    work.writeContact({ ...contact, matterText: text, matter: chosen, role: chosen === null ? null : contact.role });
  };
  const choose = (one: MatterName) => work.writeContact({ ...contact, matterText: nameOf(one), matter: one });
  return (
    <div className="mt-2 grid gap-1.5">
      <input
        ref={setContactField}
        lang={locale}
        aria-label={t('who_is_it_name')}
        placeholder={t('contact_name')}
        maxLength={200}
        value={contact.name}
        onChange={(event) => work.writeContact({ ...contact, name: event.target.value })}
        onKeyDown={onKeyDown}
        className={field}
      />
      <input
        lang={locale}
        aria-label={t('organisation')}
        placeholder={t('organisation')}
        maxLength={200}
        value={contact.organisation}
        onChange={(event) => work.writeContact({ ...contact, organisation: event.target.value })}
        onKeyDown={onKeyDown}
        className={field}
      />
      <input
        role="combobox"
        aria-expanded={matters.length > 0 && matter === null}
        aria-controls={matterList}
        aria-label={t('in_matter')}
        placeholder={t('in_matter')}
        autoComplete="off"
        maxLength={200}
        value={matterText}
        onChange={(event) => writeMatter(event.target.value)}
        onKeyDown={(event) => {
          const first = matters[0];
          if (matter !== null || first === undefined || matterText.trim() === '') return onKeyDown(event);
          if (event.key !== 'Enter') return;
          event.preventDefault();
          choose(first);
        }}
        className={field}
      />
      <MatterChoices id={matterList} matters={matter === null ? matters : []} onChoose={choose} />
      {matterUnknown && <output className="text-meta text-critical-text">{t('matter_unknown')}</output>}
      {matter !== null && (
        <select
          aria-label={t('role_in_matter')}
          value={contact.role ?? ''}
          onKeyDown={onKeyDown}
          onChange={(event) =>
            work.writeContact({ ...contact, role: partyRole.options.find((one) => one === event.target.value) ?? null })
          }
          className={field}
        >
          <option value="">{t('role_none')}</option>
          {partyRole.options.map((one: PartyRole) => (
            <option key={one} value={one}>
              {t(`roles:chip.${one}`)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function MatterChoices(props: { id: string; matters: readonly MatterName[]; onChoose: (matter: MatterName) => void }) {
  return (
    <div id={props.id} className="flex flex-wrap gap-1" hidden={props.matters.length === 0}>
      {props.matters.map((matter) => (
        <ActionButton key={matter.id} label={nameOf(matter)} small narrow onPress={() => props.onChoose(matter)} />
      ))}
    </div>
  );
}

const nameOf = ({ number, title }: MatterName) => `${number} ${title}`;
