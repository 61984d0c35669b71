/** One property of a card or an entry, unfolded and decoded. */
export interface ContentLine {
  name: string;
  /** Lower case keys; those of vCard 2.1 that stand alone are types. */
  params: [string, string][];
  value: string;
}

const SKIPPED = new Set(['PHOTO', 'LOGO', 'SOUND', 'KEY', 'AGENT']);

/**
 * vCard 2.1, 3 and 4 lines as one form: folded lines joined, quoted-printable decoded in its charset, pictures left out,
 * `TEL;CELL;VOICE` as `TEL;TYPE=CELL;TYPE=VOICE`.
 */
export function contentLines(block: string): ContentLine[] {
  const lines: ContentLine[] = [];
  const physical = block.split('\n');
  for (let i = 0; i < physical.length; i++) {
    let text = physical[i] ?? '';
    if (text.trim() === '') continue;
    while (/^[ \t]/.test(physical[i + 1] ?? '')) text += (physical[++i] ?? '').slice(1);
    if (/^[^:]*QUOTED-PRINTABLE/i.test(text)) {
      while (text.endsWith('=') && i + 1 < physical.length)
        text = `${text.slice(0, -1)}${(physical[++i] ?? '').trimStart()}`;
    }
    const line = readLine(text);
    if (line !== null && !SKIPPED.has(line.name)) lines.push(line);
  }
  return lines;
}

function readLine(text: string): ContentLine | null {
  // A colon inside a quoted parameter is no end of the name.
  const found = /^((?:[^":]|"[^"]*")*):(.*)$/s.exec(text);
  if (!found) return null;
  const [name = '', ...rest] = (found[1] ?? '').split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const params = rest.map((param): [string, string] => {
    const at = param.indexOf('=');
    return at === -1 ? ['type', param] : [param.slice(0, at).toLowerCase(), param.slice(at + 1).replace(/^"|"$/g, '')];
  });
  const isQuoted = params.some(([, value]) => value.toUpperCase() === 'QUOTED-PRINTABLE');
  const charset = params.find(([key]) => key === 'charset')?.[1] ?? 'utf-8';
  return {
    // `item1.TEL` groups a number with its label.
    name: (name.split('.').at(-1) ?? '').trim().toUpperCase(),
    params,
    value: isQuoted ? decodeQuoted(found[2] ?? '', charset) : (found[2] ?? ''),
  };
}

function decodeQuoted(text: string, charset: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === '=' ? /^[\dA-Fa-f]{2}/.exec(text.slice(i + 1, i + 3))?.[0] : undefined;
    if (hex === undefined) bytes.push(...Buffer.from(text[i] ?? '', 'utf8'));
    else {
      bytes.push(Number.parseInt(hex, 16));
      i += 2;
    }
  }
  const body = Uint8Array.from(bytes);
  try {
    return new TextDecoder(charset, { fatal: true }).decode(body);
  } catch {
    return new TextDecoder('windows-1252').decode(body);
  }
}

/** Parts of a file between BEGIN and END of these names, each with its line; one without its END goes to the next BEGIN. */
export function blocksOf(
  text: string,
  names: readonly string[],
): { line: number; name: string; text: string; closed: boolean }[] {
  const blocks: { line: number; name: string; text: string; closed: boolean }[] = [];
  let open: { line: number; name: string; lines: string[] } | null = null;
  const close = (closed: boolean) => {
    if (open !== null) blocks.push({ line: open.line, name: open.name, text: open.lines.join('\n'), closed });
    open = null;
  };
  text.split('\n').forEach((line, i) => {
    const begin = /^BEGIN:(\w+)\s*$/i.exec(line)?.[1]?.toUpperCase();
    if (begin !== undefined && names.includes(begin)) {
      close(false);
      open = { line: i + 1, name: begin, lines: [line] };
    } else if (open !== null) {
      open.lines.push(line);
      if (line.trim().toUpperCase() === `END:${open.name}`) close(true);
    }
  });
  close(false);
  return blocks;
}
