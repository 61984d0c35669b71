import type { AppState, ConnectionState, Notice } from '../src-preload/contract.ts';
import type { TokenKeeper } from './enrolment/token-keeper.ts';
import type { History } from './history/history.ts';
import type { CapabilitiesOfProviders } from './telephony/capabilities.ts';

export interface AppStateParts {
  keeper: Pick<TokenKeeper, 'current' | 'keptIn'>;
  history: Pick<History, 'office' | 'person' | 'counts' | 'unseenMessages' | 'practice'>;
  connection: ConnectionState;
  capabilities: CapabilitiesOfProviders | null;
  notices: Notice[];
  filling: AppState['filling'];
  removedAt: string | null;
  enrolmentLink: AppState['enrolmentLink'];
  settings: AppState['settings'];
  privacy: AppState['privacy'];
  system: Pick<
    AppState,
    'platform' | 'version' | 'autostart' | 'popupMeans' | 'popupHotkeyFree' | 'dialHotkeyFree' | 'suggestedDeviceName'
  >;
}

/** The one picture of the app that the windows draw. Pure: made anew from its parts at every change. */
export function describeApp(parts: AppStateParts): AppState {
  const { keeper, history, removedAt, connection } = parts;
  const kept = keeper.current();
  const office = kept === null ? null : history.office();
  const me = office === null ? null : history.person(office.personId);
  const phase = kept !== null ? 'ready' : removedAt !== null ? 'locked' : 'first_run';
  return {
    phase,
    connection: phase === 'locked' && removedAt !== null ? { kind: 'removed', at: removedAt } : connection,
    me: me && { id: me.id, name: me.name, shortName: me.shortName, role: me.role },
    firmName: office?.firm.name ?? null,
    relayUrl: kept?.relayUrl ?? null,
    device: kept && { name: kept.deviceName, enrolledAt: kept.enrolledAt, keyStore: keeper.keptIn() },
    lines: office?.firm.lines ?? [],
    providers: office?.firm.providers ?? [],
    filling: parts.filling,
    callsCached: history.counts().calls,
    capabilities: office && parts.capabilities,
    unseenMessages: history.unseenMessages(),
    practice: history.practice(),
    notices: parts.notices,
    settings: parts.settings,
    privacy: parts.privacy,
    enrolmentLink: parts.enrolmentLink,
    ...parts.system,
  };
}
