import { gzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { describe, expect, test, vi } from 'vitest';
import { importView, type ImportView } from '@callbrief/relay/wire/import';
import { startTestRelay, TENANT, type RelayUnderTest } from '../../../support/relay-under-test.ts';

interface Desk {
  relay: RelayUnderTest;
  token: string;
  upload: (
    file: string | Uint8Array<ArrayBuffer>,
    query?: string,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; body: Record<string, unknown> }>;
  run: (file: string | Uint8Array<ArrayBuffer>, query?: string) => Promise<ImportView>;
  finish: (id: string) => Promise<ImportView>;
  report: (id: string, language?: string) => Promise<string>;
}

async function desk(): Promise<Desk> {
  const relay = await startTestRelay();
  const { accessToken: token } = await relay.enrolDevice('peeters', 'admin');
  const headers = { authorization: `Bearer ${token}` };
  const upload: Desk['upload'] = async (file, query = '', more = {}) => {
    const answer = await fetch(`${relay.url}/api/v1/imports${query}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/octet-stream', ...more },
      body: file,
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const finish: Desk['finish'] = async (id) => {
    const started = await relay.ask(`/api/v1/imports/${id}/start`, { token, method: 'POST' });
    if (started.status !== 202) throw new Error(JSON.stringify(started.body));
    return vi.waitFor(async () => {
      const now = importView.parse((await relay.ask(`/api/v1/imports/${id}`, { token })).body);
      expect(now.state).toBe('completed');
      return now;
    }, 15_000);
  };
  return {
    relay,
    token,
    upload,
    finish,
    async run(file, query) {
      const { status, body } = await upload(file, query);
      if (status !== 201) throw new Error(JSON.stringify(body));
      return finish(importView.parse(body).id);
    },
    async report(id, language = 'en') {
      const answer = await fetch(`${relay.url}/api/v1/imports/${id}/report.csv?language=${language}`, { headers });
      // The mark is part of it, which text() takes off.
      return Buffer.from(await answer.arrayBuffer()).toString('utf8');
    },
  };
}

/** Their ids are made anew each time, so they come in any order. */
const contactsOf = async ({ relay }: Desk) =>
  (await relay.storage.tenant(TENANT).contactPage(null, 500)).items.toSorted((a, b) => a.name.localeCompare(b.name));
const mattersOf = async ({ relay }: Desk) =>
  (await relay.storage.tenant(TENANT).matterPage(null, 500)).items.toSorted((a, b) => a.number.localeCompare(b.number));

describe('an import', () => {
  test('shows what is in the file before anything is written, and takes in contacts, matters, parties and deadlines', async () => {
    const it = await desk();
    const file =
      'Klantnr;Naam;Firma;GSM;Telefoon;E-mail;Taal;Dossiernr;Dossiernaam;Hoedanigheid;Advocaat;Termijn\n' +
      'K1;Anneke Verhulst;;0470 27 18 36;02/500.12.34 toestel 214;a@v.example;Nederlands;2026/0318;Verhulst / Rousselle;cliënt;Peeters;1 december 2026\n' +
      'K2;Paul Rousselle;Rousselle SA;;+33 1 42 68 53 00;;fr;2026/0318;Verhulst / Rousselle;tegenpartij;Peeters;\n';
    const { status, body } = await it.upload(file, '?name=C:\\Users\\me\\klanten.csv');
    expect(status).toBe(201);
    expect(body).toMatchObject({ fileName: 'klanten.csv', kind: 'csv', state: 'previewed', delimiter: ';', needs: [] });
    expect(body['rows']).toHaveLength(2);
    expect(body['counts']).toMatchObject({ total: 2, done: 0 });
    expect(await contactsOf(it)).toEqual([]);

    const over = await it.finish(String(body['id']));
    expect(over.counts).toEqual({ total: 2, done: 2, created: 2, updated: 0, unchanged: 0, refused: 0 });
    const [anneke, paul] = await contactsOf(it);
    expect(anneke).toMatchObject({
      name: 'Anneke Verhulst',
      externalId: 'K1',
      languages: ['nl'],
      emails: ['a@v.example'],
      numbers: [
        { number: '+32470271836', kind: 'mobile', shared: false },
        { number: '+3225001234', kind: 'work', extension: '214' },
      ],
    });
    expect(paul).toMatchObject({ organisation: 'Rousselle SA', languages: ['fr'] });
    expect(await mattersOf(it)).toMatchObject([
      {
        number: '2026/0318',
        title: 'Verhulst / Rousselle',
        responsiblePersonId: 'peeters',
        parties: [
          { contactId: anneke?.id, role: 'client' },
          { contactId: paul?.id, role: 'opposing_party' },
        ],
        deadlines: [{ kind: 'deadline', title: 'Termijn', at: '2026-11-30T23:00:00.000Z', allDay: true }],
      },
    ]);
    // Again: nothing is new, and nothing doubles.
    const again = await it.run(file);
    expect(again.counts).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect(await contactsOf(it)).toHaveLength(2);
  });

  test('takes all good rows and loses no bad one: the report has line, reason and the whole row, and can be imported', async () => {
    const it = await desk();
    const rows = Array.from({ length: 400 }, (_, i) =>
      i % 20 === 7
        ? `K${i},Person ${i},"=cmd+1","note, ${i}"`
        : `K${i},Person ${i},0470 ${String(100_000 + i)},"note, ${i}"`,
    );
    const over = await it.run(`External id,Name,Mobile,Remarks\n${rows.join('\n')}`);
    expect(over.counts).toMatchObject({ total: 400, done: 400, created: 380, refused: 20 });
    const report = await it.report(over.id, 'fr');
    expect(report.startsWith('\uFEFFLigne du fichier,')).toBe(true);
    const [header = [], ...refused] = Papa.parse<string[]>(report.slice(1).trim()).data;
    expect(header.slice(4)).toEqual(['External id', 'Name', 'Mobile', 'Remarks']);
    expect(refused).toHaveLength(20);
    expect(refused[0]).toEqual([
      '9',
      'Portable',
      "'=cmd+1",
      'Ce n’est pas un numéro de téléphone.',
      'K7',
      'Person 7',
      "'=cmd+1",
      'note, 7',
    ]);
    // Put right in the report itself.
    const mended = await it.run(report.replaceAll("'=cmd+1", '+32 470 99 99 99'));
    expect(mended.counts).toMatchObject({ total: 20, created: 20, refused: 0 });
  });

  test('merges what is the same person and reports what contradicts itself', async () => {
    const it = await desk();
    const over = await it.run(
      [
        'Id;Name;Company;Mobile;E-mail;Case number;Case title',
        'K1;Jan Peeters;;0470 00 00 01;;;',
        'K1;Jan PEETERS;;0470 00 00 02;jan@p.example;;',
        'K1;Somebody Else;;0470 00 00 03;;;',
        ';Jan Peeters;;0470 00 00 01;;;',
        ';Jan Peeters;;0470 00 00 09;;;',
        ';Ann Wauters;Wauters BV;0470 00 00 04;;2026/1;One',
        ';Ann Wauters;Wauters BV;0470 00 00 05;;2026/1;Another',
        ';Ann Wauters;Wauters BV;0470 00 00 06;;;',
        ';Ann’s husband;;0470 00 00 04;;;',
      ].join('\n'),
    );
    expect(over.counts).toMatchObject({ created: 4, updated: 2, unchanged: 1, refused: 2 });
    const contacts = await contactsOf(it);
    const numbersOf = (name: string) =>
      contacts.filter((c) => c.name === name).map((c) => c.numbers.map((n) => n.number.slice(-1)).join(''));
    expect(numbersOf('Jan Peeters').toSorted()).toEqual(['12', '9']);
    expect(numbersOf('Ann Wauters')).toEqual(['46']);
    expect(contacts.find((c) => c.name === 'Ann’s husband')?.numbers).toMatchObject([{ shared: true }]);
    const report = await it.report(over.id);
    expect(report).toContain('An earlier row of the file has the same id for somebody else.');
    expect(report).toContain('An earlier row of the file has the same matter number with another title.');
  });

  test('does not write over what a person wrote after it was asked for', async () => {
    const it = await desk();
    const store = it.relay.storage.tenant(TENANT);
    await it.run('Id;Name;Company\nK1;Jan Peeters;Old BV');
    const [contact] = await contactsOf(it);
    if (!contact) throw new Error('no contact');
    await store.putContact(
      {
        ...contact,
        organisation: 'Right BV',
        stamps: { organisation: { at: '2099-01-01T00:00:00.000Z', editId: 'e', byPersonId: 'p', byName: 'P' } },
      } as never,
      new Date().toISOString(),
    );
    await it.run('Id;Name;Company\nK1;Jan J. Peeters;Old BV');
    expect(await contactsOf(it)).toMatchObject([{ name: 'Jan J. Peeters' }]);
  });

  test('asks whether days or months come first where the column does not say, and decides by the whole column where it does', async () => {
    const it = await desk();
    const unsure = 'Matter number,Matter title,Deadline\n2026/1,One,03/04/2026\n2026/2,Two,05/06/2026';
    const { body } = await it.upload(unsure);
    expect(body['needs']).toEqual(['date_order']);
    const id = String(body['id']);
    const refused = await it.relay.ask(`/api/v1/imports/${id}/start`, { token: it.token, method: 'POST' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'import_not_ready', field: 'date_order' } });
    const mapping = { ...importView.parse(body).mapping, dateOrder: 'day_first' };
    const put = await it.relay.ask(`/api/v1/imports/${id}/mapping`, { token: it.token, method: 'PUT', body: mapping });
    expect(put.body['needs']).toEqual([]);
    await it.finish(id);
    expect((await mattersOf(it)).map((m) => m.deadlines[0]?.at ?? '').toSorted((a, b) => a.localeCompare(b))).toEqual([
      '2026-04-02T22:00:00.000Z',
      '2026-06-04T22:00:00.000Z',
    ]);
    const sure = await it.upload(`${unsure}\n2026/3,Three,12/25/2026`);
    expect(sure.body['needs']).toEqual([]);
    await it.finish(String(sure.body['id']));
    expect((await mattersOf(it)).find((m) => m.number === '2026/1')?.deadlines.map((d) => d.at)).toContain(
      '2026-03-03T23:00:00.000Z',
    );
  });

  test('brings a calendar’s hearings to the matters whose number they name, once', async () => {
    const it = await desk();
    await it.run('Matter number;Matter title\n2026/0318;One\n2026/0319;Two');
    const event = (uid: string, summary: string, more = '') =>
      `BEGIN:VEVENT\r\nUID:${uid}\r\nSUMMARY:${summary}\r\nDTSTART;TZID=Europe/Brussels:20261119T093000\r\n${more}END:VEVENT\r\n`;
    const calendar = (...events: string[]) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`;
    const over = await it.run(
      calendar(
        event('a', 'Audience 2026/0318'),
        event('b', 'Lunch'),
        event('c', 'Pleidooi', 'CATEGORIES:2026/0319\r\n'),
        event('d', 'both 2026/0318, 2026/0319'),
      ),
    );
    expect(over).toMatchObject({ kind: 'ical', counts: { updated: 2, refused: 2 } });
    const again = await it.run(
      calendar(event('a', 'Audience (salle 3) 2026/0318'), event('c', 'x 2026/0319', 'STATUS:CANCELLED\r\n')),
    );
    expect(again.counts).toMatchObject({ updated: 2 });
    expect((await mattersOf(it)).map((m) => m.deadlines)).toMatchObject([
      [{ kind: 'hearing', title: 'Audience (salle 3) 2026/0318', at: '2026-11-19T08:30:00.000Z', allDay: false }],
      [],
    ]);
  });

  test('is told while it runs and stops where it is cancelled, with what it did', async () => {
    const it = await desk();
    const stream = await it.relay.stream({ accessToken: it.token });
    const rows = Array.from({ length: 40_000 }, (_, i) => `K${i};Person ${i}`);
    const { body } = await it.upload(gzipSync(`Id;Name\n${rows.join('\n')}`), '', { 'content-encoding': 'gzip' });
    const path = `/api/v1/imports/${String(body['id'])}`;
    await it.relay.ask(`${path}/start`, { token: it.token, method: 'POST' });
    await vi.waitFor(async () => {
      const { counts } = importView.parse((await it.relay.ask(path, { token: it.token })).body);
      expect(counts.done).toBeGreaterThan(500);
    }, 10_000);
    const cancelled = await it.relay.ask(path, { token: it.token, method: 'DELETE' });
    expect(cancelled.body['state']).toBe('cancelled');
    const { counts } = importView.parse(cancelled.body);
    expect(counts.done).toBeLessThan(40_000);
    expect((await it.relay.storage.tenant(TENANT).contactPage(null, 1)).total).toBe(counts.created);
    const told = () => stream.events.filter((e) => e.type === 'import_changed').map((e) => e.data['state']);
    await stream.until(() => told().includes('cancelled'));
    expect(told()).toContain('running');
    expect((await it.relay.ask(`${path}/start`, { token: it.token, method: 'POST' })).body['code']).toBe(
      'import_not_ready',
    );
    expect((await it.relay.ask(path, { token: it.token, method: 'DELETE' })).status).toBe(204);
    expect((await it.relay.ask(path, { token: it.token })).status).toBe(404);
  });

  test('is for admins, and refuses what it cannot read in words', async () => {
    const it = await desk();
    const { accessToken } = await it.relay.enrolDevice('receptionist', 'receptionist');
    const others = await it.upload('Name\nA', '', { authorization: `Bearer ${accessToken}` });
    expect(others).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    const refusal = async (...ask: Parameters<Desk['upload']>) => (await it.upload(...ask)).body;
    expect(await refusal('')).toMatchObject({ code: 'import_refused', field: 'empty' });
    expect(await refusal('Name;Phone\n')).toMatchObject({ code: 'import_refused', field: 'no_rows' });
    expect(await refusal('PK\x03\x04', '?kind=csv')).toMatchObject({
      field: 'excel',
      detail: 'This is an Excel file. Save it as CSV and import that.',
    });
    expect(await refusal(`${Array.from({ length: 1_001 }, (_, i) => `c${i}`).join(';')}\n1`)).toMatchObject({
      field: 'too_many_columns',
    });
    expect(await refusal('Name\nA', '?kind=vcard')).toMatchObject({ field: 'not_vcard' });
    expect(await refusal('{}', '', { 'content-type': 'application/json' })).toMatchObject({ code: 'wrong_media_type' });
    expect(await refusal(Buffer.alloc(50_000_001, 65))).toMatchObject({ code: 'too_large' });
    // A small zip that becomes a large file.
    expect(await refusal(gzipSync(Buffer.alloc(60_000_000, 65)), '', { 'content-encoding': 'gzip' })).toMatchObject({
      code: 'too_large',
    });
    const wide = await it.upload(
      `Name;${Array.from({ length: 999 }, (_, i) => `c${i}`).join(';')}\nAda;${'x;'.repeat(998)}x`,
    );
    expect(wide.status).toBe(201);
    expect(wide.body['columns']).toHaveLength(1_000);
    expect((await it.finish(String(wide.body['id']))).counts.created).toBe(1);
  });
});
