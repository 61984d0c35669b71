import { inflateSync } from 'node:zlib';

export interface ReadPdf {
  /** Everything outside streams, for looking at dictionaries. */
  dictionaries: string;
  /** Of every object, by its number. */
  objects: ReadonlyMap<number, { dictionary: string; stream: Buffer | null }>;
  pages: number;
  /** What is drawn, one line per text operator, decoded by each font's own table. */
  text: string;
  /** XMP */
  metadata: string;
  /** How often a font's empty box is drawn. */
  emptyBoxes: number;
}

/** Reads a PDF as a program that has never heard of the one that wrote it: objects, streams, fonts' tables. */
export function readPdf(bytes: Buffer): ReadPdf {
  const raw = bytes.toString('latin1');
  if (!/^%PDF-1\.7\n%[\x80-\xFF]{4}/.test(raw)) throw new Error('Not a PDF 1.7 with a binary mark.');
  if (!raw.trimEnd().endsWith('%%EOF')) throw new Error('The file has no end.');
  const objects: Map<number, { dictionary: string; stream: Buffer | null }> = new Map();
  for (const found of raw.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj$/gm)) {
    const [, number = '', body = ''] = found;
    const at = body.indexOf('\nstream\n');
    const dictionary = at < 0 ? body : body.slice(0, at);
    const stream = at < 0 ? null : Buffer.from(body.slice(at + 8, body.lastIndexOf('\nendstream')), 'latin1');
    const packed = stream && dictionary.includes('/FlateDecode');
    objects.set(Number(number), { dictionary, stream: packed ? inflateSync(stream) : stream });
  }
  const dictionaries = [...objects.values()].map(({ dictionary }) => dictionary).join('\n');
  const contents = [...dictionaries.matchAll(/\/Contents (\d+) 0 R/g)].map(([, number]) => Number(number));
  const fonts = new Map(
    [...dictionaries.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', number]) => [
      name,
      tableOf(objects, Number(number)),
    ]),
  );
  let emptyBoxes = 0;
  const lines = contents.flatMap((number) => {
    const content = objects.get(number)?.stream?.toString('latin1') ?? '';
    let font = new Map<string, string>();
    return [...content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)].flatMap(([, name, shown]) => {
      if (name !== undefined) {
        font = fonts.get(name) ?? new Map<string, string>();
        return [];
      }
      const codes = [...(shown ?? '').matchAll(/<([\da-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
      emptyBoxes += codes.filter((code) => code === '0000').length;
      return [codes.map((code) => font.get(code) ?? '').join('')];
    });
  });
  const metadata = [...objects.values()].find(({ dictionary }) => dictionary.includes('/Subtype /XML'))?.stream;
  return {
    dictionaries,
    objects,
    pages: contents.length,
    text: lines.join('\n'),
    metadata: metadata?.toString('utf8') ?? '',
    emptyBoxes,
  };
}

/** From glyph to text, by the font's ToUnicode table. */
function tableOf(objects: ReadPdf['objects'], fontNumber: number): Map<string, string> {
  const [, number] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(fontNumber)?.dictionary ?? '') ?? [];
  const table = objects.get(Number(number))?.stream?.toString('latin1') ?? '';
  const all = new Map<string, string>();
  for (const [, from = '', list = ''] of table.matchAll(/<([\da-f]{4})> <[\da-f]{4}> \[([^\]]*)\]/g)) {
    for (const [index, [, units = '']] of [...list.matchAll(/<([\da-f ]*)>/g)].entries()) {
      const code = (Number.parseInt(from, 16) + index).toString(16).padStart(4, '0');
      all.set(code, String.fromCharCode(...units.split(' ').map((unit) => Number.parseInt(unit, 16))));
    }
  }
  return all;
}
