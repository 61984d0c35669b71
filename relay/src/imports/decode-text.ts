import type { ImportEncoding } from '../wire/import.ts';
import { ImportError } from './import-error.ts';

export interface DecodedText {
  /** Lines end with `\n`, whatever the file had. */
  text: string;
  encoding: ImportEncoding;
}

/** Enough to tell an encoding by its zeros. */
const SAMPLE_BYTES = 4_096;

/**
 * UTF-8 and UTF-16 with or without a mark; what is neither is Windows-1252, the encoding of western Excel, which is
 * Latin-1 with curly quotes.
 * @throws ImportError empty, excel, pdf, binary, web_page
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length === 0) throw new ImportError('empty');
  refuseOtherFiles(bytes);
  const { encoding, skip } = encodingOf(bytes);
  const body = bytes.subarray(skip);
  const decoded = encoding === null ? guessed(body) : { text: new TextDecoder(encoding).decode(body), encoding };
  const text = decoded.text.replace(/\r\n?/g, '\n');
  if (text.includes('\0')) throw new ImportError('binary');
  if (text.trim() === '') throw new ImportError('empty');
  if (/^\s*<(?:!doctype html|html|\?xml)/i.test(text.slice(0, 500))) throw new ImportError('web_page');
  return { text, encoding: decoded.encoding };
}

function refuseOtherFiles(bytes: Uint8Array): void {
  const begin = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8)).toString('latin1');
  if (begin.startsWith('%PDF')) throw new ImportError('pdf');
  // A zip is a workbook here, and the old workbooks are compound files.
  if (begin.startsWith('PK\x03\x04') || begin.startsWith('\xd0\xcf\x11\xe0')) throw new ImportError('excel');
  const others = ['\x89PNG', '\xff\xd8\xff', 'GIF8', '\x1f\x8b', 'Rar!', '7z\xbc\xaf', '{\\rtf', 'SQLite'];
  if (others.some((other) => begin.startsWith(other))) throw new ImportError('binary');
}

function encodingOf(bytes: Uint8Array): { encoding: ImportEncoding | null; skip: number } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', skip: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', skip: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', skip: 2 };
  // Western text in UTF-16 has a zero in nearly every other byte.
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const half = sample.length / 2;
  if (odd > half * 0.6 && even < half * 0.1) return { encoding: 'utf-16le', skip: 0 };
  if (even > half * 0.6 && odd < half * 0.1) return { encoding: 'utf-16be', skip: 0 };
  return { encoding: null, skip: 0 };
}

function guessed(body: Uint8Array): { text: string; encoding: ImportEncoding } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(body), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(body), encoding: 'windows-1252' };
  }
}
