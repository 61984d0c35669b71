import { followUp } from '@callbrief/relay/wire/call';
import { blockedNumber, callAction } from '@callbrief/relay/wire/control';
import { partyRole } from '@callbrief/relay/wire/directory';
import { checkScriptRequest, receptionistSettings, tryScriptRequest } from '@callbrief/relay/wire/receptionist';
import { capturePolicy, capturePreviewRequest, insightEdit, insightField } from '@callbrief/relay/wire/insights';
import { newMessage } from '@callbrief/relay/wire/message';
import { legalHoldRequest } from '@callbrief/relay/wire/recording';
import { routePreviewRequest, routing } from '@callbrief/relay/wire/routing';
import { id, isoTime, phoneNumber } from '@callbrief/relay/wire/scalars';
import { statisticsFilter } from '@callbrief/relay/wire/statistics';
import { z } from 'zod';
import type { RequestName, Requests, Settings } from '../../src-preload/contract.ts';
import { agentTalkSchemas } from './schemas/agent-talk.ts';
import { afterCallSchemas } from './schemas/after-call.ts';
import { contactSchemas, matterSchemas } from './schemas/matters.ts';
import { timeSchemas } from './schemas/time.ts';
import { practiceSchemas } from './schemas/practice.ts';
import { importSchemas } from './schemas/imports.ts';
import { settingsChange } from '../settings/setting-values.ts';
import { callbackSchemas } from './schemas/callbacks.ts';
import { taskSchemas } from './schemas/tasks.ts';

const note = z.string().max(20_000);
const nothing = z.undefined();
const query = z.string().max(200);

