import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallFile } from '../../../../relay/src/exports/call-file.ts';
import { describeFileNote } from '../../../../relay/src/exports/note/describe-file-note.ts';
import { createDrawNote } from '../../../../relay/src/exports/note/draw-note.ts';
import { readXml } from '../../../support/read-xml.ts';
import { exampleCall, SHA } from './example-call.ts';
import { hostileCall } from './hostile-call.ts';

const draw = createDrawNote();

/** Every part as XML; throws where one is not well-formed. */
async function partsOf(file: CallFile, language: 'en' | 'fr' = 'en'): Promise<Map<string, Document>> {
  const bytes = await draw(describeFileNote(file, language), 'docx');
  const parts = Object.entries(unzipSync(new Uint8Array(bytes)));
  return new Map(
    parts.filter(([name]) => /\.(xml|rels)$/.test(name)).map(([name, part]) => [name, readXml(strFromU8(part))]),
  );
}

const paragraphsOf = (part: Document | undefined) =>
  [...(part?.getElementsByTagName('w:p') ?? [])].map((one) =>
    [...one.querySelectorAll('*')]
      .map((node) => (node.tagName === 'w:t' ? node.textContent : node.tagName === 'w:br' ? '\n' : ''))
      .join(''),
  );

describe('A file note for Word', () => {
  let parts: Map<string, Document>;
  beforeAll(async () => {
    parts = await partsOf(exampleCall());
  }, 60_000);
  const document = () => parts.get('word/document.xml');

  it('has the words of the note, under headings that Word knows', () => {
    const paragraphs = paragraphsOf(document());
    for (const words of [
      'File note of a telephone call',
      'Sounded worried.\nCall back after the hearing.',
      'Unverified: written by a machine. Nobody has checked it against the recording.',
      'The hearing is on 3 December at 9:00.',
      '0:04  Anneke Šťastný-Öztürk: “Good morning, the hearing is on the third of December at nine.”',
      SHA,
    ]) {
      expect(paragraphs).toContain(words);
    }
    const styles = [...(document()?.getElementsByTagName('w:pStyle') ?? [])].map((style) =>
      style.getAttribute('w:val'),
    );
    expect(styles.filter((style) => style === 'Title')).toHaveLength(1);
    expect(styles.filter((style) => style === 'Heading1').length).toBeGreaterThan(6);
  });

  it('has a dashed edge where a machine wrote, and a solid one where a person stands behind it', () => {
    const edgeOf = (words: string) => {
      const found = [...(document()?.getElementsByTagName('w:p') ?? [])].find(
        ({ textContent }) => textContent === words,
      );
      return found?.getElementsByTagName('w:left')[0]?.getAttribute('w:val');
    };
    expect(edgeOf('The hearing is on 3 December at 9:00.')).toBe('dashed');
    expect(edgeOf('Book a room')).toBe('dashed');
    expect(edgeOf('Send the brief (due 20 November 2026)')).toBe('single');
  });

  it('numbers its pages by fields, on A4, and says who made it and when', () => {
    const footers = [...parts].filter(([name]) => /word\/footer\d+\.xml/.test(name)).map(([, part]) => part);
    expect(footers.length).toBeGreaterThan(0);
    for (const footer of footers) {
      const fields = [...footer.getElementsByTagName('w:instrText')].map(({ textContent }) => textContent);
      expect(fields).toEqual(['PAGE', 'NUMPAGES']);
      expect(paragraphsOf(footer).join('')).toContain('Made on 20/11/2026, 10:04 by Camille Delcourt with Callbrief');
    }
    const size = document()?.getElementsByTagName('w:pgSz')[0];
    expect([size?.getAttribute('w:w'), size?.getAttribute('w:h')]).toEqual(['11906', '16838']);
  });

  it('names nobody in its properties, and is in the language that was asked for', async () => {
    const french = await partsOf(exampleCall(), 'fr');
    const core = french.get('docProps/core.xml')?.documentElement.textContent ?? '';
    expect(core).toContain('Note au dossier : entretien téléphonique, 2026-11-19, 2026/0318');
    expect(core).not.toMatch(/Anneke|Camille/);
    const languages = [...(french.get('word/styles.xml')?.getElementsByTagName('w:lang') ?? [])];
    expect(languages.map((one) => one.getAttribute('w:val'))).toContain('fr-BE');
  }, 60_000);

  it('is well-formed in every part, whatever names, notes and transcripts hold, and runs nothing', async () => {
    const hostile = await partsOf(hostileCall());
    const text = paragraphsOf(hostile.get('word/document.xml')).join('\n');
    expect(text).toContain('</w:t><script>alert(1)</script> ]]> &amp; <!-- -->');
    expect(text).toContain('x'.repeat(10_000));
    expect(text).toContain('=cmd|');
    expect(text).not.toMatch(/[\u202E\u200B]/);
    for (const [name, part] of hostile) {
      expect(part.getElementsByTagName('script')).toHaveLength(0);
      const fields = [...part.getElementsByTagName('w:instrText')].map(({ textContent }) => textContent);
      expect(fields.filter((field) => field !== 'PAGE' && field !== 'NUMPAGES')).toEqual([]);
      if (name.endsWith('.rels')) expect(part.documentElement.outerHTML).not.toContain('External');
    }
  }, 60_000);
});
