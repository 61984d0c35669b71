import { describe, expect, test } from 'vitest';
import { changed, missed } from './sample-firm.ts';
import { everything, temporaryHistory, viewer, put } from './temporary-history.ts';

const early = '2026-11-19T11:40:00.000Z';
const late = '2026-11-19T11:50:00.000Z';
const note = (value: string, at: string) => ({ value, byPersonId: 'sofie', byName: 'Sofie Maes', at });

function oneCall() {
  const temporary = temporaryHistory();
  put(temporary.history, { calls: [missed('a')] });
  return temporary;
}

describe('what a person writes here', () => {
  test('shows at once, with the name of who wrote it, and is marked as waiting', () => {
    const { history } = oneCall();
    history.changes.add({ kind: 'edit_call', callId: 'a', note: 'Call before noon' }, late);
    expect(history.detail('a', viewer)?.note).toEqual({
      text: 'Call before noon',
      byName: 'Jonas Peeters',
      at: late,
      waiting: true,
    });
  });

  test('survives a restart, in the order of writing', () => {
    const { history, reopen } = oneCall();
    history.changes.add({ kind: 'edit_call', callId: 'a', note: 'one' }, early);
    history.changes.add({ kind: 'edit_call', callId: 'a', note: 'two' }, late);
    const again = reopen().history;
    expect(again.changes.pending().map(({ change }) => change.kind === 'edit_call' && change.note)).toEqual([
      'one',
      'two',
    ]);
    expect(again.call('a')?.note?.value).toBe('two');
  });

  test('still shows when the relay tells something else about the call meanwhile', () => {
    const { history } = oneCall();
    history.changes.add({ kind: 'edit_call', callId: 'a', note: 'mine' }, late);
    history.apply([{ id: 1, event: changed(missed('a', { note: note('older', early) }), 'edit') }]);
    expect(history.call('a')?.note?.value).toBe('mine');
  });

  test('does not cover a later note of a colleague', () => {
    const { history } = oneCall();
    history.changes.add({ kind: 'edit_call', callId: 'a', note: 'mine' }, early);
    history.apply([{ id: 1, event: changed(missed('a', { note: note('newer', late) }), 'edit') }]);
    expect(history.detail('a', viewer)?.note).toMatchObject({ text: 'newer', waiting: false });
  });

  describe('that a voicemail was heard', () => {
    const heardBy = (byName: string, at: string) => ({ byPersonId: byName.toLowerCase(), byName, at });
    function oneVoicemail(voicemailHeard: ReturnType<typeof heardBy> | null = null) {
      const { history } = temporaryHistory();
      const voicemail = { outcome: 'voicemail', voicemail: { durationSeconds: 30 }, voicemailHeard } as const;
      put(history, { calls: [missed('v', voicemail), missed('a')] });
      const shown = () => {
        const { rows, unheardVoicemails } = history.list({ ...everything, filter: 'voicemail' }, viewer);
        return { rows: rows.map((row) => row.kind === 'call' && row.voicemail), unheardVoicemails };
      };
      return { history, shown };
    }

    test('shows at once and no longer counts; another call has no such fact', () => {
      const { history, shown } = oneVoicemail();
      expect(shown()).toEqual({ rows: [{ heard: null }], unheardVoicemails: 1 });
      expect(history.detail('a', viewer)?.voicemail).toBeNull();
      history.changes.add({ kind: 'edit_call', callId: 'v', voicemailHeard: true }, late);
      const mine = { heard: { name: 'Jonas Peeters', at: late, byMe: true } };
      expect(shown()).toEqual({ rows: [mine], unheardVoicemails: 0 });
    });

    test('does not cover a colleague who heard it first, and gives way to one of whom it hears later', () => {
      const { history, shown } = oneVoicemail(heardBy('Sofie', early));
      history.changes.add({ kind: 'edit_call', callId: 'v', voicemailHeard: true }, late);
      expect(shown().rows).toMatchObject([{ heard: { name: 'Sofie', byMe: false } }]);
      const other = oneVoicemail();
      other.history.changes.add({ kind: 'edit_call', callId: 'v', voicemailHeard: true }, late);
      const told = missed('v', { outcome: 'voicemail', voicemailHeard: heardBy('Sofie', early) });
      other.history.apply([{ id: 1, event: changed(told, 'edit') }]);
      expect(other.shown().rows).toMatchObject([{ heard: { name: 'Sofie' } }]);
    });

    test('can be taken back, and the next hearing counts again; refused, the office’s word shows again', () => {
      const { history, shown } = oneVoicemail(heardBy('Sofie', early));
      const { seq } = history.changes.add({ kind: 'edit_call', callId: 'v', voicemailHeard: false }, late);
      expect(shown()).toEqual({ rows: [{ heard: null }], unheardVoicemails: 1 });
      const again = '2026-11-19T11:55:00.000Z';
      const next = history.changes.add({ kind: 'edit_call', callId: 'v', voicemailHeard: true }, again);
      expect(shown().rows).toMatchObject([{ heard: { at: again, byMe: true } }]);
      history.changes.drop(next.seq);
      history.changes.drop(seq);
      expect(shown()).toMatchObject({ rows: [{ heard: { name: 'Sofie' } }], unheardVoicemails: 0 });
    });
  });

  test('confirmed, it stays on screen until the event comes, and no longer waits', () => {
    const { history } = oneCall();
    const { seq } = history.changes.add({ kind: 'edit_call', callId: 'a', note: 'mine', followUp: 'ok' }, late);
    history.changes.done(seq);
    expect(history.changes.count()).toBe(0);
    expect(history.detail('a', viewer)).toMatchObject({ note: { text: 'mine', waiting: false }, followUp: 'ok' });
    history.changes.done(seq);
    expect(history.changes.count()).toBe(0);
  });

  test('refused, the value of the relay shows again', () => {
    const { history } = oneCall();
    history.apply([{ id: 1, event: changed(missed('a', { note: note('theirs', early) }), 'edit') }]);
    const { seq } = history.changes.add({ kind: 'edit_call', callId: 'a', note: 'mine' }, late);
    history.changes.drop(seq);
    expect(history.detail('a', viewer)?.note).toMatchObject({ text: 'theirs', byName: 'Sofie Maes', waiting: false });
  });

  test('a status can be taken back', () => {
    const { history } = oneCall();
    history.changes.add({ kind: 'edit_call', callId: 'a', followUp: 'ok' }, early);
    history.changes.add({ kind: 'edit_call', callId: 'a', followUp: null }, late);
    expect(history.call('a')?.followUp).toBeNull();
  });

  test('a change to a call that is not here yet waits for the call', () => {
    const { history } = oneCall();
    history.changes.add({ kind: 'edit_call', callId: 'b', note: 'mine' }, late);
    history.apply([{ id: 1, event: changed(missed('b')) }]);
    expect(history.call('b')?.note?.value).toBe('mine');
  });
});

