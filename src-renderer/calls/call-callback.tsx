import { Headset, PhoneOutgoing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CallDetail } from '../../src-preload/contract.ts';
import { useStores } from '../stores/stores.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';

/** What the AI receptionist took down or promised on this call, and the way to the callback that came of it. */
export function CallCallback({ call, now }: { call: CallDetail; now: Date }) {
  const { t } = useTranslation('calls');
  const format = useFormat();
  const { callbacks, screen } = useStores();
  const row = useStore(callbacks.store, ({ list }) => list?.rows.find(({ callId }) => callId === call.id) ?? null);
  if (row === null || !row.byMachine) return null;
  const { owner, dueAt, closed, reason } = row;
  const facts = [
    owner && t(owner.isMe ? 'callback.yours' : 'callback.of', { name: owner.shortName }),
    closed !== null ? t('callback.closed') : dueAt && t('callback.by', { time: format.dayAndTimeWithin(dueAt, now) }),
  ].filter((fact) => fact !== null && fact !== '');
  const open = () => {
    callbacks.show('everyone');
    callbacks.showFor('all');
    if (row.group === 'closed') callbacks.foldClosed(true);
    screen.setState({ screen: 'callbacks' });
    callbacks.select(row.id);
  };
  return (
    <section className="rounded-3 border border-dashed border-control bg-surface px-3 pt-2.25 pb-2.5">
      <h3 className="mb-1 flex items-center gap-1.5 font-semibold">
        <Icon of={Headset} size={14} className="text-accent-text" />
        {t(owner === null ? 'callback.message' : 'callback.promised')}
      </h3>
      {reason !== '' && <p className="selectable line-clamp-4 whitespace-pre-line wrap-anywhere">{reason}</p>}
      <p className="mt-0.5 text-meta text-text-2">{facts.join(' · ')}</p>
      <div className="mt-2 flex">
        <Button size={24} icon={PhoneOutgoing} onClick={open}>
          {t('callback.open')}
        </Button>
      </div>
    </section>
  );
}
