import type { Logger } from 'pino';
import { callOfJob } from '../../insights/call-of-job.ts';
import type { PlayoutClock } from '../../media/playout/playout-clock.ts';
import { consentEntry } from '../../policy/consent.ts';
import type { Storage, StoredEvent, Tenant } from '../../storage/port.ts';
import type { AgentTalk } from '../../wire/agent-talk.ts';
import type { PersonPresence } from '../../wire/control.ts';
import type { CaptureDecision } from '../../wire/decide-capture.ts';
import type { ReceptionistSettings } from '../../wire/receptionist.ts';
import type { Language } from '../../wire/scalars.ts';
import { allowedEngines } from '../allowed-engines.ts';
import type { AgentMetrics } from '../agent-metrics.ts';
import type { CallOnLine } from '../call-on-line.ts';
import { createFirmTools } from '../firm-tools.ts';
import type { AgentTold } from '../live-board.ts';
import { createEngineMind } from '../receptionists/engine-mind.ts';
import { createModelReceptionist } from '../receptionists/model-receptionist.ts';
import { createScriptedReceptionist } from '../receptionists/scripted-receptionist.ts';
import { scriptsOfFirm } from '../script/shipped-scripts.ts';
import type { Scripts, TalkContext } from '../script/talk.ts';
import { createTalkRecord, type TalkRecord } from '../talk-record.ts';
import type { Holder } from '../talk/holding.ts';
import type { TalkDeps } from '../talk/talk-deps.ts';
import type { Thinker } from '../talk/thinking.ts';
import type { AgentTools } from '../tools.ts';
import type { AgentEngines } from './engines.ts';

interface Leaves {
  readonly leavesMachine: boolean;
  readonly region: string | null;
}

/** Of the call, whatever comes of it: sound or words. */
export type LineOfTalk = Pick<
  CallOnLine,
  'tenantId' | 'callId' | 'callerNumber' | 'wantedPersonId' | 'language' | 'since' | 'canReachPerson' | 'ring'
>;

export interface PrepareDeps {
  storage: Storage;
  engines: AgentEngines;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  presence: (tenantId: string) => Promise<readonly PersonPresence[]>;
  tell: (tenantId: string, told: AgentTold) => void;
  metrics: AgentMetrics;
  clock: PlayoutClock;
  now: () => Date;
  log: Logger;
  /** The talk is over, with all that was recorded of it. */
  over: (talk: AgentTalk) => void;
}

/** What every talk of a firm's receptionist has, over sound and over words. */
export interface TalkGround {
  tenant: Tenant;
  settings: ReceptionistSettings;
  decision: CaptureDecision;
  language: Language;
  tools: AgentTools;
  /** One at least. */
  thinkers: Thinker[];
  holder: Holder | null;
  /** The engines that the firm's policy allows on this call. */
  allowed: <E extends Leaves>(list: readonly E[]) => E[];
  record: TalkRecord;
  /** Into the firm's log, at this moment. */
  consent: TalkDeps['consent'];
}

/**
 * The firm's script and people, and who may think.
 * @throws JobFailed: the call or its firm is gone
 */
