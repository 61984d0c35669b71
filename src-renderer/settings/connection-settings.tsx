import { CircleCheck, CloudOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppState } from '../../src-preload/contract.ts';
import { describeConnection } from '../connection/describe-connection.ts';
import type { ReconcileStore } from '../stores/reconcile-store.ts';
import { useNow } from '../stores/use-now.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FieldMessage } from '../ui/field-message.tsx';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';
import { CompareRow } from './compare-row.tsx';
import { OptionRow, OptionRows, SettingsSection } from './option-row.tsx';

const providerNames = { ringover: 'Ringover', sipgate: 'sipgate' } as const;

/** Where this computer is connected to, under which name, and what rings there. */
export function ConnectionSettings({
  app,
  reconcile,
  onReconnect,
  onRemove,
}: {
  app: AppState;
  reconcile: ReconcileStore;
  onReconnect: () => void;
  /** Rejects when the office was not reached; then nothing was deleted. */
  onRemove: () => Promise<void>;
}) {
  const { t } = useTranslation('settings');
  const words = useTranslation('connection').t;
  const format = useFormat();
  const now = useNow(1_000);
  const [removing, setRemoving] = useState<'no' | 'asked' | 'busy' | 'failed'>('no');
  const { connection, device } = app;
  const host = hostOf(app.relayUrl);
  const up = connection.kind === 'up_to_date';
  const facts = up
    ? [
        t('connection.upToDate', {
          since: format.time(connection.since),
          time: format.timeWithSeconds(connection.at),
        }),
        connection.roundTripMs !== null && t('connection.roundTrip', { ms: Math.round(connection.roundTripMs) }),
        connection.clockDifferenceMs !== null &&
          t('connection.clock', { ms: format.number(Math.abs(Math.round(connection.clockDifferenceMs))) }),
      ]
        .filter((fact) => fact !== false)
        .join(' ')
    : `${describeConnection(connection, words, format, now).words}.`;
  const remove = () => {
    setRemoving('busy');
    void onRemove().then(
      () => setRemoving('no'),
      () => setRemoving('failed'),
    );
  };
  return (
    <SettingsSection id="connection" title={t('section.connection')}>
      <OptionRows>
        <OptionRow
          label={up ? t('connection.connectedTo', { host }) : t('connection.notConnectedTo', { host })}
          icon={<Icon of={up ? CircleCheck : CloudOff} className={up ? 'text-positive' : 'text-caution'} />}
          what={facts}
        >
          <Button onClick={onReconnect}>{t('connection.reconnect')}</Button>
        </OptionRow>
        {device && (
          <OptionRow
            label={t('connection.thisComputer')}
            what={`${t('connection.enrolled', { name: device.name, date: format.date(device.enrolledAt) })} ${
              device.keyStore === 'system' ? t('connection.keySystem') : t('connection.keyMemory')
            }`}
          >
            <Button onClick={() => setRemoving('asked')}>{t('connection.remove')}</Button>
          </OptionRow>
        )}
        <OptionRow
          label={t('connection.phoneSystem')}
          what={
            app.providers.length > 0
              ? t('connection.phoneSystemWhat', { providers: app.providers.map((p) => providerNames[p]).join(', ') })
              : t('connection.noPhoneSystem')
          }
        >
          <span className="text-meta text-text-3">{t('connection.lines', { count: app.lines.length })}</span>
        </OptionRow>
        {app.providers.length > 0 && <CompareRow app={app} reconcile={reconcile} />}
      </OptionRows>
      <Dialog
        title={t('connection.removeTitle')}
        description={t('connection.removeWhy')}
        closeLabel={t('connection.cancel')}
        open={removing !== 'no'}
        onClose={() => setRemoving('no')}
      >
        <FieldMessage id="remove-failed" error={removing === 'failed' ? t('connection.removeFailed') : undefined} />
        <div className="mt-4 flex justify-end gap-2">
          <Button size={32} onClick={() => setRemoving('no')}>
            {t('connection.cancel')}
          </Button>
          <Button size={32} look="primary" busy={removing === 'busy'} onClick={remove}>
            {t('connection.removeConfirm')}
          </Button>
        </div>
      </Dialog>
    </SettingsSection>
  );
}

function hostOf(url: string | null): string {
  return url !== null && URL.canParse(url) ? new URL(url).host : '–';
}
