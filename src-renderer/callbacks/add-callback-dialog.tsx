import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackList, FoundCallers, MatterRef, NewCallbackSet } from '../../src-preload/contract/callbacks.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FieldMessage } from '../ui/field-message.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { TypedChoice, type TypedOption } from '../ui/typed-choice.tsx';
import { useFormat } from '../words/format.ts';
import { momentOfField } from './due-choices.ts';

interface Chosen {
  contactId: string | null;
  number: string | null;
  callerName: string | null;
  shown: TypedOption;
}

const nothingFound: FoundCallers = { contacts: [], number: null };
const NUMBER = 'number';
const NAME = 'name';

/** Somebody is owed a call: who, about what, for whom, by when. Enter in a field adds. */
export function AddCallbackDialog({
  list,
  open,
  notSaved,
  findCaller,
  findMatter,
  onAdd,
  onClose,
}: {
  list: CallbackList;
  open: boolean;
  notSaved: boolean;
  findCaller: (query: string) => Promise<FoundCallers>;
  findMatter: (query: string, contactId: string | null) => Promise<MatterRef[]>;
  onAdd: (set: NewCallbackSet) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('callbacks');
  return (
    <Dialog title={t('add.title')} closeLabel={t('add.cancel')} open={open} onClose={onClose}>
      <Form {...{ list, notSaved, findCaller, findMatter, onAdd, onClose }} />
    </Dialog>
  );
}

function Form({
  list,
  notSaved,
  findCaller,
  findMatter,
  onAdd,
  onClose,
}: Omit<Parameters<typeof AddCallbackDialog>[0], 'open'>) {
  const { t } = useTranslation('callbacks');
  const format = useFormat();
  const me = list.people.find(({ isMe }) => isMe)?.id ?? '';
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<FoundCallers>(nothingFound);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [matterQuery, setMatterQuery] = useState('');
  const [matters, setMatters] = useState<readonly MatterRef[]>([]);
  const [matter, setMatter] = useState<MatterRef | null>(null);
  const [reason, setReason] = useState('');
  const [wanted, setWanted] = useState('');
  const [owner, setOwner] = useState(me);
  const [due, setDue] = useState('');
  const [urgency, setUrgency] = useState<'normal' | 'high'>('normal');
  const [missing, setMissing] = useState(false);
  const callerField = useRef<HTMLInputElement>(null);

  // The dialog takes the keyboard first, so that its title is read.
  useEffect(() => {
    const timer = setTimeout(() => callerField.current?.focus(), 0);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (query.trim() === '') return undefined;
    let current = true;
    void findCaller(query.trim()).then(
      (answer) => current && setFound(answer ?? nothingFound),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [query, findCaller]);
  const contactId = chosen?.contactId ?? null;
  useEffect(() => {
    let current = true;
    void findMatter(matterQuery.trim(), contactId).then(
      (answer) => current && setMatters(answer ?? []),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [matterQuery, contactId, findMatter]);

  const typed = query.trim();
  const options: TypedOption[] =
    typed === ''
      ? []
      : [
          ...found.contacts.map(({ contactId: id, name, organisation, numberFormatted, matter: only }) => ({
            id,
            title: name,
            detail: [organisation !== name && organisation, numberFormatted, only?.number].filter(Boolean).join(' · '),
          })),
          ...(found.number === null
            ? [{ id: NAME, title: t('quoted', { name: typed }), detail: t('add.justName') }]
            : [{ id: NUMBER, title: found.number.formatted, detail: t('add.justNumber') }]),
        ];

  function choose(id: string): void {
    const shown = options.find((one) => one.id === id);
    if (!shown) return;
    const contact = found.contacts.find((one) => one.contactId === id);
    setMissing(false);
    if (contact) {
      setChosen({ contactId: id, number: contact.number, callerName: null, shown });
      setMatter(contact.matter);
    } else if (id === NUMBER && found.number) {
      setChosen({ contactId: null, number: found.number.number, callerName: null, shown });
    } else setChosen({ contactId: null, number: null, callerName: typed, shown: { ...shown, detail: null } });
  }

  function add(): void {
    // What was typed and not chosen is meant all the same, where it can be only one thing.
    const said =
      chosen ??
      (typed === ''
        ? null
        : found.number !== null
          ? { contactId: null, number: found.number.number, callerName: null }
          : { contactId: null, number: null, callerName: typed });
    if (said === null) {
      setMissing(true);
      callerField.current?.focus();
      return;
    }
    const [kind, id] = wanted.split(':');
    onAdd({
      contactId: said.contactId,
      number: said.number,
      callerName: said.callerName,
      matterId: matter?.id ?? null,
      reason: reason.trim(),
      forPersonId: kind === 'person' ? (id ?? null) : null,
      forTeamId: kind === 'team' ? (id ?? null) : null,
      ownerPersonId: owner === '' ? null : owner,
      dueAt: momentOfField(due),
      urgency,
    });
  }

  return (
    <form
      className="grid grid-cols-2 gap-x-4 gap-y-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div className="col-span-2">
        <TypedChoice
          label={t('add.caller')}
          placeholder={t('add.callerHint')}
          query={query}
          options={options}
          chosen={chosen?.shown ?? null}
          error={missing ? t('add.whoMissing') : undefined}
          clearLabel={t('add.otherCaller')}
          inputRef={callerField}
          onQuery={setQuery}
          onChoose={choose}
          onClear={() => setChosen(null)}
        />
      </div>
      <div className="col-span-2">
        <TypedChoice
          label={t('add.matter')}
          placeholder={t('add.matterHint')}
          query={matterQuery}
          options={matters.map(({ id, number, title }) => ({ id, title: number, detail: title }))}
          chosen={matter && { id: matter.id, title: matter.number, detail: matter.title }}
          clearLabel={t('add.otherMatter')}
          onQuery={setMatterQuery}
          onChoose={(id) => setMatter(matters.find((one) => one.id === id) ?? null)}
          onClear={() => setMatter(null)}
        />
      </div>
      <label className="col-span-2 block">
        <span className="mb-1.25 block font-medium">{t('add.reason')}</span>
        <textarea
          rows={3}
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          className="w-full resize-none rounded-2 border border-control bg-surface px-3 py-2"
        />
      </label>
      <div>
        <span className="mb-1.25 block font-medium">{t('add.for')}</span>
        <Select
          label={t('add.for')}
          value={wanted}
          options={[
            { value: '', label: t('add.forNobody') },
            ...list.people.map(({ id, name }) => ({ value: `person:${id}`, label: name })),
            ...list.teams.map(({ id, name }) => ({ value: `team:${id}`, label: name })),
          ]}
          onChange={setWanted}
        />
      </div>
      <div>
        <span className="mb-1.25 block font-medium">{t('add.owner')}</span>
        <Select
          label={t('add.owner')}
          value={owner}
          options={[
            { value: '', label: t('add.ownerNobody') },
            ...list.people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setOwner}
        />
      </div>
      <div>
        <label className="block">
          <span className="mb-1.25 block font-medium">{t('add.due')}</span>
          <input
            type="datetime-local"
            value={due}
            onChange={(event) => setDue(event.target.value)}
            className="h-7 rounded-2 border border-control bg-surface px-2"
          />
        </label>
        <FieldMessage
          id="callback-due-help"
          help={
            due === ''
              ? t('add.dueHelp', { time: promise(urgency === 'high' ? list.soonMinutes : list.withinMinutes, format) })
              : undefined
          }
        />
      </div>
      <div>
        <span className="mb-1.25 block font-medium">{t('add.urgency')}</span>
        <Segmented
          label={t('add.urgency')}
          value={urgency}
          segments={[
            { value: 'normal', label: t('add.normal') },
            { value: 'high', label: t('high') },
          ]}
          onChange={setUrgency}
        />
      </div>
      <div className="col-span-2 mt-1 flex flex-wrap items-center justify-end gap-2">
        {notSaved && <FieldMessage id="callback-not-saved" error={t('notSaved')} />}
        <Button size={32} onClick={onClose}>
          {t('add.cancel')}
        </Button>
        <Button type="submit" look="primary" size={32}>
          {t('add.confirm')}
        </Button>
      </div>
    </form>
  );
}

/** `8 h`, `1 h 30`, `45 min` */
function promise(minutes: number, format: ReturnType<typeof useFormat>): string {
  const from = new Date(0);
  return minutes % 60 === 0 || minutes < 120
    ? format.waiting(from.toISOString(), new Date(minutes * 60_000))
    : format.duration(minutes * 60);
}
