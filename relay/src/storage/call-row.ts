import type { Call } from '../wire/call.ts';
import { otherNumber } from '../wire/call.ts';
import type { CallFact } from '../wire/call-fact.ts';
import type { CallWrite, ChosenAt, StoredCall } from '../calls/stored-call.ts';
import { callSearchText } from './search-text.ts';

/** A call as both databases hold it. JSON stays text, so that 64-bit ids come back digit by digit. */
export interface CallRow {
  call_json: string;
  facts_json: string;
  chosen_json: string;
  imported: number;
}

export function storedCallOf(row: CallRow): StoredCall {
  return {
    call: JSON.parse(row.call_json) as Call,
    state: { facts: JSON.parse(row.facts_json) as CallFact[] },
    chosenAt: JSON.parse(row.chosen_json) as ChosenAt,
    imported: row.imported === 1,
  };
}

/** What a write puts into the columns that change with a call. */
export function callColumns({ stored, callJson }: CallWrite) {
  const { call } = stored;
  return {
    id: call.id,
    provider: call.provider,
    providerCallId: call.providerCallId,
    startedAt: call.startedAt,
    direction: call.direction,
    outcome: call.outcome,
    otherNumber: otherNumber(call),
    contactId: call.contactId,
    matterId: call.matterId,
    searchText: callSearchText(call),
    callJson,
    factsJson: JSON.stringify(stored.state.facts),
    chosenJson: JSON.stringify(stored.chosenAt),
    imported: stored.imported ? 1 : 0,
  };
}
