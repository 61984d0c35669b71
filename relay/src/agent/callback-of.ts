import type { TenantStore } from '../storage/port.ts';
import type { CallbackEdit } from '../wire/callback.ts';
import type { Matter } from '../wire/directory.ts';
import { fold } from '../insights/understanding/reading/fold.ts';
import type { IntakeFacts } from './script/facts.ts';
import type { ReceptionistScript } from './script/script.ts';
import type { CallerOnLine, ToolCall } from './tools.ts';

interface Given {
  caller: CallerOnLine;
  now: Date;
  note: ReceptionistScript['note'];
}

const LONGEST_REASON = 2_000;

/** What the firm owes after a talk. */
export async function callbackOf(
  store: Pick<TenantStore, 'call' | 'contactsByNumber' | 'openMattersOf' | 'practice'>,
  { facts, isUnfinished }: Extract<ToolCall, { tool: 'take_message' }>,
  { caller, now, note }: Given,
): Promise<CallbackEdit['set']> {
  const [{ callbacks }, filed] = await Promise.all([store.practice(), fileUnder(store, facts, caller)]);
  const minutes =
    facts.promisedMinutes ?? (facts.urgency === 'high' ? callbacks.urgentWithinMinutes : callbacks.withinMinutes);
  return {
    callId: caller.callId,
    source: 'agent',
    ...filed,
    number: facts.number ?? caller.number,
    callerName: facts.name?.slice(0, 200) ?? null,
    reason: noteFor(facts, isUnfinished, note),
    forPersonId: caller.wantedPersonId,
    dueFrom: facts.slot?.from ?? null,
    dueAt: facts.slot?.to ?? new Date(now.getTime() + minutes * 60_000).toISOString(),
    urgency: facts.urgency ?? 'normal',
    status: 'please_call_back',
  };
}

/**
 * Under which contact and matter it belongs: only what the number on the line says, as for every call. A name that was said
 * proves nothing. Of several open matters it is the one whose number the caller said, else none.
 */
async function fileUnder(
  store: Pick<TenantStore, 'call' | 'contactsByNumber' | 'openMattersOf'>,
  facts: IntakeFacts,
  { callId, number }: CallerOnLine,
): Promise<{ contactId: string | null; matterId: string | null }> {
  const call = await store.call(callId);
  const contacts = call?.contactId == null && number !== null ? await store.contactsByNumber(number) : [];
  const contactId = call?.contactId ?? (contacts.length === 1 ? (contacts[0]?.id ?? null) : null);
  if (contactId === null) return { contactId: null, matterId: call?.matterId ?? null };
  if (call?.matterId != null) return { contactId, matterId: call.matterId };
  const open = await store.openMattersOf(contactId);
  const matter = open.length === 1 ? open[0] : matterSaid(open, `${facts.party ?? ''} ${facts.reason ?? ''}`);
  return { contactId, matterId: matter?.id ?? null };
}

function matterSaid(open: readonly Matter[], said: string): Matter | null {
  const text = plain(said);
  const found = open.filter(({ number }) => plain(number).length >= 4 && text.includes(plain(number)));
  return found.length === 1 ? (found[0] ?? null) : null;
}

const plain = (text: string) => fold(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

/** The caller's own words, each line labelled. Data for people to read; nothing reads it as an order. */
function noteFor(facts: IntakeFacts, isUnfinished: boolean, note: ReceptionistScript['note']): string {
  const lines = [
    facts.reason ?? note.no_reason,
    ...(facts.message === null ? [] : [`${note.message} ${facts.message}`]),
    ...(facts.party === null ? [] : [`${note.party} ${facts.party}`]),
    ...(facts.askedForFile === null || facts.askedForFile === facts.reason
      ? []
      : [`${note.asked_for_file} ${facts.askedForFile}`]),
    ...(facts.consent === 'no' ? [note.objected] : []),
    ...(isUnfinished ? [note.unfinished] : []),
    note.language,
  ];
  // The language is told whatever is cut.
  const last = lines.at(-1) ?? '';
  return `${lines
    .slice(0, -1)
    .join('\n')
    .slice(0, LONGEST_REASON - last.length - 1)}\n${last}`;
}
