import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppState, Bridge, EnrolmentResult, RelayCheck } from '../../src-preload/contract.ts';

export type EnrolmentStep = 'connect' | 'connected' | 'choose' | 'ring_test';
type Failure = Exclude<EnrolmentResult['result'], 'connected'> | 'addressMissing' | 'nameMissing' | 'failed';

export interface EnrolmentData {
  /** null: not enrolling. */
  step: EnrolmentStep | null;
  address: string;
  code: string;
  deviceName: string;
  check: { state: 'none' | 'checking' } | { state: 'checked'; found: RelayCheck };
  connecting: boolean;
  /** What the last press on Connect ended in. Cleared by typing in the field it belongs to. */
  failure: Failure | null;
  certificateDetails: string | null;
  personName: string | null;
  keyStore: 'system' | 'memory_only' | null;
  keyStoreRead: boolean;
}

export interface EnrolmentStore {
  store: StoreApi<EnrolmentData>;
  /** First run or locked: fills what the invitation link and the system know, without connecting. */
  begin(app: Pick<AppState, 'suggestedDeviceName' | 'enrolmentLink' | 'relayUrl'>): void;
  typeAddress(address: string): void;
  typeCode(code: string): void;
  typeName(name: string): void;
  connect(): Promise<void>;
  goTo(step: EnrolmentStep | null): void;
  acceptKeyStore(): void;
}

const CHECK_AFTER_MS = 500;
const nothing: EnrolmentData = {
  step: null,
  address: '',
  code: '',
  deviceName: '',
  check: { state: 'none' },
  connecting: false,
  failure: null,
  certificateDetails: null,
  personName: null,
  keyStore: null,
  keyStoreRead: false,
};

export function createEnrolmentStore(bridge: Bridge): EnrolmentStore {
  const store = createStore<EnrolmentData>(() => nothing);
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function checkAddress(): Promise<void> {
    const address = store.getState().address.trim();
    store.setState({ check: { state: 'checking' } });
    const answer = await bridge.request('enrolment:check', { relayUrl: address }).catch(() => null);
    if (store.getState().address.trim() !== address) return;
    store.setState({
      check: answer ? { state: 'checked', found: answer } : { state: 'none' },
      certificateDetails: answer?.result === 'certificate_not_trusted' ? answer.details : null,
    });
  }
  function typeAddress(address: string): void {
    if (timer) clearTimeout(timer);
    store.setState({ address, check: { state: 'none' }, failure: null, certificateDetails: null });
    if (address.trim() !== '') timer = setTimeout(() => void checkAddress(), CHECK_AFTER_MS);
  }

  return {
    store,
    begin({ suggestedDeviceName, enrolmentLink, relayUrl }) {
      const { step, address, code, deviceName } = store.getState();
      if (step !== null && !(step === 'connect' && enrolmentLink)) return;
      store.setState({ ...nothing, step: 'connect', code, deviceName: deviceName || suggestedDeviceName });
      typeAddress(enrolmentLink?.relayUrl ?? (address || (relayUrl ?? '')));
      if (enrolmentLink) store.setState({ code: enrolmentLink.code.toUpperCase().replace(/[^A-Z0-9]/g, '') });
    },
    typeAddress,
    typeCode: (code) => store.setState({ code, failure: null }),
    typeName: (deviceName) => store.setState({ deviceName, failure: null }),
    async connect() {
      const { address, code, deviceName, connecting } = store.getState();
      if (connecting) return;
      if (address.trim() === '') return store.setState({ failure: 'addressMissing' });
      if (code.length !== 8) return store.setState({ failure: 'code_malformed' });
      if (deviceName.trim() === '') return store.setState({ failure: 'nameMissing' });
      store.setState({ connecting: true, failure: null });
      try {
        const answer = await bridge.request('enrolment:start', {
          relayUrl: address.trim(),
          code,
          deviceName: deviceName.trim(),
        });
        if (answer.result === 'connected')
          store.setState({ step: 'connected', personName: answer.personName, keyStore: answer.keyStore, code: '' });
        else
          store.setState({
            failure: answer.result,
            certificateDetails: answer.result === 'certificate_not_trusted' ? answer.details : null,
          });
      } catch {
        store.setState({ failure: 'failed' });
      } finally {
        store.setState({ connecting: false });
      }
    },
    goTo: (step) => store.setState({ step }),
    acceptKeyStore: () => store.setState({ keyStoreRead: true }),
  };
}