/** A window's request is checked like any message from outside: a window may be taken over. Complete by type. */
export const requestSchemas = {
  ...afterCallSchemas,
  ...agentTalkSchemas,
  ...matterSchemas,
  ...contactSchemas,
  ...timeSchemas,
  ...practiceSchemas,
  ...importSchemas,
  ...callbackSchemas,
  ...taskSchemas,
  'app:state': nothing,
  'enrolment:check': z.object({ relayUrl: z.string().max(2_000) }),
  'enrolment:start': z.object({
    relayUrl: z.string().max(2_000),
    code: z.string().max(100),
    deviceName: z.string().max(100),
  }),
  'enrolment:remove': nothing,
  'connection:retry': nothing,
  'notice:dismiss': z.object({ noticeId: id }),
  'notice:act': z.object({ noticeId: id }),
  'calls:list': z.object({
    filter: z.enum(['all', 'unreturned', 'voicemail', 'messages', 'mine', 'not_filed']),
    search: query,
    offset: z.number().int().nonnegative(),
    limit: z.number().int().min(1).max(500),
  }),
  'calls:get': z.object({ callId: id }),
  'calls:edit': z.object({
    callId: id,
    note: note.exactOptional(),
    noteBasis: isoTime.nullable().exactOptional(),
    dropOtherNotes: z.array(isoTime).max(20).exactOptional(),
    followUp: followUp.nullable().exactOptional(),
    voicemailHeard: z.boolean().exactOptional(),
    tags: z.array(z.string().trim().min(1).max(40)).max(20).exactOptional(),
    disposition: z.string().trim().min(1).max(60).nullable().exactOptional(),
  }),
  'call:act': z.object({ callId: id, act: callAction }),
  'dial:look-up': z.object({ text: query }),
  'dial:call': z.object({ number: phoneNumber }),
  'colleagues:list': nothing,
  'messages:conversation': z.object({ number: phoneNumber.nullable(), messageId: id.nullable() }),
  'messages:send': z.object({ messageId: id, number: phoneNumber, text: newMessage.shape.body }),
  'messages:seen': z.object({ messageIds: z.array(id).max(10_000) }),
  'blocked:list': nothing,
  'blocked:set': z.object({ number: phoneNumber, blocked: z.boolean(), comment: blockedNumber.shape.comment }),
  'routing:get': nothing,
  'routing:save': routing,
  'routing:preview': routePreviewRequest,
  'policy:get': nothing,
  'policy:save': capturePolicy,
  'policy:preview': capturePreviewRequest,
  'policy:find': z.object({ query }),
  'receptionist:get': nothing,
  'receptionist:save': receptionistSettings,
  'receptionist:check': checkScriptRequest,
  'receptionist:try': tryScriptRequest,
  'reconcile:run': z.object({ days: z.number().int().min(1).max(15) }),
  'insights:get': z.object({ callId: id }),
  'insights:edit': z.object({ callId: id, edit: insightEdit }),
  'insights:retry': z.object({ callId: id, field: insightField }),
  'recordings:retry': z.object({ recordingId: id }),
  'recordings:fetch': z.object({ recordingId: id }),
  'recordings:star': z.object({ recordingId: id, on: z.boolean() }),
  'recordings:peaks': z.object({ recordingId: id }),
  'recordings:legal-hold': z.object({ callId: id, on: z.boolean(), reason: legalHoldRequest.shape.reason }),
  'recordings:usage': nothing,
  'recordings:clear': nothing,
  'export:make': z.object({
    callId: id,
    kind: z.enum(['note_pdf', 'note_docx', 'transcript_txt', 'transcript_srt', 'clip']),
    fromMs: z.number().int().nonnegative().nullable(),
    toMs: z.number().int().nonnegative().nullable(),
  }),
  'statistics:get': statisticsFilter.extend({ days: z.number().int().min(1).max(366) }),
  'statistics:export': z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('csv'),
      fileName: z.string().max(200),
      rows: z.array(z.array(z.string().max(1_000)).max(100)).max(10_000),
    }),
    z.object({ kind: z.literal('png'), fileName: z.string().max(200), base64: z.base64().max(40_000_000) }),
  ]),
  'settings:change': settingsChange.transform((change): Partial<Settings> =>
    Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  ),
  'ring-test:run': z.object({ rings: z.number().int().min(1).max(20) }),
  'ring-test:latest': nothing,
  'diagnostics:copy': nothing,
  'window:act': z.object({ action: z.enum(['minimise', 'toggle_maximise', 'close']) }),
  'popup:painted': z.object({ viewId: z.number().int(), paintedAtMs: z.number() }),
  'popup:fit': z.object({ height: z.number().min(0).max(2_000) }),
  'popup:hold': z.object({ reason: z.enum(['pointer', 'keyboard', 'typed', 'pinned']), held: z.boolean() }),
  'popup:hide': z.object({ callId: id.nullable() }),
  'popup:show-strip': z.object({ callId: id }),
  'popup:field-focus': z.object({ focused: z.boolean() }),
  'popup:note': z.object({ callId: id, text: note }),
  'popup:call-back-later': z.object({ callIds: z.array(id).max(1_000) }),
  'popup:act': z.object({ callId: id, act: callAction }),
  'popup:open': z.object({ callId: id.nullable() }),
  'popup:open-matter': z.object({ callId: id }),
  'popup:copy-number': z.object({ callId: id }),
  'popup:block': z.object({ callId: id }),
  'popup:reveal': z.object({ held: z.boolean() }),
  'privacy:reveal': z.object({ held: z.boolean() }),
  'agent:act': z.discriminatedUnion('act', [
    z.object({ callId: id, act: z.enum(['take', 'message', 'call_back', 'end']) }),
    z.object({ callId: id, act: z.literal('whisper'), text: z.string().trim().min(1).max(300) }),
  ]),
  'agent:talks': nothing,
  'agent:unfold': z.object({ callId: id }),
  'matching:candidates': z.object({ callId: id }),
  'matching:find': z.object({ query }),
  'matching:file': z.object({ callId: id, contactId: id.nullable(), matterId: id.nullable() }),
  'matching:new-contact': z.object({
    callId: id,
    name: z.string().trim().min(1).max(200),
    organisation: z.string().trim().min(1).max(200).nullable(),
    matterId: id.nullable(),
    role: partyRole.nullable(),
  }),
} satisfies { [N in RequestName]: z.ZodType<AskOf<N>> };

/** `void` in the contract means that nothing is sent. */
type AskOf<N extends RequestName> = Requests[N]['ask'] extends void ? undefined : Requests[N]['ask'];
