import { ProblemError } from '../http/problem-error.ts';
import type { TenantStore } from '../storage/port.ts';
import type { Page } from '../wire/rest.ts';

/**
 * A tenant's store as one person may see it: what belongs to a matter that is restricted to others is not there, in lists
 * and by id, for reading and for writing. Every route of the API gets this one and no other, so none can forget it.
 *
 * `total` of a page counts everything: it names nothing. Figures of a period are of what the person may see, because they
 * name who was talked with most.
 */
export function storeSeenBy(personId: string, store: TenantStore): TenantStore {
  const hiddenMatters = async () => new Set(await store.hiddenMatterIds(personId));

  /** Which of these rows stay, in their order. */
  async function visible<T>(rows: readonly T[], of: (row: T) => Place): Promise<T[]> {
    const matters = rows.length === 0 ? new Set<string>() : await hiddenMatters();
    if (matters.size === 0) return [...rows];
    const callIds = [...new Set(rows.flatMap((row) => of(row).callId ?? []))];
    const calls = new Set(callIds.length === 0 ? [] : await store.callsInMatters(callIds, [...matters]));
    return rows.filter((row) => {
      const { matterId, callId } = of(row);
      return !(matterId != null && matters.has(matterId)) && !(callId != null && calls.has(callId));
    });
  }
  const one = async <T>(row: T | null, of: (row: T) => Place): Promise<T | null> =>
    row === null ? null : ((await visible([row], of))[0] ?? null);
  const page = async <T>(whole: Page<T>, of: (row: T) => Place): Promise<Page<T>> => ({
    ...whole,
    items: await visible(whole.items, of),
  });
  /** Something that is not there for this person is not written either. */
  const unless = async <T>(row: T | null, of: (row: T) => Place): Promise<void> => {
    if (row !== null && (await one(row, of)) === null) throw new ProblemError('not_found');
  };
  const isHiddenCall = async (callId: string) => (await visible([callId], ofCallId)).length === 0;

  return {
    ...store,
    callPage: async (before, limit) => page(await store.callPage(before, limit), ofRow),
    findCalls: async (query) => store.findCalls({ ...query, notOfMatterIds: [...(await hiddenMatters())] }),
    call: async (callId) => one(await store.call(callId), ofRow),
    editCall: async (callId, ...rest) => ((await isHiddenCall(callId)) ? null : store.editCall(callId, ...rest)),
    openCalls: async () => visible(await store.openCalls(), ofRow),
    callsBetween: async (from, to) => visible(await store.callsBetween(from, to), ofRow),
    callByProviderId: async (...asked) => one(await store.callByProviderId(...asked), ({ call }) => ofRow(call)),

    messagePage: async (before, limit) => page(await store.messagePage(before, limit), ofRow),
    message: async (messageId) => one(await store.message(messageId), ofRow),

    matterPage: async (cursor, limit) => page(await store.matterPage(cursor, limit), ofMatter),
    matter: async (matterId) => one(await store.matter(matterId), ofMatter),
    openMattersOf: async (contactId) => visible(await store.openMattersOf(contactId), ofMatter),
    mattersByExternalId: async (ids) => visible(await store.mattersByExternalId(ids), ofMatter),
    async editMatter(matterId, ...rest) {
      await unless(await store.matter(matterId), ofMatter);
      return store.editMatter(matterId, ...rest);
    },
    removeMatter: async (matterId, at) =>
      (await one(await store.matter(matterId), ofMatter)) === null ? null : store.removeMatter(matterId, at),

    itemPage: async (kind, cursor, limit) => page(await store.itemPage(kind, cursor, limit), ofItem),
    item: async (kind, itemId) => one(await store.item(kind, itemId), ofItem),
    itemsOf: async (kind, of) => visible(await store.itemsOf(kind, of), ofItem),
    openCallbacks: async () => visible(await store.openCallbacks(), ofItem),
    async editItem(kind, itemId, ...rest) {
      await unless(await store.item(kind, itemId), ofItem);
      return store.editItem(kind, itemId, ...rest);
    },

    recordingPage: async (before, limit) => page(await store.recordingPage(before, limit), ofPart),
    recording: async (recordingId) => one(await store.recording(recordingId), ofPart),
    recordingsOfCall: async (callId) => visible(await store.recordingsOfCall(callId), ofPart),
    async changeRecording(recordingId, change) {
      await unless(await store.recording(recordingId), ofPart);
      return store.changeRecording(recordingId, change);
    },
    setLegalHold: async (callId, on) => ((await isHiddenCall(callId)) ? null : store.setLegalHold(callId, on)),
    removeInsights: async (callId) => ((await isHiddenCall(callId)) ? [] : store.removeInsights(callId)),
    insights: async (callId) => ((await isHiddenCall(callId)) ? null : store.insights(callId)),
    changeInsights: async (callId, change) =>
      (await isHiddenCall(callId)) ? null : store.changeInsights(callId, change),
    putAgentTalk: async (talk) => !(await isHiddenCall(talk.callId)) && store.putAgentTalk(talk),
    agentTalk: async (callId) => ((await isHiddenCall(callId)) ? null : store.agentTalk(callId)),
    agentTalkFigures: async (...asked) => visible(await store.agentTalkFigures(...asked), ofPart),
    insightsPage: async (cursor, limit) => page(await store.insightsPage(cursor, limit), ofPart),
    jobsOfCall: async (callId) => ((await isHiddenCall(callId)) ? [] : store.jobsOfCall(callId)),
    auditPage: async (of, before, limit) => page(await store.auditPage(of, before, limit), ofPart),
  };
}

interface Place {
  matterId?: string | null;
  /** Whose matter counts as well. */
  callId?: string | null;
}
const ofRow = ({ matterId }: { matterId: string | null }): Place => ({ matterId });
const ofMatter = ({ id }: { id: string }): Place => ({ matterId: id });
const ofItem = ({ matterId, callId }: { matterId: string | null; callId: string | null }): Place => ({
  matterId,
  callId,
});
const ofPart = ({ callId }: { callId: string | null }): Place => ({ callId });
const ofCallId = (callId: string): Place => ({ callId });
