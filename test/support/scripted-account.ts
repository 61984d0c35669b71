import type { ConnectedAccounts } from '../../relay/src/providers/accounts.ts';
import type { PastCall, ProviderAccount } from '../../relay/src/providers/port.ts';
import { noCapabilities, type ProviderCapabilities } from '../../relay/src/wire/control.ts';
import type { Provider } from '../../relay/src/wire/scalars.ts';

export type PresenceAnswer = Awaited<ReturnType<ProviderAccount['presence']>>;

export interface ScriptedAccount extends ProviderAccount {
  /** Everything it was asked, as `hangUp call-1 leg-1`. */
  asked: string[];
  /** How often it was asked for presence, which happens by itself. */
  presenceAsked(): number;
  /** What happens when something is asked that rings, sends, or changes a call; at first it works at once. */
  behaves(how: () => Promise<void>): void;
  /** Asked for presence; at first nobody is there. */
  tellsPresence(how: () => Promise<PresenceAnswer>): void;
  /** Its own log of calls. */
  remembers(calls: readonly PastCall[] | (() => AsyncIterable<PastCall>)): void;
}

const everything: ProviderCapabilities = {
  dial: true,
  hangUp: true,
  hold: true,
  mute: true,
  transfer: true,
  attendedTransfer: true,
  digits: true,
  sms: true,
  block: true,
  presence: true,
  reconcile: true,
};

/** A provider that does what the test says and writes down what it was asked. */
export function scriptedAccount(
  provider: Provider = 'ringover',
  cannot: Partial<ProviderCapabilities> = {},
): ScriptedAccount {
  const asked: string[] = [];
  let presenceAsked = 0;
  let work = () => Promise.resolve();
  let presence = (): Promise<PresenceAnswer> => Promise.resolve([]);
  let log = (): AsyncIterable<PastCall> => listed([]);
  const ask = (...words: (string | number | boolean)[]) => {
    asked.push(words.join(' '));
    return work();
  };
  return {
    provider,
    capabilities: { ...everything, ...cannot },
    asked,
    presenceAsked: () => presenceAsked,
    behaves: (how) => (work = how),
    tellsPresence: (how) => (presence = how),
    remembers: (calls) => (log = typeof calls === 'function' ? calls : () => listed(calls)),
    async dial({ to, person }) {
      await ask('dial', to, person.id);
      return { providerCallId: 'dialled' };
    },
    hangUp: (phone) => ask('hangUp', phone.providerCallId, phone.legId),
    setHold: (phone, on) => ask('hold', phone.legId, on),
    setMute: (phone, on) => ask('mute', phone.legId, on),
    transfer: (phone, to, attended) => ask('transfer', phone.legId, to, attended),
    sendDigits: (phone, digits) => ask('digits', phone.legId, digits),
    async sendSms({ from, to, body }) {
      await ask('sms', from, to, body);
      return { providerMessageId: `sms-${asked.length}` };
    },
    block: (number, comment) => ask('block', number, comment),
    unblock: (number) => ask('unblock', number),
    async presence() {
      presenceAsked += 1;
      return presence();
    },
    pastCalls(from, to) {
      asked.push(`pastCalls ${from} ${to}`);
      return log();
    },
  };
}

export function accountsOf(...accounts: ProviderAccount[]): ConnectedAccounts {
  const at = (provider: Provider) => accounts.find((one) => one.provider === provider) ?? null;
  const capabilities = (provider: Provider) => at(provider)?.capabilities ?? noCapabilities;
  return {
    of: (_tenantId, provider) => Promise.resolve(at(provider)),
    capabilitiesOf: () => Promise.resolve({ ringover: capabilities('ringover'), sipgate: capabilities('sipgate') }),
  };
}

async function* listed(calls: readonly PastCall[]): AsyncGenerator<PastCall> {
  for (const call of calls) yield await Promise.resolve(call);
}

/** Something that is asked and does not answer, until it is let go. */
export function held(): { wait: () => Promise<void>; letGo: () => void; waiting: () => number } {
  let letGo = () => {};
  let waiting = 0;
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  return {
    wait() {
      waiting += 1;
      return gone;
    },
    letGo: () => letGo(),
    waiting: () => waiting,
  };
}
