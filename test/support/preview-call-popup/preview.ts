import type { Bridge, PopupView } from '../../../src-preload/contract.ts';
import type { FoundCaller } from '../../../src-preload/contract/matching.ts';
import { mockColleagues } from '../mock-messages.ts';
import * as views from './views.ts';

/** `?card=knownClient&language=fr&appearance=dark&size=130&strips=2&query=bra&keyboard=1&refuse=1`: the popup with a pretend bridge. */
const q = new URLSearchParams(location.search);
const cards = {
  knownClient: views.knownClient,
  opposingParty: views.opposingParty,
  unknownCaller: views.unknownCaller,
  answeredByColleague: views.answeredByColleague,
  youAnswered: views.youAnswered,
  liveCall: views.liveCall,
  onHold: views.onHold,
  backOnline: views.backOnline,
  severalMatches: views.severalMatches,
  unknownProtected: views.unknownProtected,
  flagged: views.flagged,
  hiddenClient: views.hiddenClient,
  agentUrgent: views.agentUrgent,
  agentFrench: views.agentFrench,
  agentReadOnly: views.agentReadOnly,
  agentFolded: views.agentFolded,
};
const people: FoundCaller[] = [
  {
    contactId: 'c1',
    name: 'Inès Brabant',
    organisation: null,
    matter: { id: 'm1', number: '2026/0291', title: 'Brabant / Kröger' },
  },
  { contactId: 'c2', name: 'Paul Lemaire', organisation: 'Atelier Brabant SRL', matter: null },
  { contactId: 'c3', name: 'Bram Brabander', organisation: null, matter: null },
  {
    contactId: 'c4',
    name: 'Brabant Verzekeringen',
    organisation: 'Brabant NV',
    matter: { id: 'm2', number: '2026/0301', title: 'Castel / Brabant Verzekeringen' },
  },
];
const answers: Partial<Record<string, unknown>> = {
  'matching:find': people,
  'colleagues:list': mockColleagues,
  'popup:act': q.has('refuse')
    ? { result: 'refused', refusal: 'provider_refused', detail: 'Agent is not available' }
    : { result: 'done' },
};
if (!q.has('live')) Date.now = () => views.mockNow;

const bridge = {
  request: (name: string, ask: unknown) => {
    if (name === 'popup:fit') document.documentElement.dataset['fit'] = String((ask as { height: number }).height);
    if (name === 'popup:painted') document.documentElement.dataset['painted'] = 'yes';
    return Promise.resolve(answers[name]);
  },
  on: (name: string, listener: (push: PopupView) => void) => {
    if (name === 'popup:view') {
      const base = views.viewOf(cards[(q.get('card') ?? 'knownClient') as keyof typeof cards]);
      listener({
        ...base,
        hasKeyboard: q.has('keyboard'),
        privacy: q.has('shared') ? { because: 'screen_shared', revealed: false } : null,
        card: base.card !== null && 'isTest' in base.card ? { ...base.card, isTest: q.has('test') } : base.card,
        strips: [views.courtStrip, { ...views.courtStrip, callId: 'x' }].slice(0, Number(q.get('strips') ?? 0)),
        moreCalls: Number(q.get('more') ?? 0),
        settings: {
          ...base.settings,
          language: (q.get('language') ?? 'en') as 'en',
          appearance: (q.get('appearance') ?? 'light') as 'light',
          textSizePercent: Number(q.get('size') ?? 100) as 100,
        },
      });
    }
    return () => undefined;
  },
};
window.callbrief = bridge as unknown as Bridge;
await import('../../../src-renderer/call-popup/main.tsx');
