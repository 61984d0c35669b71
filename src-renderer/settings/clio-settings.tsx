import type { ClioRegion } from '@callbrief/relay/wire/time-export';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ClioStore } from '../stores/clio-store.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import { useFormat } from '../words/format.ts';

const regions: readonly ClioRegion[] = ['eu', 'us', 'ca', 'au'];

/** The connection to Clio Manage, allowed by an administrator on Clio's own page. */
export function ClioSettings({ clio: clioStore, isAdmin }: { clio: ClioStore; isAdmin: boolean }) {
  const { t } = useTranslation('time');
  const control = useTranslation('control').t;
  const format = useFormat();
  const { clio, clioRefused, clioOpened } = useStore(clioStore.store);
  useEffect(() => void clioStore.lookAtClio(), [clioStore]);
  return (
    <section aria-label={t('clio.title')} className="mt-6">
      <h3 className="mb-1 font-semibold">{t('clio.title')}</h3>
      <p className="mb-2 max-w-160 text-meta text-text-2">{t('clio.what')}</p>
      <div className="flex flex-col gap-2.5 rounded-3 border border-line px-3.5 py-2.5">
        <p role="status" className="flex flex-wrap items-center gap-2">
          {clio === null
            ? t('clio.offline')
            : t(`clio.${clio.state}`, { as: clio.as ?? '', date: clio.since === null ? '' : format.date(clio.since) })}
          <Button size={24} look="quiet" onClick={() => void clioStore.lookAtClio()}>
            {t('clio.look')}
          </Button>
          {isAdmin && clio?.state === 'connected' && (
            <Button size={24} onClick={() => void clioStore.disconnectClio()}>
              {t('clio.disconnect')}
            </Button>
          )}
        </p>
        {clioOpened && <p className="text-meta">{t('clio.opened')}</p>}
        {clioRefused !== null && (
          <p role="alert" className="text-critical-text">
            {control(`refusal.${clioRefused}`)}
          </p>
        )}
        {isAdmin && clio !== null && clio.state !== 'connected' && (
          <ConnectForm key={clio.clientId} clio={clio} onConnect={(ask) => void clioStore.connectClio(ask)} />
        )}
      </div>
    </section>
  );
}

function ConnectForm({
  clio,
  onConnect,
}: {
  clio: { region: ClioRegion | null; clientId: string | null; redirectUri: string };
  onConnect: (ask: { region: ClioRegion; clientId: string; clientSecret: string }) => void;
}) {
  const { t } = useTranslation('time');
  const [region, setRegion] = useState<ClioRegion>(clio.region ?? 'eu');
  const [clientId, setClientId] = useState(clio.clientId ?? '');
  const [clientSecret, setClientSecret] = useState('');
  const isReady = clientId.trim() !== '' && (clientSecret.trim() !== '' || clio.clientId !== null);
  return (
    <form
      className="flex flex-col gap-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onConnect({ region, clientId: clientId.trim(), clientSecret: clientSecret.trim() });
      }}
    >
      <p className="selectable text-meta wrap-anywhere text-text-2">
        {t('clio.redirect', { address: clio.redirectUri })}
      </p>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t('clio.region')}
          value={region}
          options={regions.map((value) => ({ value, label: t(`clio.regions.${value}`) }))}
          onChange={setRegion}
        />
        <Field label={t('clio.clientId')} value={clientId} autoComplete="off" onText={setClientId} />
        <Field
          label={t('clio.clientSecret')}
          type="password"
          value={clientSecret}
          autoComplete="off"
          onText={setClientSecret}
        />
        <Button type="submit" size={36} look="primary" disabled={!isReady}>
          {t('clio.connect')}
        </Button>
      </div>
    </form>
  );
}
