import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contentDisposition, digestOf, fileName } from '../../../../relay/src/exports/export-file.ts';
import { exportRequest } from '../../../../relay/src/wire/export.ts';

describe('The name of an exported file', () => {
  const ask = { day: '2026-11-19', matterNumber: '2026/0318', word: 'file note', kind: 'note_pdf' as const };

  it('has the day, the matter and what it is', () => {
    expect(fileName(ask)).toBe('2026-11-19 2026-0318 file note.pdf');
    expect(fileName({ ...ask, kind: 'clip', word: 'Ausschnitt' })).toBe('2026-11-19 2026-0318 Ausschnitt.wav');
    expect(fileName({ ...ask, matterNumber: null })).toBe('2026-11-19 file note.pdf');
  });

  it('cannot leave its folder or be read as an order, whatever a matter is called', () => {
    expect(fileName({ ...ask, matterNumber: '../../etc/passwd' })).toBe('2026-11-19 etc-passwd file note.pdf');
    expect(fileName({ ...ask, matterNumber: 'C:\\x"\r\nSet-Cookie: a=b' })).toBe(
      '2026-11-19 C-x-Set-Cookie-a-b file note.pdf',
    );
    expect(fileName({ ...ask, matterNumber: '///' })).toBe('2026-11-19 file note.pdf');
    expect(fileName({ ...ask, matterNumber: 'x'.repeat(60) }).length).toBeLessThan(100);
  });

  it('travels whole, also with letters that a header cannot hold', () => {
    const header = contentDisposition('2026-11-19 Akte-Ö-№7 Abschrift.txt');
    expect(header).toMatch(/^attachment; filename="2026-11-19 Akte-O-7 Abschrift\.txt"; filename\*=UTF-8''/);
    expect(decodeURIComponent(header.split("UTF-8''")[1] ?? '')).toBe('2026-11-19 Akte-Ö-№7 Abschrift.txt');
    expect(header).toMatch(/^[\x20-\x7E]+$/);
  });

  it('goes with the hash of its bytes', () => {
    const bytes = Buffer.from('a file');
    const hash = createHash('sha256').update(bytes);
    const hex = hash.copy().digest('hex');
    expect(digestOf(bytes)).toEqual({ hex, header: `sha-256=${hash.digest('base64')}` });
  });
});

describe('What can be asked for', () => {
  const fieldAtFault = (body: object) => exportRequest.safeParse(body).error?.issues[0]?.path.join('.');

  it.each([
    ['no such kind', { kind: 'zip', language: 'en' }, 'kind'],
    ['no such language', { kind: 'note_pdf', language: 'it' }, 'language'],
    ['a clip without a beginning', { kind: 'clip', language: 'en', toMs: 5_000 }, 'fromMs'],
    ['a clip without an end', { kind: 'clip', language: 'en', fromMs: 5_000 }, 'toMs'],
    ['a clip that ends before it begins', { kind: 'clip', language: 'en', fromMs: 5_000, toMs: 5_000 }, 'toMs'],
    ['a clip of more than 15 minutes', { kind: 'clip', language: 'en', fromMs: 0, toMs: 900_001 }, 'toMs'],
    ['a clip before the recording', { kind: 'clip', language: 'en', fromMs: -1, toMs: 9 }, 'fromMs'],
    ['half a millisecond', { kind: 'clip', language: 'en', fromMs: 0.5, toMs: 9 }, 'fromMs'],
  ])('%s is refused, by name', (_, body, field) => {
    expect(fieldAtFault(body)).toBe(field);
  });

  it('a clip of 15 minutes, and a file note without any times', () => {
    expect(exportRequest.safeParse({ kind: 'clip', language: 'en', fromMs: 0, toMs: 900_000 }).success).toBe(true);
    expect(exportRequest.parse({ kind: 'note_pdf', language: 'fr' })).toEqual({
      kind: 'note_pdf',
      language: 'fr',
      fromMs: null,
      toMs: null,
      recordingId: null,
    });
  });
});
