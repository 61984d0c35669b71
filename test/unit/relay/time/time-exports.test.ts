import { describe, expect, it } from 'vitest';
import { chargedFirm, chargingPractice } from '../../../support/charged-firm.ts';
import { startTestRelay } from '../../../support/relay-under-test.ts';

const period = { from: '2026-11-01', until: '2026-11-30', language: 'en' };
const now = () => new Date('2026-11-30T10:00:00.000Z');

async function firm() {
  const relay = await startTestRelay({ overrides: { now } });
  const charged = await chargedFirm(relay);
  const take = async (body: object, token = charged.token) => {
    const answer = await fetch(`${relay.url}/api/v1/time-entries/exports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...period, ...body }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: answer.headers, text: bytes.toString() };
  };
  const preview = async (body: object, token = charged.token) =>
    (await relay.ask('/api/v1/time-entries/exports/preview', { token, method: 'POST', body: { ...period, ...body } }))
      .body;
  return { relay, ...charged, take, preview };
}

describe('a table of reviewed time', () => {
  it('shows measured and charged side by side, and marks what went out', async () => {
    const { review, take, store } = await firm();
    const entryId = await review();
    const { text, headers } = await take({ to: 'csv' });
    const [head, line, end] = text.replace('\uFEFF', '').split('\r\n');
    expect(head?.split(',')).toHaveLength(15);
    expect(line).toBe(
      `2026-11-19,Jonas Peeters,JP,2026/0318,Verhulst / Immo Nord,Anneke Verhulst,Anneke Verhulst,527,12,0.20,A106,Advised on the lease.,,call-1,${entryId}`,
    );
    expect(end).toBe('');
    expect(headers.get('content-disposition')).toContain('2026-11-01 2026-11-30 time.csv');
    expect((await store.item('time_entry', entryId))?.exported).toMatchObject({ to: 'csv', at: now().toISOString() });
    const audit = await store.auditPage({ callId: null }, null, 10);
    expect(audit.items[0]).toMatchObject({ what: 'time_exported', personId: 'peeters' });
    expect(audit.items[0]?.detail).toMatch(/^csv 1 2026-11-01\.\.2026-11-30 sha256=[0-9a-f]{64}$/);
  });
  it('keeps formulas of a caller’s name or a narrative as text', async () => {
    const { review, take, store } = await firm();
    await store.putContact(
      {
        id: 'anneke',
        name: '=HYPERLINK("http://x")',
        organisation: null,
        languages: [],
        numbers: [],
        externalId: null,
      },
      now().toISOString(),
    );
    await review({ narrative: '  @SUM(A1)\nsecond line; third' });
    const { text } = await take({ to: 'csv', language: 'fr' });
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(text).toContain(`"'  @SUM(A1)\nsecond line; third"`);
    expect(text).toContain(';12;0,20;A106;');
  });
  it('goes out twice only when somebody says so', async () => {
    const { review, take, preview } = await firm();
    await review();
    expect((await take({ to: 'csv' })).status).toBe(200);
    const again = await take({ to: 'csv' });
    expect([again.status, JSON.parse(again.text).code]).toEqual([409, 'already_exported']);
    expect(JSON.parse((await take({ to: 'csv', exportedBefore: 'leave_out' })).text).code).toBe('nothing_to_export');
    expect((await take({ to: 'csv', exportedBefore: 'include' })).status).toBe(200);
    expect(await preview({ to: 'csv' })).toEqual({
      entries: 1,
      minutes: 12,
      exportedBefore: 1,
      ofOthers: 0,
      lacks: [],
    });
  });
  it('holds nothing that nobody reviewed, no other period, and no other matter', async () => {
    const { review, preview } = await firm();
    await review({ state: 'draft' });
    await review({ callId: 'call-2', date: '2026-12-01' });
    expect(await preview({ to: 'csv' })).toMatchObject({ entries: 0 });
    expect(await preview({ to: 'csv', until: '2026-12-31' })).toMatchObject({ entries: 1 });
    expect(await preview({ to: 'csv', until: '2026-12-31', matterId: 'other' })).toMatchObject({ entries: 0 });
  });
  it('holds others’ time for administrators and whoever assists them only, and restricted matters for nobody else', async () => {
    const { review, preview, colleague, receptionist, store } = await firm();
    await review();
    await review({ callId: 'call-2', personId: 'delcourt' });
    expect(await preview({ to: 'csv' })).toMatchObject({ entries: 2, ofOthers: 0 });
    expect(await preview({ to: 'csv' }, colleague)).toMatchObject({ entries: 1, ofOthers: 1 });
    expect(await preview({ to: 'csv' }, receptionist)).toMatchObject({ entries: 0, ofOthers: 2 });
    const reception = await store.person('reception');
    if (reception) await store.putPerson({ ...reception, assistsPersonIds: ['delcourt'] });
    expect(await preview({ to: 'csv' }, receptionist)).toMatchObject({ entries: 1, ofOthers: 1 });
    const matter = await store.matter('m-1');
    if (matter) await store.putMatter({ ...matter, restrictedTo: ['delcourt'] });
    expect(await preview({ to: 'csv' })).toMatchObject({ entries: 0, ofOthers: 0 });
    expect(await preview({ to: 'csv' }, colleague)).toMatchObject({ entries: 1, ofOthers: 1 });
  });
});

describe('an invoice file in LEDES 1998B', () => {
  it('has its 24 fields in order, hours by rate, and the total of its lines', async () => {
    const { review, take } = await firm();
    await review();
    await review({ callId: 'call-2', minutes: 10, narrative: 'Prüfung | “Œuvre” []\nà suivre' });
    const { text, status } = await take({ to: 'ledes', invoiceNumber: '2026-117' });
    expect(status).toBe(200);
    const [mark, fields, first, second, end] = text.split('\r\n');
    expect(mark).toBe('LEDES1998B[]');
    expect(fields).toBe(
      'INVOICE_DATE|INVOICE_NUMBER|CLIENT_ID|LAW_FIRM_MATTER_ID|INVOICE_TOTAL|BILLING_START_DATE|BILLING_END_DATE|INVOICE_DESCRIPTION|LINE_ITEM_NUMBER|EXP/FEE/INV_ADJ_TYPE|LINE_ITEM_NUMBER_OF_UNITS|LINE_ITEM_ADJUSTMENT_AMOUNT|LINE_ITEM_TOTAL|LINE_ITEM_DATE|LINE_ITEM_TASK_CODE|LINE_ITEM_EXPENSE_CODE|LINE_ITEM_ACTIVITY_CODE|TIMEKEEPER_ID|LINE_ITEM_DESCRIPTION|LAW_FIRM_ID|LINE_ITEM_UNIT_COST|TIMEKEEPER_NAME|TIMEKEEPER_CLASSIFICATION|CLIENT_MATTER_ID[]',
    );
    expect(first).toBe(
      '20261130|2026-117|C-77|2026/0318|91.68|20261101|20261130|Verhulst / Immo Nord|1|F|0.20|0.00|50.00|20261119|||A106|JP|Advised on the lease.|24-6437381|250.00|Peeters, Jonas|PT|423-987[]',
    );
    expect(second).toContain('|0.1667|0.00|41.68|');
    expect(second).toContain('|Prufung / "OEuvre" () a suivre|');
    expect(second?.split('|')).toHaveLength(24);
    expect(end).toBe('');
  });
  it('is refused with everything that is missing, and nothing is marked', async () => {
    const { review, take, preview, store } = await firm();
    const entryId = await review({ narrative: '' });
    await review({ callId: 'call-2', matterId: null, personId: 'reception' });
    const { time } = chargingPractice;
    await store.setPractice({ ...chargingPractice, revision: 1, time: { ...time, ledesFirmId: '' } }, 0, '');
    const contact = await store.contact('anneke');
    if (contact) await store.putContact({ ...contact, externalId: null }, now().toISOString());
    const { lacks } = await preview({ to: 'ledes' });
    expect(lacks).toEqual([
      { what: 'firm_id', of: null, entries: 2 },
      { what: 'invoice_number', of: null, entries: 2 },
      { what: 'matter', of: '2026-11-19', entries: 1 },
      { what: 'timekeeper_code', of: 'Person reception', entries: 1 },
      { what: 'hourly_rate', of: 'Person reception', entries: 1 },
      { what: 'narrative', of: 'Jonas Peeters, 2026-11-19', entries: 1 },
      { what: 'client_id', of: 'Anneke Verhulst', entries: 1 },
    ]);
    const answer = await take({ to: 'ledes' });
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([409, 'export_incomplete']);
    expect((await store.item('time_entry', entryId))?.exported).toBeNull();
  });
  it('does not charge a second timekeeper of one call until somebody confirms', async () => {
    const { review, preview } = await firm();
    await review();
    await review({ personId: 'delcourt' });
    expect((await preview({ to: 'ledes', invoiceNumber: '1' }))['lacks']).toEqual([
      { what: 'second_timekeeper', of: 'Jonas Peeters, 2026-11-19', entries: 1 },
    ]);
  });
});
