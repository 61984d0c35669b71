import { createRequire } from 'node:module';

/** jsdom brings no types; this is what is used of it. */
interface Jsdom {
  JSDOM: new (text: string, options: { contentType: string }) => { window: { document: Document } };
}
const { JSDOM } = createRequire(import.meta.url)('jsdom') as Jsdom;

/** @throws where the text is not well-formed */
export const readXml = (text: string): Document => new JSDOM(text, { contentType: 'application/xml' }).window.document;
