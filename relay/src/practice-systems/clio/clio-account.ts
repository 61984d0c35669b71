import { fieldsOf, listOf, textOf, type Fields } from '../../providers/field.ts';
import { ProviderError } from '../../providers/port.ts';
import { askProvider, type ProviderConnection, type ProviderRequest } from '../../providers/provider-request.ts';
import type { AddedTime, LoggedCall, PracticeSystem } from '../port.ts';

/** Under this name our key stands on a communication; activities have no such property, so they hang on theirs. */
const KEY_PROPERTY = 'callbrief_time_entry';
/** The most that a list of Clio gives at once. */
const PAGE = '200';

export interface ClioAccount extends PracticeSystem {
  /** Who allowed it: their name there. */
  whoAmI(): Promise<string>;
}

/** Clio Manage, API v4 (docs.developers.clio.com/openapi.json). `quantity` of a TimeEntry is in seconds since 4.0.4. */
export function createClioAccount(connection: ProviderConnection): ClioAccount {
  async function list(operation: string, path: string, query: Record<string, string>): Promise<Fields[]> {
    const { body } = await askProvider(connection, {
      operation,
      method: 'GET',
      path: `/api/v4/${path}.json`,
      query: new URLSearchParams({ limit: PAGE, ...query }),
      effect: 'reads',
      urgency: 'action',
    });
    return listOf(fieldsOf(body)['data']).map(fieldsOf);
  }

  async function create(operation: string, path: string, data: object): Promise<string> {
    const request: ProviderRequest = {
      operation,
      method: 'POST',
      path: `/api/v4/${path}.json`,
      query: new URLSearchParams({ fields: 'id' }),
      json: JSON.stringify({ data }),
      effect: 'changes',
      urgency: 'action',
    };
    const { body } = await askProvider(connection, request);
    const id = textOf(fieldsOf(fieldsOf(body)['data'])['id']);
    // It was made, and its id will be found when it is looked for.
    if (id === null) throw new ProviderError('provider_failed', `Clio gave no id for ${operation}.`, doubtful);
    return id;
  }

  async function findActivityCode(code: string): Promise<string | null> {
    const found = await list('activity_descriptions', 'activity_descriptions', {
      query: code,
      fields: 'id,name,utbms_activity{id,code}',
    });
    const isIt = (one: Fields) =>
      textOf(fieldsOf(one['utbms_activity'])['code']) === code || (textOf(one['name']) ?? '').startsWith(code);
    return textOf(found.find(isIt)?.['id']);
  }

  return {
    async findMatter(number) {
      const found = await list('matters', 'matters', { query: number, fields: 'id,display_number' });
      return onlyId(found.filter((one) => isSame(one['display_number'], number)));
    },
    async findUser(email) {
      const found = await list('users', 'users', { enabled: 'true', fields: 'id,name,email' });
      return onlyId(found.filter((one) => isSame(one['email'], email)));
    },
    async findContact(name) {
      const found = await list('contacts', 'contacts', { query: name, fields: 'id,name' });
      return onlyId(found.filter((one) => isSame(one['name'], name)));
    },
    findActivityCode,
    async findCall(key) {
      const [found] = await list('find_call', 'communications', {
        type: 'PhoneCommunication',
        external_property_name: KEY_PROPERTY,
        external_property_value: key,
        fields: 'id',
      });
      return textOf(found?.['id']);
    },
    logCall: (call) => create('log_call', 'communications', communicationOf(call)),
    async findTime(time, askedAt) {
      const found = await list('find_time', 'activities', {
        type: 'TimeEntry',
        user_id: time.userId,
        ...(time.callId === null
          ? { matter_id: time.matterId, start_date: time.date, end_date: time.date, created_since: askedAt }
          : { communication_id: time.callId }),
        fields: 'id,note,quantity',
      });
      const isIt = (one: Fields) =>
        time.callId !== null ||
        (textOf(one['note']) === time.note.trim() && Number(textOf(one['quantity'])) === time.seconds);
      return textOf(found.find(isIt)?.['id']);
    },
    addTime: (time) => create('add_time', 'activities', activityOf(time)),
    async whoAmI() {
      const { body } = await askProvider(connection, {
        operation: 'who_am_i',
        method: 'GET',
        path: '/api/v4/users/who_am_i.json',
        query: new URLSearchParams({ fields: 'id,name' }),
        effect: 'reads',
        urgency: 'action',
      });
      return textOf(fieldsOf(fieldsOf(body)['data'])['name']) ?? 'Clio';
    },
  };
}

const doubtful = { didNotHappen: false };
const reference = (id: string) => ({ id: Number(id) });

function communicationOf({ key, direction, subject, body, at, date, matterId, userId, contactId }: LoggedCall): object {
  const us = [{ ...reference(userId), type: 'User' }];
  const them = contactId === null ? [] : [{ ...reference(contactId), type: 'Contact' }];
  const [senders, receivers] = direction === 'inbound' ? [them, us] : [us, them];
  return {
    type: 'PhoneCommunication',
    subject,
    body,
    date,
    received_at: at,
    matter: reference(matterId),
    ...(senders.length === 0 ? {} : { senders }),
    ...(receivers.length === 0 ? {} : { receivers }),
    external_properties: [{ name: KEY_PROPERTY, value: key }],
  };
}

function activityOf({ date, seconds, note, matterId, userId, activityCodeId, callId }: AddedTime): object {
  return {
    type: 'TimeEntry',
    date,
    quantity: seconds,
    note,
    matter: reference(matterId),
    user: reference(userId),
    ...(activityCodeId === null ? {} : { activity_description: reference(activityCodeId) }),
    ...(callId === null ? {} : { communication: reference(callId) }),
  };
}

function isSame(value: unknown, wanted: string): boolean {
  return textOf(value)?.toLowerCase() === wanted.trim().toLowerCase();
}

/** Of several with one name nobody knows which is meant. */
function onlyId(found: Fields[]): string | null {
  return found.length === 1 ? textOf(found[0]?.['id']) : null;
}