export async function prepareGround(deps: PrepareDeps, line: LineOfTalk): Promise<TalkGround> {
  const { storage, now, log } = deps;
  const { tenantId, callId } = line;
  const store = storage.tenant(tenantId);
  const [{ decision }, tenant, settings] = await Promise.all([
    callOfJob(storage, { tenantId, store }, callId),
    storage.tenants.byId(tenantId),
    store.receptionist(),
  ]);
  if (!tenant) throw new RangeError('The firm of this call is gone.');
  const all = await scriptsOfFirm(settings.scripts);
  const scripts = Object.fromEntries(settings.languages.map((one) => [one, all[one]])) as Scripts;
  const language = settings.languages.find((one) => one === line.language) ?? settings.languages[0] ?? 'en';
  const noteOf = (spoken: Language) => {
    const script = all[spoken] ?? all[language];
    if (!script) throw new RangeError('The shipped scripts are missing.');
    return script.note;
  };
  const caller = {
    callId,
    number: line.callerNumber,
    wantedPersonId: line.wantedPersonId,
    since: line.since,
  };
  const tools = createFirmTools({
    store,
    now,
    log,
    publish: deps.publish,
    presence: () => (line.canReachPerson ? deps.presence(tenantId) : Promise.resolve([])),
    handOverTo: settings.handOverTo,
    hours: () => Promise.resolve(tenant.routing.hours),
    transfer: line.ring,
    caller,
    noteOf,
  });
  const allowed = <E extends Leaves>(list: readonly E[]) => allowedEngines(decision, list);
  const of = { settings, tools, context: contextOf(tenant, scripts, line), allowed };
  const thinkers = thinkersOf(deps, of);
  return {
    tenant,
    settings,
    decision,
    language,
    tools,
    thinkers,
    holder: holderOf(deps, of),
    allowed,
    record: createTalkRecord({
      callId,
      startedAt: now().toISOString(),
      nowMs: deps.clock.nowMs,
      language,
      receptionist: thinkers[0]?.engine ? 'model' : 'script',
      turnDone: (turn) => deps.metrics.observeTurn(turn),
    }),
    consent(what) {
      store
        .addAudit(consentEntry(what, { callId, at: now().toISOString() }))
        .catch((error: unknown) => log.error({ err: error, callId, what }, 'consent_not_kept'));
    },
  };
}

/**
 * What one talk over sound is held with.
 * @throws JobFailed: the call or its firm is gone
 */
export async function prepareTalk(deps: PrepareDeps, line: CallOnLine): Promise<TalkDeps> {
  const { engines } = deps;
  const { language, tools, thinkers, holder, allowed, record, consent } = await prepareGround(deps, line);
  const store = deps.storage.tenant(line.tenantId);
  const never = new AbortController().signal;
  const { prompts } = engines;
  return {
    line,
    language,
    detector: engines.detector,
    hearings: allowed(engines.hearings),
    voices: allowed(engines.voices),
    thinkers,
    holder,
    prompts,
    tools,
    record,
    fellBack: (stage, failure) => deps.metrics.observeFallBack(stage, failure),
    tell: (told) => deps.tell(line.tenantId, told),
    consent,
    nameOf: async (personId) => (await store.person(personId))?.name ?? null,
    async freePerson() {
      const found = await tools.run({ tool: 'find_person' }, never);
      return found.tool === 'find_person' ? (found.person?.id ?? null) : null;
    },
    clock: deps.clock,
    log: deps.log,
    over: deps.over,
  };
}

const contextOf = (tenant: Tenant, scripts: Scripts, line: LineOfTalk): TalkContext => ({
  scripts,
  firmName: tenant.firm.name,
  country: tenant.firm.country,
  timeZone: tenant.routing.hours.timeZone,
  callerNumber: line.callerNumber,
});

interface OfFirm {
  settings: ReceptionistSettings;
  tools: AgentTools;
  context: TalkContext;
  allowed: <E extends Leaves>(list: readonly E[]) => E[];
}

function thinkersOf({ engines, now }: PrepareDeps, of: OfFirm): Thinker[] {
  const { settings, tools, context } = of;
  const script: Thinker = {
    engine: null,
    make: (from) => createScriptedReceptionist({ ...from, context, tools, now }),
  };
  if (settings.thinks === 'script' || engines.model === null) return [script];
  const models = of.allowed([engines.model]).map((model): Thinker => ({
    engine: model,
    make: (from) => createModelReceptionist({ ...from, model, context, tools, now, about: settings.about }),
  }));
  return [...models, script];
}

/** Where a firm lets a model talk, and its policy lets the sound of this call go there. */
function holderOf({ engines, now }: PrepareDeps, of: OfFirm): Holder | null {
  const { settings, tools, context } = of;
  if (settings.thinks === 'script' || engines.speechToSpeech === null) return null;
  const [engine] = of.allowed([engines.speechToSpeech]);
  if (engine === undefined) return null;
  return {
    engine,
    mind: (from) => createEngineMind({ ...from, isAnnounced: true, context, tools, now, about: settings.about }),
  };
}
