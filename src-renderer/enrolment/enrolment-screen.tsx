import { UserX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import { useStores } from '../stores/stores.ts';
import { NoticeStrip } from '../ui/notice-strip.tsx';
import { ChooseCallsStep } from './choose-calls-step.tsx';
import { ConnectForm } from './connect-form.tsx';
import { ConnectedStep } from './connected-step.tsx';
import { FirstRunSide } from './first-run-side.tsx';
import { FirstRunTitleBar } from './first-run-title-bar.tsx';
import { RingTestStep } from './ring-test-step.tsx';

/** First run, and again when the office removed this computer: what Callbrief is at the left, one step at the right. */
export function EnrolmentScreen({ app }: { app: AppState }) {
  const { t } = useTranslation('enrolment');
  const { bridge, enrolment, app: appStore, ringTest } = useStores();
  const data = useStore(enrolment.store);
  const ringData = useStore(ringTest.store);
  const step = data.step ?? 'connect';
  return (
    <div className="flex h-full flex-col">
      <FirstRunTitleBar
        platform={app.platform}
        language={app.settings.language}
        onLanguage={(language) => void appStore.changeSettings({ language })}
        onWindow={(action) => void bridge.request('window:act', { action }).catch(() => undefined)}
      />
      <main className="flex min-h-0 grow">
        <FirstRunSide step={step} />
        <section className="scroll-quiet min-w-0 grow bg-surface px-8 pt-24 pb-10">
          <div className="mx-auto w-110 max-w-full">
            {app.phase === 'locked' && step === 'connect' && (
              <div className="mb-6">
                <NoticeStrip tone="critical" icon={UserX} title={t('locked')} text={t('lockedWhy')} blocking />
              </div>
            )}
            {step === 'connect' && (
              <ConnectForm
                data={data}
                onAddress={(address) => enrolment.typeAddress(address)}
                onCode={(code) => enrolment.typeCode(code)}
                onName={(name) => enrolment.typeName(name)}
                onConnect={() => void enrolment.connect()}
              />
            )}
            {step === 'connected' && (
              <ConnectedStep
                personName={data.personName ?? ''}
                filling={app.filling}
                callsCached={app.callsCached}
                mustReadKeyStore={data.keyStore === 'memory_only' && !data.keyStoreRead}
                onKeyStoreRead={() => enrolment.acceptKeyStore()}
                onNext={() => enrolment.goTo('choose')}
              />
            )}
            {step === 'choose' && (
              <ChooseCallsStep
                scope={app.settings.popupScope}
                onScope={(popupScope) => void appStore.changeSettings({ popupScope })}
                onNext={() => enrolment.goTo('ring_test')}
              />
            )}
            {step === 'ring_test' && (
              <RingTestStep
                data={ringData}
                onRing={() => void ringTest.ring(1)}
                onFinish={() => enrolment.goTo(null)}
              />
            )}
          </div>
        </section>
      </main>
    </div>
  );
}