describe('a new contact made here', () => {
  const number = '+33639984107';
  function withContact() {
    const temporary = temporaryHistory();
    put(temporary.history, { calls: [missed('a', { contactId: null, matterId: null, fromNumber: number })] });
    const change = { kind: 'new_contact', contactId: 'n1', name: 'Léa Fontaine', number, callId: 'a' } as const;
    return { ...temporary, seq: temporary.history.changes.add(change, late).seq };
  }

  test('names the call at once, can be found, and is known at the next ring', () => {
    const { history } = withContact();
    expect(history.list(everything, viewer).rows[0]).toMatchObject({ title: 'Léa Fontaine', titleIsNumber: false });
    expect(history.list({ ...everything, search: 'lea' }, viewer).total).toBe(1);
    expect(history.findContacts('font', 10)).toMatchObject([{ contactId: 'n1' }]);
    expect(history.contactsByNumber(number)).toMatchObject([{ id: 'n1' }]);
  });

  test('survives a resync of which it is no part yet', () => {
    const { history } = withContact();
    history.beginFill();
    put(history, { calls: [missed('a', { contactId: null, matterId: null, fromNumber: number })] });
    history.finishFill(9);
    expect(history.list(everything, viewer).rows[0]?.title).toBe('Léa Fontaine');
  });

  test('refused, it is gone again', () => {
    const { history, seq } = withContact();
    history.changes.drop(seq);
    expect(history.contact('n1')).toBeNull();
    expect(history.findContacts('font', 10)).toEqual([]);
    expect(history.list(everything, viewer).rows[0]).toMatchObject({ title: '+33 6 39 98 41 07', titleIsNumber: true });
    expect(history.list({ ...everything, search: 'lea' }, viewer).total).toBe(0);
  });

  test('confirmed, it stays', () => {
    const { history, seq, reopen } = withContact();
    history.changes.done(seq);
    expect(reopen().history.list(everything, viewer).rows[0]?.title).toBe('Léa Fontaine');
  });
});
