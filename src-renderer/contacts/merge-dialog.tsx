import { ArrowLeft } from 'lucide-react';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActRefusal } from '../../src-preload/contract.ts';
import type { ContactBelongings, ContactCard, DuplicateGroup } from '../../src-preload/contract/contacts.ts';
import { describeNotDone, type NotDone } from '../call-control/describe-act.ts';
import { useStores } from '../stores/stores.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FieldMessage } from '../ui/field-message.tsx';
import { ContactPicker } from './contact-picker.tsx';

/** Two entries of one person become one: proposed by the office, or chosen; looked at side by side before. */
export function MergeDialog({ first, onClose }: { first: string | null; onClose: () => void }) {
  const { t } = useTranslation('matters');
  const { bridge } = useStores();
  const [chosen, setChosen] = useState<string[]>(first === null ? [] : [first]);
  const [pair, setPair] = useState<[ContactCard, ContactCard] | null>(null);
  const [names, setNames] = useState<Record<string, string>>({});
  const [groups, setGroups] = useState<DuplicateGroup[] | { refused: ActRefusal } | null>(null);
  const [done, setDone] = useState<string | null>(null);

  /** Rises with every look: an answer for an earlier one is dropped. */
  const looked = useRef(0);
  const look = useCallback(() => {
    const mine = (looked.current += 1);
    const told = (answer: DuplicateGroup[] | { refused: ActRefusal }) => mine === looked.current && setGroups(answer);
    void bridge.request('contacts:duplicates').then(told, () => told({ refused: 'failed' }));
  }, [bridge]);
  useEffect(() => {
    look();
    return () => {
      looked.current += 1;
    };
  }, [look]);
  useEffect(() => {
    if (first === null) return undefined;
    let isHere = true;
    void bridge.request('contacts:get', { contactId: first }).then(
      (card) => isHere && card && setNames((before) => ({ ...before, [first]: card.fields.name })),
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, [bridge, first]);

  async function compare(ids: readonly string[]): Promise<void> {
    const cards = await Promise.all(ids.slice(0, 2).map((contactId) => bridge.request('contacts:get', { contactId })));
    const [one, other] = cards;
    if (one && other) setPair([one, other]);
  }

  return (
    <Dialog
      title={t('merge.title')}
      description={t('merge.why')}
      closeLabel={t('merge.close')}
      width="sheet"
      open
      onClose={onClose}
    >
      {done !== null && (
        <p role="status" className="mb-3 rounded-2 border border-positive-line bg-positive-tint px-3 py-2">
          {done}
        </p>
      )}
      {pair !== null ? (
        <Pair
          pair={pair}
          onBack={() => setPair(null)}
          onDone={(words) => {
            setDone(words);
            setPair(null);
            setChosen([]);
            look();
          }}
        />
      ) : (
        <div className="grid grid-cols-2 gap-6">
          <section>
            <h3 className="mb-2 font-semibold">{t('merge.proposed')}</h3>
            <Proposed groups={groups} onCompare={(ids) => void compare(ids)} />
          </section>
          <section>
            <h3 className="mb-2 font-semibold">{t('merge.byHand')}</h3>
            <div className="grid gap-2">
              {[0, 1].map((place) => {
                const id = chosen[place];
                const label = t(place === 0 ? 'merge.first' : 'merge.second');
                return id === undefined ? (
                  place === chosen.length && (
                    <ContactPicker
                      key={place}
                      label={label}
                      without={chosen}
                      onChoose={({ contactId, name }) => {
                        setNames((before) => ({ ...before, [contactId]: name }));
                        setChosen((before) => [...before, contactId]);
                      }}
                    />
                  )
                ) : (
                  <p key={place} className="flex min-h-7 items-center">
                    {t('merge.chosen', { name: names[id] ?? '' })}
                  </p>
                );
              })}
              <span>
                <Button disabled={chosen.length < 2} onClick={() => void compare(chosen)}>
                  {t('merge.compare')}
                </Button>
              </span>
            </div>
          </section>
        </div>
      )}
    </Dialog>
  );
}

function Proposed({
  groups,
  onCompare,
}: {
  groups: DuplicateGroup[] | { refused: ActRefusal } | null;
  onCompare: (ids: string[]) => void;
}) {
  const { t } = useTranslation('matters');
  const control = useTranslation('control').t;
  if (groups === null)
    return (
      <p role="status" className="text-text-2">
        {t('merge.looking')}
      </p>
    );
  if ('refused' in groups) return <p className="text-text-2">{control(`refusal.${groups.refused}`)}</p>;
  if (groups.length === 0) return <p className="text-text-2">{t('merge.none')}</p>;
  return (
    <ul className="grid gap-1.5">
      {groups.map(({ why, shared, contacts }) => (
        <li
          key={`${why} ${shared}`}
          className="flex items-center gap-2 rounded-2 border border-line bg-surface px-3 py-1.5"
        >
          <span className="min-w-0 grow">
            <span className="block wrap-anywhere">{contacts.map(({ fields }) => fields.name).join(' · ')}</span>
            <span className="text-meta text-text-2">
              {why === 'number' ? t('merge.byNumber', { shared }) : t('merge.byName')}
            </span>
          </span>
          <Button size={24} onClick={() => onCompare(contacts.map(({ id }) => id))}>
            {t('merge.compare')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Pair({
  pair,
  onBack,
  onDone,
}: {
  pair: [ContactCard, ContactCard];
  onBack: () => void;
  onDone: (words: string) => void;
}) {
  const { t } = useTranslation('matters');
  const control = useTranslation('control').t;
  const { bridge, contacts } = useStores();
  // Who has more of a history is more likely to be written well.
  const [stays, setStays] = useState(weight(pair[1]) > weight(pair[0]) ? 1 : 0);
  const [busy, setBusy] = useState(false);
  const [notDone, setNotDone] = useState<NotDone | null>(null);
  const group = useId();
  const kept = pair[stays === 0 ? 0 : 1];
  const goes = pair[stays === 0 ? 1 : 0];
  const words = (has: ContactBelongings) => t('merge.belongings', { ...has });

  async function merge(): Promise<void> {
    setBusy(true);
    setNotDone(null);
    const answer = await bridge
      .request('contacts:merge', { from: goes.id, into: kept.id })
      .catch((): NotDone => ({ result: 'refused', refusal: 'failed', detail: null }));
    setBusy(false);
    if (answer.result !== 'merged') return setNotDone(answer);
    contacts.open(kept.id);
    onDone(t('merge.done', { gone: goes.fields.name, name: kept.fields.name, moved: words(answer.moved) }));
  }

  return (
    <>
      <div role="radiogroup" aria-label={t('merge.stays')} className="grid grid-cols-2 gap-3">
        {pair.map((card, index) => (
          <label
            key={card.id}
            className={`block rounded-3 border p-3 ${stays === index ? 'border-accent bg-accent-tint' : 'border-line-2 bg-surface'}`}
          >
            <span className="flex items-center gap-2 font-semibold">
              <input
                type="radio"
                name={group}
                checked={stays === index}
                onChange={() => setStays(index)}
                className="size-4 accent-accent"
              />
              {card.fields.name}
            </span>
            <span className={`block min-h-4 text-meta ${stays === index ? 'text-accent-text' : 'text-text-3'}`}>
              {stays === index ? t('merge.stays') : ''}
            </span>
            <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-meta">
              <dt className="text-text-2">{t('merge.organisation')}</dt>
              <dd>{card.fields.organisation ?? t('merge.nothing')}</dd>
              <dt className="text-text-2">{t('merge.numbers')}</dt>
              <dd>{card.numbers.map(({ formatted }) => formatted).join(', ') || t('merge.nothing')}</dd>
              <dt className="text-text-2">{t('merge.matters')}</dt>
              <dd>{card.matters.map(({ number }) => number).join(', ') || t('merge.nothing')}</dd>
              <dt className="text-text-2">{t('merge.has')}</dt>
              <dd>{words(card.has)}</dd>
            </dl>
          </label>
        ))}
      </div>
      <p className="mt-2 text-meta text-text-2">{t('merge.isShared')}</p>
      <FieldMessage id={`${group}-message`} error={notDone === null ? undefined : describeNotDone(notDone, control)} />
      <div className="mt-4 flex justify-end gap-2">
        <Button size={32} icon={ArrowLeft} onClick={onBack}>
          {t('merge.back')}
        </Button>
        <Button size={32} look="primary" busy={busy} onClick={() => void merge()}>
          {busy ? t('merge.busy') : t('merge.merge')}
        </Button>
      </div>
    </>
  );
}

const weight = ({ has }: ContactCard) => has.calls + has.messages + has.matters + has.items;
